// The manifest of one release, `releases/<version>/release.yaml`: what is deployed, when, how it is undone, and by whom.
import { createHash } from "node:crypto";
import semver from "semver";
import { z } from "zod";

/** One line of text that a terminal, a log and a Markdown page show as it is. */
export const lineOfText = z
  .string()
  .trim()
  .min(1, { message: "a line of text" })
  .max(500, { message: "a line of at most 500 characters" })
  .regex(/^[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+$/u, {
    message: "one line of text, without control characters",
  });

/** An instant with its offset from UTC: without one, nobody knows which is meant. */
export const instantText = z.iso.datetime({
  offset: true,
  error: "an instant with its time zone, such as 2026-02-03T09:00:00Z or 2026-02-03T10:00:00+01:00",
});

/** A web address as it is typed: in ASCII, so that nothing in it shows as something else. */
export function webAddress(scheme: "https" | "https?") {
  return z
    .url({
      protocol: new RegExp(`^${scheme}$`),
      abort: true,
      error: "an address, such as https://example.com/releases/1.0.0",
    })
    .max(2000)
    .regex(new RegExp(`^${scheme}://[\\x21-\\x7e]+$`), { message: "an address in ASCII, without blanks" });
}

/** A person, by the name under which the code host knows them: what approvals and identities are compared by. */
export const person = z
  .string()
  .regex(/^@?[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})$/, { message: "an account name, such as ada-l" })
  .transform((name) => name.replace(/^@/, "").toLowerCase());

/** A migration file. Descriptions here are what editors show. */
export const migrationSchema = z.strictObject({
  file: z
    .string()
    .regex(/^(?!\/)(?!.*\.\.)[\w./-]+\.sql$/, { message: "a path of an .sql file in the repository" })
    .describe("the path of the .sql file in the repository"),
  class: z
    .enum(["expand", "contract", "destructive"])
    .describe(
      "expand adds what old code ignores, contract takes away what new code uses no more, destructive loses data",
    ),
  reversible: z.boolean().describe("whether it can be undone without loss"),
  digest: z
    .string()
    .regex(/^[0-9a-f]{64}$/, { message: "the SHA-256 of the file, in hex" })
    .describe("the SHA-256, in hex, of the file that was reviewed"),
});
export type Migration = z.infer<typeof migrationSchema>;

const coverSchema = z.strictObject({
  person: person.describe("who is on call"),
  from: instantText.describe("from when, with the time zone"),
  to: instantText.describe("until when, with the time zone"),
});

/** Why an emergency release may leave lists out. */
const emergencySchema = z.strictObject({
  trigger: lineOfText.describe("one of the runbook's emergency triggers"),
  severity: z.enum(["critical", "high", "medium"]).describe("how bad it is"),
  incident: webAddress("https").describe("where the incident is followed"),
});

const windowSchema = z.strictObject({
  start: instantText.describe("when the deployment begins at the earliest, with the time zone"),
  minutes: z.int().min(5).max(1440).describe("for how long it may begin"),
});

const rollbackSchema = z.strictObject({
  plan: lineOfText.describe("how the release is undone"),
  database: z
    .boolean()
    .describe("whether the plan restores the database too, which loses what was written since"),
});

export const releaseSchema = z
  .strictObject({
    version: z
      .string()
      .refine((text) => semver.valid(text) === text, {
        message: "a semantic version without a leading v, such as 1.4.0 or 1.4.0-rc1",
      })
      .describe("the folder's name: a semantic version without a leading v"),
    kind: z
      .enum(["standard", "emergency"])
      .describe("an emergency may leave lists out, and owes a report")
      .default("standard"),
    commit: z
      .string()
      .regex(/^[\w./-]+$/, { message: "a Git commit, such as the output of `git rev-parse HEAD`" })
      .describe(
        "the Git commit; a branch while the release is being prepared, a full hash when it is deployed",
      ),
    window: windowSchema.describe("the deployment window, from which every due instant counts back"),
    changes: z.array(lineOfText).min(1).describe("what changes, for people"),
    migrations: z.array(migrationSchema).describe("in the order in which they run").default([]),
    rollback: rollbackSchema,
    authors: z.array(person).min(1).describe("who wrote it"),
    deployer: person.describe("who deploys it"),
    approver: person.describe("who lets it go: neither an author nor the deployer"),
    verifier: person.describe("who looks at it in production"),
    onCall: z
      .array(coverSchema)
      .min(1)
      .describe("from the last checklist to the end of the monitoring, without a gap"),
    channels: z.array(lineOfText).min(1).describe("where it is announced"),
    emergency: emergencySchema.describe("of an emergency release, and of no other").optional(),
  })
  .refine(({ kind, emergency }) => (kind === "emergency") === (emergency !== undefined), {
    message: "the section `emergency` in an emergency release, and in no other",
    path: ["emergency"],
  })
  .refine(({ approver, authors, deployer }) => approver !== deployer && !authors.includes(approver), {
    message: "an approver who is neither an author nor the deployer",
    path: ["approver"],
  });
export type Release = z.infer<typeof releaseSchema>;

/** Whether it is a SHA-1 or SHA-256 name in full: a shorter one, a branch or a tag can come to mean something else. */
export function isFullCommit(text: string): boolean {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text);
}

/** The start of the deployment window, from which every due instant counts back. */
export function startOf({ window }: Release): Date {
  return new Date(window.start);
}

/** The parts that proof is bound to: when one changes, what was proven before is void. SHA-256, in hex. */
export interface ReleaseDigests {
  readonly commit: string;
  readonly migrations: string;
  readonly plan: string;
}
export const digestParts = ["commit", "migrations", "plan"] as const;

export function digestsOf({ version, commit, migrations, rollback, emergency }: Release): ReleaseDigests {
  return {
    commit: sha256([version, commit]),
    migrations: sha256(migrations.map((one) => [one.file, one.class, one.reversible, one.digest])),
    // Who has let a standard release go has not let it go as an emergency, which leaves most checks out.
    plan: sha256([
      rollback.plan,
      rollback.database,
      ...(emergency === undefined ? [] : [emergency.trigger, emergency.severity]),
    ]),
  };
}

/** What identifies a release as a whole: SHA-256, in hex, of the parts. */
export function releaseDigest(release: Release): string {
  const { commit, migrations, plan } = digestsOf(release);
  return sha256([commit, migrations, plan]);
}

function sha256(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex");
}
