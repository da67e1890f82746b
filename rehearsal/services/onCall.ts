// The person on call of a rehearsal: gets what Datadog sends, and answers in Slack with the code of a test.
import type { EventBody } from "./datadog.ts";
import type { SlackAnswer } from "./slack.ts";

/** What this person answers to any message, by what has come until then. */
export function onCallAnswers(events: readonly EventBody[]): () => readonly SlackAnswer[] {
  return () =>
    events.flatMap(({ text }) => {
      const code = /\bTEST-\w+\b/.exec(text)?.[0];
      return code === undefined ? [] : [{ user: "UONCALL", text: `I have it: ${code}` }];
    });
}
