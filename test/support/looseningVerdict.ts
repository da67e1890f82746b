// A change that weakens and a review that lets it pass, and the verdict with one thing of it changed.
import assert from "node:assert/strict";
import { guardsOf } from "../../inputs/guards.ts";
import { settingsSchema } from "../../inputs/settings.ts";
import { looseningsBetween } from "../../release/loosening.ts";
import {
  type LooseningReview,
  looseningDigest,
  looseningReviewSchema,
  type ReviewRecord,
  reviewOf,
} from "../../release/looseningReview.ts";
import { rehearsalInputs, settingsOf } from "./inputs.ts";
import { gateSettingsOf, instantAt, type Saying, situationAt, word } from "./situations.ts";

export const loosened = ["alert/uptime: later", "gate/break-glass: longer"];
export const digest = looseningDigest("prod", loosened);
export const review: LooseningReview = looseningReviewSchema.parse({
  type: "loosening-review",
  stack: "prod",
  digest,
  author: "noa",
  at: instantAt("T").toISOString(),
  by: "val",
  identity: "reviewed",
  source: { kind: "person", url: "https://example.com/7" },
  detail: "the alert was noise",
});
export const glass = (at: string): Saying => ({
  type: "break-glass",
  at,
  url: "https://chat.example.com/7",
  detail: "nobody is awake",
  ...word("typed", "dan"),
});

/** The lines of a change of the gate's settings, as a run makes them. */
export function linesOf(before: object, after: object): string[] {
  const [one, other] = [before, after].map((gate) =>
    guardsOf(
      rehearsalInputs(settingsSchema.parse({ ...settingsOf("rehearsal"), gate: gateSettingsOf(gate) })),
    ),
  );
  assert.ok(one && other);
  return looseningsBetween(one, other, instantAt("T")).map(({ id, text }) => `${id}: ${text}`);
}

export interface Change {
  readonly review?: object;
  /** What confirms it, or seems to. */
  readonly confirmed?: (review: LooseningReview) => ReviewRecord;
  readonly lines?: readonly string[];
  readonly at?: string;
  readonly with?: readonly Saying[];
  readonly release?: "none";
  readonly stack?: string;
  /** Of the gate, as they are to be. */
  readonly settings?: object;
}

export function verdict({
  review: changes = {},
  confirmed,
  lines = loosened,
  at = "T",
  with: said = [],
  release,
  stack = "prod",
  settings: ofGate = {},
}: Change) {
  const situation = release === "none" ? undefined : situationAt(at, { with: said, settings: ofGate });
  const made = { ...review, digest: looseningDigest("prod", lines), ...changes };
  const reviews = [made, ...(confirmed === undefined ? [] : [confirmed(made)])];
  const settings = gateSettingsOf(ofGate);
  return reviewOf(lines, { stack, reviews, situation, settings, instant: instantAt(at) });
}

export const why = (change: Change) => {
  const { passed, ...rest } = verdict(change);
  assert.equal(passed, undefined);
  return "why" in rest ? rest.why : "";
};
