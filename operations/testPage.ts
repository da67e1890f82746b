// Sends one labelled test through a stack's page route, and waits for somebody who has got it to say so.
import { callForAnswer, type PageTest, pageOf } from "../release/pageTest.ts";
import { type EvidenceRecord, type RecordOf, recordSchema } from "../release/record.ts";
import { digestsOf, type Release } from "../release/release.ts";
import type { DatadogEvents } from "../services/datadogEvents.ts";
import { Refusal } from "../services/refusal.ts";
import type { Reply, SlackClient, Thread } from "../services/slack.ts";

/** How often the answers are read, in milliseconds. */
export const pollMs = 10_000;

export interface PageTestMeans {
  readonly events: DatadogEvents;
  readonly slack: SlackClient;
  /** The tags of the event. */
  readonly tags: string[];
  readonly waitMs: number;
  readonly sleep: (milliseconds: number) => Promise<unknown>;
  /** Called once people may have been paged, before it is known whether somebody answers. */
  readonly onSent: (outcome: PageTestOutcome) => void;
}

export interface PageTestOutcome {
  readonly result: "pass" | "fail" | "unknown";
  readonly detail: string;
  readonly to: readonly string[];
  /** Those of whom nobody knows whether they were told. */
  readonly unsure: readonly string[];
  readonly url?: string;
}

/**
 * Datadog resolves the handles of an event as it does those of a monitor's message. Its API does not say who has
 * acknowledged a page, so the message carries a code, which nobody else knows: who answers with it has got the message.
 * Nobody is paged where the answers cannot be read.
 * @throws Refusal where nobody was paged
 */
export async function testPage(test: PageTest, means: PageTestMeans): Promise<PageTestOutcome> {
  const { events, slack, tags, waitMs, sleep, onSent } = means;
  const { thread, link } = await slack.post(test.channel, callForAnswer(test));
  await slack.replies(thread);
  const lost = await events.post({ ...pageOf(test), tags, alertType: "error" }).then(
    () => undefined,
    (error: unknown) => {
      if (error instanceof Refusal && error.meaning === "unsure") return error.message;
      throw error;
    },
  );
  const handles = [...test.handles];
  const told = {
    to: lost === undefined ? handles : [],
    unsure: lost === undefined ? [] : handles,
    ...(link !== undefined && { url: link }),
  };
  const names = handles.join(", ");
  onSent({ ...told, result: "unknown", detail: `sent to ${names}, and not answered yet` });
  const answer = await answerIn(thread, test.code, { slack, waitMs, sleep });
  if (answer.user !== undefined)
    return {
      result: "pass",
      detail: `${names} got the test: ${answer.user} in Slack has answered with its code`,
      ...(link !== undefined && { url: link }),
      to: handles,
      unsure: [],
    };
  const reasons = [lost, answer.problem].filter((one) => one !== undefined);
  return {
    ...told,
    result: "fail",
    detail: [
      `nobody has answered in ${test.channel} with the code that went to ${names}, within ${Math.round(waitMs / 1000)} s`,
      ...reasons,
    ].join("; "),
  };
}

/** Who has answered with the code; or what was the matter when the answers were read last. */
async function answerIn(
  thread: Thread,
  code: string,
  { slack, waitMs, sleep }: Pick<PageTestMeans, "slack" | "waitMs" | "sleep">,
): Promise<{ user?: string; problem?: string }> {
  let problem: string | undefined;
  const tries = Math.ceil(waitMs / pollMs);
  for (let count = 0; count <= tries; count++) {
    if (count > 0) await sleep(pollMs);
    const replies = await slack.replies(thread).catch((error: unknown): Reply[] => {
      if (!(error instanceof Refusal)) throw error;
      problem = error.message;
      return [];
    });
    const found = replies.find(({ text }) => text.toUpperCase().includes(code));
    if (found !== undefined) return { user: found.user };
  }
  return problem === undefined ? {} : { problem };
}

/** What is kept of a test: it proves something of this version, and that nobody is to be paged for it again. */
export function pageTestRecord(
  release: Release,
  stack: string,
  outcome: PageTestOutcome,
  at: Date,
): EvidenceRecord {
  const { result, detail, to, unsure, url } = outcome;
  return recordSchema.parse({
    type: "page-test",
    stack,
    result,
    sent: { window: release.window, to, unsure },
    at: at.toISOString(),
    by: "test-page",
    identity: "typed",
    source: { kind: "test-page", ...(url !== undefined && { url }) },
    detail: detail.slice(0, 500),
    release: { version: release.version, ...digestsOf(release) },
  });
}

/** The last test of this version that may have paged somebody. */
export function lastPageTest(
  records: readonly EvidenceRecord[],
  version: string,
  stack: string,
): RecordOf<"page-test"> | undefined {
  return records.findLast(
    (record): record is RecordOf<"page-test"> =>
      record.type === "page-test" && record.stack === stack && record.release.version === version,
  );
}
