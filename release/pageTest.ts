// The words of a test that goes through a stack's page route, and of the place where it is answered.
import type { Release } from "./release.ts";

export interface PageTest {
  readonly release: Pick<Release, "version">;
  readonly stack: string;
  /** Who is paged. */
  readonly handles: readonly string[];
  /** The channel in which it is answered. */
  readonly channel: string;
  /** Whoever knows it has got the test. */
  readonly code: string;
}

/** What is posted in the channel first: it names the test, and not its code. */
export function callForAnswer({ release, stack, handles }: PageTest): string {
  return (
    `TEST of the page route of stack ${stack}, for release ${release.version}. ${handles.join(", ")} ` +
    "gets a message with a code within a minute: whoever has it answers in this thread with the code. Nothing else is to be done."
  );
}

/** What is sent through the route. */
export function pageOf({ release, stack, handles, channel, code }: PageTest) {
  return {
    title: `TEST, nothing is wrong: the page route of stack ${stack}, for release ${release.version}`,
    text:
      `TEST. Nothing is wrong, and nothing is to be done but this: answer in the thread of ${channel} that asks for it ` +
      `with the code ${code}. It shows that a page of stack ${stack} reaches you. ${handles.join(" ")}`,
  };
}
