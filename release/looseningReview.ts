// A second person's review of what weakens: its record, and whether one lets a list of loosenings pass.
import { createHash } from "node:crypto";
import { z } from "zod";
import { canBeConfirmed, withConfirmations } from "./confirmations.ts";
import { type GateSettings, gateSettingsSchema } from "./gateSettings.ts";
import { brokenWords, openGlass } from "./glass.ts";
import { guardsOutput } from "./guards.ts";
import { formerOf } from "./loosening.ts";
import { confirming, hex64, identities, said } from "./record.ts";
import { person } from "./release.ts";
import { dayMs, isTooWeak, type Situation } from "./situation.ts";

/** The pack's rule about it. It cannot be observed only: it would be the one change that nobody has to look at. */
export const looseningRule = "review-loosening";

/** `by` has looked at exactly the loosenings of this digest, which `author` makes on the stack. */
export const looseningReviewSchema = z
  .strictObject({
    type: z.literal("loosening-review"),
    stack: z.string().regex(/^[\w.-]{1,100}$/),
    digest: hex64,
    author: person,
    ...said,
  })
  .refine(({ author, by }) => author !== by, {
    message: "a reviewer other than the author",
    path: ["by"],
  });
export type LooseningReview = z.infer<typeof looseningReviewSchema>;

/** What stands among the reviews: one, or that GitHub shows one to be of who it says, and of whose change. */
export const reviewRecordSchema = z.discriminatedUnion("type", [
  looseningReviewSchema,
  z.strictObject({ ...said, ...confirming }),
]);
export type ReviewRecord = z.infer<typeof reviewRecordSchema>;

/** Those of a stack, as well known as the confirmations among the records make them. */
export function reviewsOf(records: readonly ReviewRecord[], stack: string): LooseningReview[] {
  return withConfirmations(records).filter(
    (one): one is LooseningReview => one.type === "loosening-review" && one.stack === stack,
  );
}

/** Whether it was made too long ago to count. */
export function isOutdated({ at }: LooseningReview, { looseningDays }: GateSettings, instant: Date): boolean {
  return instant.getTime() - Date.parse(at) > looseningDays * dayMs;
}

/** What a list of loosenings is known by: SHA-256, in hex. The order does not matter, a single word does. */
export function looseningDigest(stack: string, loosened: readonly string[]): string {
  return createHash("sha256")
    .update(JSON.stringify([stack, ...loosened.toSorted()]))
    .digest("hex");
}

/** By what loosenings are judged, apart from what they are. */
export interface Reviewing {
  readonly stack: string;
  readonly reviews: readonly ReviewRecord[];
  /** Of the release on the gate; undefined without one. */
  readonly situation: Situation | undefined;
  readonly settings: GateSettings;
  readonly instant: Date;
}

/** The same, of the inputs of a run. */
export function reviewingOf(inputs: {
  readonly stack: string;
  readonly reviews: readonly ReviewRecord[];
  readonly gate: { readonly situation?: Situation };
  readonly settings: { readonly gate: GateSettings };
  readonly now: Date;
}): Reviewing {
  const { stack, reviews, gate, settings, now } = inputs;
  return { stack, reviews, situation: gate.situation, settings: settings.gate, instant: now };
}

/** Of what a list does not say how strict it was. */
const defaults = gateSettingsSchema.parse({});

/**
 * The settings by which a list is judged: of those that were applied and those that are to be, the stricter. A change
 * that weakens how it is itself looked at is in the list, with what was until now; where that cannot be read, it is
 * taken to be the default.
 */
export function strictest(settings: GateSettings, loosened: readonly string[]): GateSettings {
  const isListed = (id: string) => loosened.some((one) => one.startsWith(`${id}: `));
  const former = <Value>(id: string, read: (text: string) => Value | undefined, otherwise: Value) =>
    isListed(id) || isListed(guardsOutput) ? (read(formerOf(loosened, id) ?? "") ?? otherwise) : undefined;
  const amountOf = (text: string) => {
    const value = Number.parseFloat(text);
    return Number.isNaN(value) ? undefined : value;
  };
  const identity = former(
    "gate/identity",
    (text) => identities.find((one) => one === text),
    defaults.identity,
  );
  const days = former("gate/loosening", amountOf, defaults.looseningDays);
  const hours = former("gate/break-glass", amountOf, defaults.breakGlassHours);
  const isStronger =
    identity !== undefined && identities.indexOf(identity) > identities.indexOf(settings.identity);
  return {
    ...settings,
    identity: isStronger ? identity : settings.identity,
    looseningDays: Math.min(settings.looseningDays, days ?? settings.looseningDays),
    breakGlassHours: Math.min(settings.breakGlassHours, hours ?? settings.breakGlassHours),
  };
}

/** `passed`: who lets them pass, and why; else why nobody does, and what to do. */
export type Verdict =
  | { readonly passed: string }
  | { readonly passed?: never; readonly why: string; readonly mend: string };

/**
 * Whether a second person's review, or a broken glass, lets these loosenings pass. A list that is empty needs none.
 * At night, with nobody to ask, the glass of the release on the gate can be broken by one person. Neither is judged by
 * settings that the list itself weakens.
 */
export function reviewOf(loosened: readonly string[], given: Reviewing): Verdict {
  if (loosened.length === 0) return { passed: "nothing is weakened" };
  const settings = strictest(given.settings, loosened);
  const situation = given.situation && { ...given.situation, settings };
  const reviewing: Reviewing = { ...given, situation, settings };
  const { stack, reviews } = reviewing;
  const digest = looseningDigest(stack, loosened);
  const own = reviewsOf(reviews, stack).filter((one) => one.digest === digest);
  const valid = own.find((one) => objectionTo(one, reviewing) === undefined);
  if (valid !== undefined) return { passed: `reviewed by ${valid.by}: ${valid.detail}` };
  const broken = situation && openGlass(situation);
  if (broken !== undefined) return { passed: brokenWords(broken) };
  const last = own.at(-1);
  const version = situation?.release.version;
  const objection = last && objectionTo(last, reviewing);
  return {
    why: objection ?? "no second person has reviewed it",
    mend:
      (own.some((one) => lacksConfirmation(one, reviewing))
        ? `have GitHub show whose the review is: npm run runbook -- confirm --stack ${stack}; or `
        : "") +
      `undo it, or have somebody else look at it: npm run runbook -- accept-loosening ${digest} --stack ${stack} ` +
      "--author <you> --by <who looked> --link <the review>" +
      (version === undefined
        ? ""
        : `; with nobody to ask, npm run runbook -- break-glass ${version} --stack ${stack} --by <you> ` +
          "--link <the announcement> --note <why>"),
  };
}

/** Whether it is all that a review lacks. */
function lacksConfirmation(review: LooseningReview, reviewing: Reviewing): boolean {
  return canBeConfirmed(review) && objectionTo({ ...review, identity: "reviewed" }, reviewing) === undefined;
}

/** Why a review does not count, if so. */
function objectionTo(
  review: LooseningReview,
  { situation, settings, instant }: Reviewing,
): string | undefined {
  const { by, identity } = review;
  if (isTooWeak({ settings }, review))
    return `the review of ${by} is known as ${identity} only, and must be as ${settings.identity} or better`;
  const { authors = [], deployer } = situation?.release ?? {};
  if (by === deployer || authors.includes(by))
    return `${by}, who has reviewed it, is an author or the deployer of release ${situation?.release.version}`;
  if (isOutdated(review, settings, instant))
    return `the review of ${by} is more than ${settings.looseningDays} days old`;
  return undefined;
}
