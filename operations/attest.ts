// Records what a person says of a release: an item done, an approval, a waiver, a drill, a report, the glass broken.
import type { z } from "zod";
import { InputError } from "../inputs/inputError.ts";
import { nearestOf } from "../inputs/nearest.ts";
import { type LooseningReview, looseningReviewSchema } from "../release/looseningReview.ts";
import { type EvidenceRecord, hex64, recordSchema } from "../release/record.ts";
import { digestsOf, instantText, lineOfText, person, type Release, webAddress } from "../release/release.ts";

export interface Statement {
  readonly type: "evidence" | "waiver" | "approval" | "break-glass" | "restore-drill" | "report" | "deployed";
  readonly item?: string;
  readonly result?: "pass" | "fail" | "unknown";
  readonly expires?: string;
  readonly stack?: string;
  readonly by: string;
  readonly link?: string;
  /** What was found, or why; a waiver and a break-glass need it. */
  readonly note?: string;
  readonly identity: EvidenceRecord["identity"];
}

/** What somebody else must be able to look at. */
const linked: readonly Statement["type"][] = ["evidence", "break-glass", "restore-drill", "report"];
/** What nobody may do without saying why. */
const reasoned: readonly Statement["type"][] = ["waiver", "break-glass"];

/**
 * The record of a statement made at an instant.
 * @throws InputError with everything that is wrong with it
 */
export function recordOf(
  statement: Statement,
  release: Release,
  items: readonly string[],
  at: Date,
): EvidenceRecord {
  const { type, item, result, expires, stack, by, link, identity } = statement;
  const note = statement.note ?? (reasoned.includes(type) ? undefined : "attested by a person");
  const problems = [
    ...(item !== undefined && !items.includes(item) ? [unknownItem(item, items)] : []),
    ...objection("--by", by, type === "approval" ? approverOf(release) : person),
    ...objection("--note", note, lineOfText),
    ...(expires === undefined ? [] : objection("--expires", expires, instantAfter(at))),
    ...(link === undefined && !linked.includes(type) ? [] : objection("--link", link, webAddress("https?"))),
  ];
  if (problems.length > 0) throw new InputError("Nothing was recorded.", problems);
  return recordSchema.parse({
    type,
    ...(item !== undefined && { item }),
    ...(type === "evidence" && { result: result ?? "pass" }),
    ...(expires !== undefined && { expires }),
    ...(stack !== undefined && { stack }),
    at: at.toISOString(),
    by,
    identity,
    source: { kind: "person", ...(link !== undefined && { url: link }) },
    detail: note,
    release: { version: release.version, ...digestsOf(release) },
  });
}

/** The record that a stack has been updated to a release. */
export function deployedRecord(release: Release, stack: string, at: Date): EvidenceRecord {
  return recordSchema.parse({
    type: "deployed",
    stack,
    at: at.toISOString(),
    by: release.deployer,
    identity: "typed",
    source: { kind: "engine" },
    detail: `stack ${stack} was updated to release ${release.version}`,
    release: { version: release.version, ...digestsOf(release) },
  });
}

/**
 * The record that a second person has looked at what weakens. How well `by` is known is in `identity`; `author` is
 * claimed by whoever records it, until GitHub shows whose change it is (`changeAuthors.ts`).
 * @param stack the one that is weakened
 * @param digest what the preview gives for the list of it
 * @throws InputError with everything that is wrong with it
 */
export function looseningReviewOf(
  said: Pick<Statement, "by" | "link" | "note" | "identity"> & { author: string },
  stack: string,
  digest: string,
  at: Date,
): LooseningReview {
  const { author, by, link, note = "reviewed by a second person", identity } = said;
  const nameOf = (name: string) => person.safeParse(name).data;
  const other = person.refine((name) => name !== nameOf(author), {
    message: `somebody other than ${author}, who makes the change`,
  });
  const problems = [
    ...objection("<digest>", digest, hex64, "the digest that the preview gives"),
    ...objection("--author", author, person),
    ...objection("--by", by, other),
    ...objection("--note", note, lineOfText),
    ...objection("--link", link, webAddress("https?")),
  ];
  if (problems.length > 0) throw new InputError("Nothing was recorded.", problems);
  return looseningReviewSchema.parse({
    type: "loosening-review",
    stack,
    digest,
    author,
    at: at.toISOString(),
    by,
    identity,
    source: { kind: "person", url: link },
    detail: note,
  });
}

/** Nobody else's word lets a release go. */
function approverOf({ approver }: Release) {
  return person.refine((name) => name === approver, { message: `${approver}, the release's approver` });
}

function instantAfter(at: Date) {
  return instantText.refine((text) => Date.parse(text) > at.getTime(), {
    message: `an instant after ${at.toISOString()}`,
  });
}

/** What is wrong with an item that the runbook has not. */
export function unknownItem(item: string, items: readonly string[], place = "<item>"): string {
  const nearest = nearestOf(item, items) ?? items.find((one) => one.endsWith(`/${item}`));
  const required =
    nearest === undefined
      ? `one of ${items.join(", ")}`
      : `an item of the runbook; the nearest is ${nearest}`;
  return `${place}: found ${JSON.stringify(item)}; required: ${required}; mend: write it so`;
}

function objection(name: string, value: string | undefined, schema: z.ZodType, required?: string): string[] {
  const { error } = schema.safeParse(value ?? "");
  if (error === undefined) return [];
  const found = value === undefined ? "nothing" : JSON.stringify(value);
  return [`${name}: found ${found}; required: ${required ?? error.issues[0]?.message}; mend: write it so`];
}
