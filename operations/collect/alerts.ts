// Proves that every row of the runbook's table has its monitor in Datadog, every objective its burn alerts and every
// incident its own: as they must be, and able to speak.
import { isInWindow } from "../../calendar/index.ts";
import type { DatadogInputs } from "../../inputs/datadog.ts";
import type { Inputs } from "../../inputs/inputs.ts";
import { isQuiet } from "../../inputs/quiet.ts";
import type { Threshold } from "../../runbook/model.ts";
import type { DatadogClient, Monitor } from "../../services/datadog.ts";
import { Refusal } from "../../services/refusal.ts";
import { loudnessOf, pagersOfAlerts, pagersOfWarnings, unreached } from "../../signals/reach.ts";
import { metricTag, purposeTag, scopeTags } from "../../signals/scope.ts";
import {
  decimal,
  levels,
  monitorQuery,
  recoveryLevels,
  signalOf,
  thresholdProblems,
} from "../../signals/signal.ts";
import { datadogOf } from "./access.ts";
import { burnAlertsOf, burnQueryProblems, isBurnAlert } from "./burnAlerts.ts";
import type { Collector } from "./collector.ts";
import { datadogOff } from "./datadogOff.ts";
import { incidentProblems, incidentWatchesOf, isWatch } from "./incidentWatches.ts";
import { missingDataProblems } from "./missingData.ts";
import { warningProblems, warningsOf } from "./warnings.ts";

export const alerts: Collector = {
  name: "alerts",
  items: ["verify-alert-configurations"],
  needs: ["DATADOG_API_KEY", "DATADOG_APP_KEY"],
  off: datadogOff,
  async collect(context) {
    const { inputs } = context;
    const { datadog } = inputs;
    if (datadog === undefined) throw new Error("Datadog is off");
    const client = await datadogOf(context, datadog.site);
    const tags = scopeTags(datadog.scope);
    // Asked for by tag, and looked at again: a list of more than was asked for must not count as found.
    const own = (await client.monitors(tags)).filter(
      (one) => tags.every((tag) => one.tags.includes(tag)) && !isOfTest(one),
    );
    const asked: Asked = { inputs, datadog, client };
    const wanted = wantedOf(asked);
    const problems = [
      ...(await Promise.all(wanted.map((one) => monitorProblems(one, own, asked)))).flat(),
      ...own.filter((one) => !wanted.some(({ is }) => is(one))).map(strayProblem),
    ];
    if (problems.length > 0) return { result: "fail", detail: problems.join("; ") };
    const silent = own.filter(({ overallState }) => !speaking.includes(overallState));
    if (silent.length > 0) {
      const states = silent.map(({ name, overallState }) => `${name} is ${overallState}`);
      return { result: "unknown", detail: `whether they have data is not known: ${states.join(", ")}` };
    }
    const alerting = own.filter(({ overallState }) => overallState !== "OK");
    const loud = alerting.map(({ name, overallState }) => `${name} is at ${overallState}`);
    return {
      result: "pass",
      detail:
        (datadog.routes.shadowUntil === undefined
          ? ""
          : `in shadow until the end of ${datadog.routes.shadowUntil}: `) +
        `${own.length} monitors, for each row, burn alert and incident: as the runbook says, not muted, with data, and valid` +
        (loud.length > 0 ? `; now: ${loud.join(", ")}` : ""),
    };
  },
};

/** States of a monitor that has data. */
const speaking: readonly Monitor["overallState"][] = ["OK", "Warn", "Alert"];

interface Asked {
  readonly inputs: Inputs;
  readonly datadog: DatadogInputs;
  readonly client: DatadogClient;
}

/** Whether Datadog has made it of a synthetic test, whose tags it has: nothing here judges those. */
function isOfTest({ tags }: Monitor): boolean {
  const ofTests = [purposeTag("check", ""), purposeTag("flow", "")];
  return tags.some((tag) => ofTests.some((start) => tag.startsWith(start)));
}

function watches({ tags }: Monitor, row: Threshold): boolean {
  return tags.includes(metricTag(row.id));
}

function strayProblem({ id, name }: Monitor): string {
  return `the monitor ${id} (${name}) has the stack's tags, and watches neither row nor incident; mend: take it away`;
}

/** A monitor that there must be, once. */
interface Wanted {
  readonly words: string;
  readonly is: (monitor: Monitor) => boolean;
  /** Where it is not what runbook, signal and config make it. */
  readonly problemsIn: (monitor: Monitor) => string[];
}

