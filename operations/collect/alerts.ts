// Proves that every row of the runbook's table, every objective, incident and synthetic test has its monitors in Datadog:
// as they must be, and able to speak.
import type { DatadogInputs } from "../../inputs/datadog.ts";
import type { Inputs } from "../../inputs/inputs.ts";
import type { DatadogClient, Monitor } from "../../services/datadog.ts";
import { Refusal } from "../../services/refusal.ts";
import { loudnessOf, pagersOfAlerts, pagersOfWarnings, unreached } from "../../signals/reach.ts";
import { scopeTags } from "../../signals/scope.ts";
import { datadogOf } from "./access.ts";
import type { Collector } from "./collector.ts";
import { partIdsOf } from "./compositeParts.ts";
import { datadogOff } from "./datadogOff.ts";
import { muteProblems, windowProblems } from "./mutes.ts";
import { type Wanted, wantedMonitors } from "./wantedMonitors.ts";

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
    const own = (await client.monitors(tags)).filter((one) => tags.every((tag) => one.tags.includes(tag)));
    const asked: Asked = { inputs, datadog, client };
    const wanted = wantedMonitors(inputs, datadog, await partIdsOf(inputs, own, client));
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
        `${own.length} monitors, for each row, burn alert, incident and test: as the runbook says, not muted, with data, and valid` +
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

function strayProblem({ id, name }: Monitor): string {
  return `the monitor ${id} (${name}) has the stack's tags, and is none that runbook and config ask for; mend: take it away`;
}

async function monitorProblems(
  { words, is, isOfTest, problemsIn }: Wanted,
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
    ...windowProblems(monitor, datadog),
    ...muteProblems(monitor, inputs),
  ];
  if (monitor.overallState === "No Data") problems.push("it has no data");
  const invalid = isOfTest ? undefined : await validationProblem(client, monitor);
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
