// The monitors that Datadog makes of the stack's synthetic tests: they carry the tags, the message and the priority of the test.
import type { Inputs } from "../../inputs/inputs.ts";
import type { Monitor } from "../../services/datadog.ts";
import { priorityByLoudness } from "../../signals/recipients.ts";
import { certificateTag, healthTag, heartbeatTag, purposeTag } from "../../signals/scope.ts";
import { testLoudness } from "../../signals/syntheticTest.ts";

/** What Datadog calls every monitor of a test. */
export const testType = "synthetics alert";

export interface TestMonitor {
  readonly words: string;
  readonly is: (monitor: Monitor) => boolean;
  readonly priority: string;
}

/** One for each test that calls the application, and for the heartbeat; none where Datadog is off. */
export function testMonitorsOf({ synthetics }: Inputs): TestMonitor[] {
  if (synthetics === undefined) return [];
  const one = (words: string, tag: string, kind: keyof typeof testLoudness): TestMonitor => ({
    words: `the test ${words}`,
    is: ({ tags }) => tags.includes(tag),
    priority: priorityByLoudness[testLoudness[kind]],
  });
  return [
    one("of the health address", healthTag, "health"),
    one("of the certificate", certificateTag, "certificate"),
    ...synthetics.flows.map(({ id, text }) => one(`of the flow "${text}"`, purposeTag("flow", id), "flow")),
    ...(synthetics.heartbeat ? [one("of the heartbeat", heartbeatTag, "heartbeat")] : []),
  ];
}