function wantedOf({ inputs, datadog }: Asked): Wanted[] {
  const ofRows = inputs.runbook.thresholds.map((row) => ({
    words: `"${row.metric}"`,
    is: (monitor: Monitor) => watches(monitor, row),
    problemsIn: (monitor: Monitor) => definitionProblems(row, monitor, inputs, datadog),
  }));
  const ofWarnings = warningsOf(inputs).map(({ row, args }) => ({
    words: `the target of "${row.metric}"`,
    is: ({ tags }: Monitor) => tags.includes(purposeTag("warning", row.id)),
    problemsIn: (monitor: Monitor) => warningProblems(monitor, args),
  }));
  const ofObjectives = burnAlertsOf(datadog).map((one) => ({
    words: one.words,
    is: (monitor: Monitor) => isBurnAlert(monitor, one),
    problemsIn: (monitor: Monitor) => burnQueryProblems(monitor, one),
  }));
  const ofIncidents = incidentWatchesOf(inputs).map((one) => ({
    words: `"${one.args.name}"`,
    is: (monitor: Monitor) => isWatch(monitor, one),
    problemsIn: (monitor: Monitor) => incidentProblems(monitor, one),
  }));
  return [...ofRows, ...ofWarnings, ...ofObjectives, ...ofIncidents];
}

async function monitorProblems(
  { words, is, problemsIn }: Wanted,
  own: readonly Monitor[],
  { inputs, datadog, client }: Asked,
): Promise<string[]> {
  const watching = own.filter(is);
  const [monitor] = watching;
  if (monitor === undefined || watching.length > 1) {
    const ids = watching.length > 1 ? ` (${watching.map(({ id }) => id).join(", ")})` : "";
    return [
      `${words} must have exactly one monitor, and has ${watching.length}${ids}; mend: update the stack`,
    ];
  }
  const problems = [
    ...problemsIn(monitor),
    ...deafProblems(monitor, datadog),
    ...(isMeantToBeSilent(monitor, inputs) ? endlessMutes(monitor) : muteProblems(monitor, inputs.now)),
  ];
  if (monitor.overallState === "No Data") problems.push("it has no data");
  const invalid = await validationProblem(client, monitor);
  if (invalid !== undefined) problems.push(invalid);
  return problems.map((problem) => `the monitor ${monitor.id} of ${words}: ${problem}`);
}

/** Whom it does not tell. */
function deafProblems(monitor: Monitor, datadog: DatadogInputs): string[] {
  return [
    ...routeProblems(monitor, datadog),
    ...(monitor.draftStatus === "draft" ? ["it is a draft, which tells nobody"] : []),
  ];
}

/** Where it is not what the row, the signal and config make it. */
function definitionProblems(
  row: Threshold,
  monitor: Monitor,
  inputs: Inputs,
  datadog: DatadogInputs,
): string[] {
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

/** Where what it says does not reach its route, or may wake somebody and must not. */
function routeProblems({ message, priority, options }: Monitor, { routes }: DatadogInputs): string[] {
  const speech = {
    loudness: loudnessOf(priority),
    warns: (options.thresholds.warning ?? undefined) !== undefined,
    tellsOfNoData: options.onMissingData === "show_and_notify_no_data",
  };
  try {
    return [
      ...unreached(message, routes, speech).map((what) => `it does not ${what}`),
      ...pagersOfWarnings(message).map((handle) => `a warning of it may page ${handle}`),
      ...(speech.loudness === "page" ? [] : pagersOfAlerts(message)).map(
        (handle) => `it may page ${handle}, and its priority is ${priority ?? "not set"}`,
      ),
    ];
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return [error.message];
  }
}

/** In a planned window all are silenced, and nothing is proven; after one, and outside of business hours, some are. */
function isMeantToBeSilent({ tags }: Monitor, inputs: Inputs): boolean {
  return !isInWindow(inputs.runbook.maintenance.rule, inputs.now) && isQuiet(tags, inputs, inputs.now);
}

/** Muted by hand until somebody ends it: what is planned has an end. */
function endlessMutes({ options }: Monitor): string[] {
  const scopes = Object.entries(options.silenced).flatMap(([scope, end]) => (end === null ? [scope] : []));
  return scopes.length > 0 ? [`it is muted for ${scopes.join(", ")}, without an end`] : [];
}

/** Muted by itself, or by a downtime that is on. */
function muteProblems({ options, matchingDowntimes }: Monitor, now: Date): string[] {
  const seconds = now.getTime() / 1000;
  const lasts = (end: number | null | undefined) => end === null || end === undefined || end > seconds;
  const scopes = Object.entries(options.silenced).flatMap(([scope, end]) => (lasts(end) ? [scope] : []));
  const downtimes = matchingDowntimes.filter(({ start, end }) => (start ?? 0) <= seconds && lasts(end));
  return [
    ...(scopes.length > 0 ? [`it is muted for ${scopes.join(", ")}`] : []),
    ...downtimes.map(({ id }) => `it is silenced by the downtime ${id}`),
  ];
}

async function validationProblem(
  client: DatadogClient,
  { definition }: Monitor,
): Promise<string | undefined> {
  try {
    await client.validate(definition);
    return undefined;
  } catch (error) {
    if (!(error instanceof Refusal) || error.meaning !== "wrong") throw error;
    return `Datadog does not take its definition (${error.message})`;
  }
}
