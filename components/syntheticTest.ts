// What every synthetic test of the stack has in common: when it speaks, whom it tells, by which tags it is found.
import type { SyntheticsTestArgs } from "@pulumi/datadog/syntheticsTest.js";
import { tagsFor } from "../signals/monitoring.ts";
import { type Loudness, priorityByLoudness, recipientsLine, shadowLines } from "../signals/recipients.ts";
import type { SyntheticsSources } from "../signals/syntheticTest.ts";

/** The arguments of a test as plain values: the rules of the pack read them. */
export type TestArgs = SyntheticsTestArgs;

export interface TestWords {
  readonly name: string;
  /** The tag that says of what part of the runbook it is. */
  readonly tag: string;
  /** What has happened when it fails, as one sentence. */
  readonly failed: string;
  /** What has happened when it succeeds again, as one sentence. */
  readonly recovered: string;
  /** Where the runbook says more: a heading's anchor. */
  readonly anchor: string;
  readonly loudness: Exclude<Loudness, "warning">;
  readonly everySeconds: number;
}

/** A failed run is tried again at once, so that one lost packet tells nobody. */
const retry = { count: 2, interval: 1_000 };
/** Of the regions that must see a failure: more than one, since one may be in trouble itself. */
const locationsInAgreement = 2;
/** The longest that Datadog takes for how long a failure must last, in seconds (its API's description). */
const longestDuration = 7_200;
/** By how much it must outlast the interval between two runs, in seconds. */
const beyondInterval = 60;

/**
 * For how long a test must fail before it speaks, in seconds. Datadog lets this time run on between runs ("Understanding
 * Synthetic Monitor Alerting"): only one that is longer than the interval waits for a second failed round. Of intervals
 * near two hours and beyond there is none.
 */
export function lastingFailure(everySeconds: number): number {
  return Math.min(everySeconds + beyondInterval, longestDuration);
}

/** Minutes after which a failure that goes on is told again; Datadog takes no other than these and a few more. */
const renotify: Readonly<Record<TestWords["loudness"], number>> = { page: 30, alert: 240 };

/** What all tests say in the same way; the request and what it must be answered with is for each to add. */
export function commonArgs(words: TestWords, sources: SyntheticsSources) {
  const { loudness, everySeconds, name } = words;
  const title = `${name} (${sources.scope.environment})`;
  return {
    type: "api",
    status: "live",
    name: title,
    locations: [...sources.locations],
    tags: tagsFor(words.tag, sources),
    message: messageOf(words, sources),
    optionsList: {
      tickEvery: everySeconds,
      retry,
      minLocationFailed: locationsInAgreement,
      minFailureDuration: lastingFailure(everySeconds),
      monitorName: title,
      monitorPriority: Number(priorityByLoudness[loudness]),
      monitorOptions: { renotifyInterval: renotify[loudness] },
    },
  } satisfies TestArgs;
}

function messageOf(
  { failed, recovered, anchor, loudness }: TestWords,
  { runbookUrl, routes }: SyntheticsSources,
): string {
  return [
    ...shadowLines(routes),
    `{{#is_alert}}${failed}{{/is_alert}}`,
    `{{#is_recovery}}${recovered}{{/is_recovery}}`,
    "",
    `What is checked: ${runbookUrl}#${anchor}`,
    `What to do: ${runbookUrl}#incident-response`,
    "",
    recipientsLine(routes, loudness),
  ].join("\n");
}
