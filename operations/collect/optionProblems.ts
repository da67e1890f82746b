// Where a monitor judges in another way than it is declared to: of another kind, later, at other times, or as loud as another.
import type { Monitor } from "../../services/datadog.ts";

/** @param wanted its type as it is declared */
export function optionProblems({ type, options }: Monitor, wanted: string): string[] {
  const { requireFullWindow, evaluationDelay, timeoutH, schedulingOptions } = options;
  const schedule = Object.entries(schedulingOptions ?? {}).flatMap(([name, value]) =>
    value === undefined || value === null || Object.keys(value).length === 0 ? [] : [name],
  );
  return [
    ...(kindOf(type) === kindOf(wanted) ? [] : [`its type is ${type}, and must be ${wanted}`]),
    ...(kindOf(wanted) === metric && requireFullWindow !== false
      ? ["it waits for a full window of data (requireFullWindow), and must not"]
      : []),
    ...(evaluationDelay ? [`it judges ${evaluationDelay} s late (evaluationDelay), and must not`] : []),
    ...(timeoutH
      ? [`it is taken for well after ${timeoutH} h without data (timeoutH), and must not be`]
      : []),
    ...schedule.map((name) => `it has a schedule of its own (${name}), and must judge at any time`),
  ];
}

export function priorityProblems({ priority }: Monitor, wanted: string): string[] {
  return String(priority) === wanted
    ? []
    : [`its priority is ${priority ?? "not set"}, and must be ${wanted}`];
}

const metric = "query alert";

/** Datadog calls a monitor of a metric by either name, and gives back the one that it likes. */
function kindOf(type: string): string {
  return type === "metric alert" ? metric : type;
}
