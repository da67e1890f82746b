// One record of a release's evidence: what was found or said of it, when, by whom, and how that is known.
import { createHash } from "node:crypto";
import { z } from "zod";
import { instantText, lineOfText, person, webAddress } from "./release.ts";

/** How it is known who a record is from, weakest first: anybody can type a name. */
export const identities = ["typed", "committed", "reviewed", "oidc"] as const;
export type Identity = (typeof identities)[number];

export const hex64 = z.string().regex(/^[0-9a-f]{64}$/);

/** What every record says, of a release or not. */
export const said = {
  at: instantText,
  by: person,
  identity: z.enum(identities),
  source: z.strictObject({
    /** What it comes from: a collector's name, or `person`. */
    kind: z.string().regex(/^[a-z][a-z0-9-]*$/),
    url: webAddress("https?").optional(),
  }),
  detail: lineOfText,
};

const common = {
  ...said,
  release: z.strictObject({ version: z.string().min(1), commit: hex64, migrations: hex64, plan: hex64 }),
};

/**
 * What a collector has sent, so that nobody is told twice: for which window, and to whom. `unsure` are those of whom
 * nobody knows whether it reached them.
 */
const sentSchema = z.strictObject({
  window: z.strictObject({ start: instantText, minutes: z.int() }),
  to: z.array(lineOfText),
  unsure: z.array(lineOfText),
});
export type Sent = z.infer<typeof sentSchema>;

/** What a confirmation says, of whatever it confirms. */
export const confirming = {
  type: z.literal("confirmation"),
  /** The digest of what is confirmed. */
  of: hex64,
  identity: z.literal("reviewed"),
  source: z.strictObject({ kind: z.literal("github"), url: webAddress("https?") }),
};

/** The phase and the item of the runbook: `48h/verify-all-staging-tests-pass`. */
const itemKey = z
  .string()
  .regex(/^\d+(?:\.\d+)?h\/[^\s/]+$/, { message: "an item such as 24h/final-staging-verification" });

const stackName = z.string().regex(/^[\w.-]{1,100}$/);

export const recordSchema = z.discriminatedUnion("type", [
  /** An item was looked at, by a machine or a person. */
  z.strictObject({
    type: z.literal("evidence"),
    item: itemKey,
    result: z.enum(["pass", "fail", "unknown"]),
    /** The instant of what was found, where it ages from then and not from when it was looked at: of a backup. */
    asOf: instantText.optional(),
    sent: sentSchema.optional(),
    ...common,
  }),
  /** One of two persons gives an item up for this release, until `expires`. `detail` is the reason. */
  z.strictObject({ type: z.literal("waiver"), item: itemKey, expires: instantText, ...common }),
  /** Proof is out of reach; what lacks it is let through for an hour. `source.url` is where it was announced. */
  z.strictObject({ type: z.literal("break-glass"), ...common }),
  /** The release's approver lets it go. */
  z.strictObject({ type: z.literal("approval"), ...common }),
  /** The database was restored from a backup, and what came out was looked at. */
  z.strictObject({ type: z.literal("restore-drill"), ...common }),
  /** The report that a break-glass or an emergency owes. */
  z.strictObject({ type: z.literal("report"), ...common }),
  /** GitHub shows that a person's record came in by their own pull request, which somebody else approved. */
  z.strictObject({ ...common, ...confirming }),
  /** A labelled test went through a stack's page route; `pass` where somebody has answered to it. */
  z.strictObject({
    type: z.literal("page-test"),
    stack: stackName,
    result: z.enum(["pass", "fail", "unknown"]),
    sent: sentSchema,
    ...common,
  }),
  /** A stack has been updated to this release. */
  z.strictObject({ type: z.literal("deployed"), stack: stackName, ...common }),
  /** What production serves, as Vercel says it: a fact about the stack, whichever release it is recorded with. */
  z.strictObject({
    type: z.literal("production"),
    stack: stackName,
    /** By a release; because it was rolled back to; or as nobody knows why. */
    state: z.enum(["promoted", "rolled-back", "unknown-deployment"]),
    /** Left away where nothing is served, or nobody knows from what it was built. */
    deployment: z
      .string()
      .regex(/^\w{1,100}$/)
      .optional(),
    commit: z
      .string()
      .regex(/^[0-9a-f]{7,64}$/)
      .optional(),
    ...common,
  }),
]);
export type EvidenceRecord = z.infer<typeof recordSchema>;
export type RecordOf<Type extends EvidenceRecord["type"]> = Extract<EvidenceRecord, { type: Type }>;

/** What is kept as a file of its own: a record of a release, or one of its kind. */
export interface Stored {
  readonly type: string;
  readonly at: string;
  readonly item?: string;
}

/** A record as the text of its file: keys in one order, so that the same record is always the same text. */
export function recordText(record: Stored): string {
  return `${JSON.stringify(sorted(record), undefined, 2)}\n`;
}

/** Characters of a file's name that say what it is about: of four bytes at most, where a name may have 255. */
const aboutLength = 50;

/** The file's name: it sorts by time, says what it is about, and gives an edit away by the hash of the content. */
export function recordName(record: Stored): string {
  const time = new Date(record.at).toISOString().replaceAll(/[-:]|\.\d+/g, "");
  const whole = record.item?.replace("/", "-") ?? record.type;
  const about = Array.from(whole).slice(0, aboutLength).join("");
  return `${time}-${about}-${hashOf(recordText(record))}.json`;
}

/** The hash in the name of a file, and the one of its content: they differ if somebody has edited it. */
export function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}

/** What identifies a record, and changes with any edit of it: SHA-256, in hex, of its text. */
export function recordDigest(record: Stored): string {
  return createHash("sha256").update(recordText(record)).digest("hex");
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, one]) => [key, sorted(one)]),
  );
}
