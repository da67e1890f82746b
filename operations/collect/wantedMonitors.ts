// Every monitor that runbook and config ask for in Datadog, how each is found there, and where one is not as it must be.
import type { DatadogInputs } from "../../inputs/datadog.ts";
import type { Inputs } from "../../inputs/inputs.ts";
import type { Threshold } from "../../runbook/model.ts";
import type { Monitor } from "../../services/datadog.ts";
import { priorityByLoudness } from "../../signals/recipients.ts";
import { metricTag, purposeTag } from "../../signals/scope.ts";
import {
  decimal,
  levels,
  monitorQuery,
  recoveryLevels,
  signalOf,
  thresholdProblems,
} from "../../signals/signal.ts";
import { burnAlertsOf, burnQueryProblems, isBurnAlert } from "./burnAlerts.ts";
import { compositeProblems, type PartIds } from "./compositeParts.ts";
import { incidentProblems, incidentWatchesOf, isWatch } from "./incidentWatches.ts";
import { missingDataProblems } from "./missingData.ts";
import { optionProblems, priorityProblems } from "./optionProblems.ts";
import { type TestMonitor, testMonitorsOf, testType } from "./testMonitors.ts";
import { warningProblems, warningsOf } from "./warnings.ts";

/** A monitor that there must be, once. */
export interface Wanted {
  /** Which one, as a person says it. */
  readonly words: string;
  readonly is: (monitor: Monitor) => boolean;
  /** Whether Datadog has made it of a synthetic test: its definition is the test's, and not to be validated. */
  readonly isOfTest: boolean;
  /** Where it is not what runbook, signal and config make it. */
  readonly problemsIn: (monitor: Monitor) => string[];
}

export function wantedMonitors(inputs: Inputs, datadog: DatadogInputs, partIds: PartIds): Wanted[] {
  const ofRows = inputs.runbook.thresholds.map((row) =>
    judging(`"${row.metric}"`, {
      is: ({ tags }) => tags.includes(metricTag(row.id)),
      type: "query alert",
      priority: priorityByLoudness.alert,
      problemsIn: (monitor) => rowProblems(row, monitor, inputs, datadog),
    }),
  );
  const ofWarnings = warningsOf(inputs).map(({ row, args }) =>
    judging(`the target of "${row.metric}"`, {
      ...args,
      is: ({ tags }) => tags.includes(purposeTag("warning", row.id)),
      problemsIn: (monitor) => warningProblems(monitor, args),
    }),
  );
  const ofObjectives = burnAlertsOf(datadog).map((one) =>
    judging(one.words, {
      is: (monitor) => isBurnAlert(monitor, one),
      type: "slo alert",
      priority: priorityByLoudness[one.burn.tells],
      problemsIn: (monitor) => burnQueryProblems(monitor, one),
    }),
  );
  const ofIncidents = incidentWatchesOf(inputs).map((one) =>
    judging(`"${one.args.name}"`, {
      ...one.args,
      is: (monitor) => isWatch(monitor, one),
      problemsIn: (monitor) =>
        "parts" in one ? compositeProblems(monitor, one, partIds) : incidentProblems(monitor, one),
    }),
  );
  return [...ofRows, ...ofWarnings, ...ofObjectives, ...ofIncidents, ...testMonitorsOf(inputs).map(ofTest)];
}

/** One of the stack's own monitors: what it judges, and how, is declared. */
function judging(
  words: string,
  { is, type, priority, problemsIn }: Pick<Wanted, "is" | "problemsIn"> & { type: string; priority: string },
): Wanted {
  return {
    words,
    is,
    isOfTest: false,
    problemsIn: (monitor) => [
      ...problemsIn(monitor),
      ...optionProblems(monitor, type),
      ...priorityProblems(monitor, priority),
    ],
  };
}

/** One that Datadog has made: beside its kind and its priority it is what the test is. */
function ofTest({ words, is, priority }: TestMonitor): Wanted {
  return {
    words,
    is,
    isOfTest: true,
    problemsIn: (monitor) => [...optionProblems(monitor, testType), ...priorityProblems(monitor, priority)],
  };
}

/** Where it is not what the row, the signal and config make it. */
function rowProblems(row: Threshold, monitor: Monitor, inputs: Inputs, datadog: DatadogInputs): string[] {
  const signal = signalOf(row, inputs.signals);
  if (signal === undefined) throw new Error(`the metric ${row.id} has no signal`);
  const { thresholds, onMissingData } = monitor.options;
  const set = Object.entries(thresholds).flatMap(([level, value]) =>
    value === undefined || value === null ? [] : [[level, decimal(value)]],
  );
  return [
    ...thresholdProblems(row, signal, Object.fromEntries(set), {
      of: [...levels, ...recoveryLevels],
      warns: datadog.warningHours === undefined,
    }),
    ...missingDataProblems(onMissingData, signal.onMissingData),
    ...(monitor.query === monitorQuery(row, signal, datadog.scope) ? [] : ["its query is not the row's"]),
  ];
}
