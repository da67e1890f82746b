// What the rules read of a monitor, and of the monitor that Datadog makes by itself of a synthetic test.
import { isEmpty } from "./differences.ts";
import { types } from "./resourceTypes.ts";
import type { CheckedResource } from "./rule.ts";

type Props = Readonly<Record<string, unknown>>;

/** The types whose priority, tags and message a rule can judge alike. */
export const speakingTypes: readonly string[] = [types.monitor, types.syntheticsTest];

/** From 1, the most urgent, to 5; undefined where none is set. */
export function priorityOf({ type, props }: CheckedResource): string | undefined {
  const options = (props["optionsList"] ?? {}) as Props;
  const priority = type === types.syntheticsTest ? options["monitorPriority"] : props["priority"];
  return isEmpty(priority) ? undefined : String(priority);
}

/** Whether it speaks at a lower line first. Without one there is no warning; but a composite has those of its monitors. */
export function warns({ props: { type, monitorThresholds } }: CheckedResource): boolean {
  const { warning } = (monitorThresholds ?? {}) as Props;
  return type === "composite" || warning === 0 || !isEmpty(warning);
}

/** Whether somebody is told where nothing was measured. Of a test there always is a result. */
export function tellsOfNoData({ props: { onMissingData, notifyNoData } }: CheckedResource): boolean {
  return onMissingData === "show_and_notify_no_data" || notifyNoData === true;
}

/** All that it says. */
export function textsOf({ props }: CheckedResource): string[] {
  return ["message", "escalationMessage"].map((name) => String(props[name] ?? ""));
}
