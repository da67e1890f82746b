// `npm run runbook -- replay`: when each declared monitor would warn, fire and clear, before anything is applied.
import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { randomLcg } from "d3-random";
import { inWindowsOf, isBusinessTime, type WindowRule } from "../calendar/index.ts";
import { downtimeArgs, lingeringArgs } from "../components/MaintenanceDowntime.ts";
import { statusPageTests } from "../components/StatusPageTests.ts";
import { quietArgs } from "../components/WarningMonitors.ts";
import { declaredMonitors } from "../engine/declaredMonitors.ts";
import { declaredTests } from "../engine/declaredTests.ts";
import { exitCodes } from "../engine/result.ts";
import { namespace, problem } from "../inputs/configPlace.ts";
import type { DatadogInputs } from "../inputs/datadog.ts";
import { incidentSources } from "../inputs/incidents.ts";
import { InputError } from "../inputs/inputError.ts";
import { type Inputs, noRelease } from "../inputs/inputs.ts";
import { nearestOf } from "../inputs/nearest.ts";
import { datadogMetricsOf } from "../operations/collect/access.ts";
import { recordedHistory } from "../operations/history.ts";
import { compositeSubjects } from "../replay/composites.ts";
import { rangeIn } from "../replay/history.ts";
import { parseRecording, type Recording, recordedScenario } from "../replay/recorded.ts";
import { type Downtime, type Replayed, replay, shortcomings } from "../replay/replay.ts";
import { type Subject, subjectsOf } from "../replay/subjects.ts";
import { testSubjects } from "../replay/tests.ts";
import type { Threshold } from "../runbook/index.ts";
import { compositeWatches, metricWatches } from "../signals/incidentWatches.ts";
import { madeUp, openProof } from "./proofCommand.ts";
import { type ReleaseOptions, readRelease } from "./releaseInputs.ts";
import { type ReplayFormat, replayText } from "./replayText.ts";

export interface ReplayArguments extends ReleaseOptions {
  metric?: string;
  scenario?: string;
  history?: string;
  format?: ReplayFormat;
  json?: true;
}

/** The noise of a generated series is the same in every run. */
const seed = 0.5;
/** How long reading a history may take, in milliseconds. */
const limitMs = 10 * 60_000;
/** More than two months of a point a minute for every row. */
const largestBytes = 16 * 1024 * 1024;

/** @throws InputError with what must be mended */
export async function replayCommand(options: ReplayArguments): Promise<void> {
  const inputs = readRelease(noRelease, options);
  const rows = rowsOf(inputs, options.metric);
  const { thresholds } = inputs.runbook;
  const recordings = [
    ...(options.scenario === undefined ? [] : [recordingIn(options.scenario, thresholds)]),
    ...(options.history === undefined ? [] : [await historyOf(options.history, inputs, rows)]),
  ];
  const replayed = replayInputs(inputs, rows, recordings);
  const format = options.format ?? (options.metric === undefined ? "screen" : "table");
  process.stdout.write(replayText(replayed, options.json ? "json" : format));
  const unproven = shortcomings(replayed);
  for (const one of unproven) process.stderr.write(`NOT PROVEN: ${one}\n`);
  if (unproven.length > 0) process.exitCode = exitCodes.blocked;
}

/** Replays the monitors of these rows, and of all of them those of the incidents too, as the program would declare them. @throws InputError where it declares none */
export function replayInputs(
  inputs: Inputs,
  rows: readonly Threshold[],
  recordings: readonly Recording[] = [],
  random: () => number = randomLcg(seed),
): Replayed[] {
  const { datadog, runbook, now } = inputs;
  if (datadog === undefined) throw nothingDeclared();
  const { rule } = runbook.maintenance;
  return replay({
    subjects: subjectsIn(inputs, rows),
    downtimes: downtimesIn(datadog, rule, now),
    rule,
    now,
    random,
    tellsAtEnd: downtimeArgs({ ...datadog, rule, now }).notifyEndStates,
    recorded: (subject) => recordings.flatMap((one) => recordedScenario(one, subject)),
  });
}

/** The downtimes as the program declares them: of the window, of what goes on counting it, of warnings at night. */
function downtimesIn(datadog: DatadogInputs, rule: WindowRule, now: Date): Downtime[] {
  const { lingering, warningHours: hours } = datadog;
  const sources = { ...datadog, rule, now };
  return [
    { ...downtimeArgs(sources).monitorIdentifier, isOn: inWindowsOf(rule) },
    ...lingering.map((one) => ({
      ...lingeringArgs(one, sources).monitorIdentifier,
      isOn: inWindowsOf(rule, one.minutes),
    })),
    ...(hours === undefined
      ? []
      : [
          {
            ...quietArgs({ ...datadog, hours, now }).monitorIdentifier,
            isOn: (at: Date) => !isBusinessTime(hours, at),
          },
        ]),
  ];
}

function nothingDeclared(): InputError {
  return new InputError("There is no monitor to replay.", [
    problem(
      `${namespace}:datadog.enabled`,
      "false",
      "true, or no monitor is declared",
      "replay another stack",
    ),
  ]);
}

/** Of all rows everything that is declared; of one its monitor and its burn alerts, as nothing else is of a row. */
function subjectsIn(inputs: Inputs, rows: readonly Threshold[]): Subject[] {
  const { runbook, signals, datadog } = inputs;
  const incidents = incidentSources(inputs);
  if (datadog === undefined || incidents === undefined) return [];
  const every = rows.length === runbook.thresholds.length;
  const watches = every ? metricWatches(incidents) : [];
  const { objectives } = datadog;
  const declared = declaredMonitors(inputs);
  const measuring = subjectsOf({ rows, signals, objectives, watches, declared });
  if (!every) return measuring;
  const parts = new Map(measuring.map((one) => [one.monitor.name, one]));
  return [
    ...measuring,
    ...compositeSubjects({
      composites: compositeWatches(incidents),
      measuring: Object.fromEntries(
        watches.flatMap(({ id }) => {
          const subject = parts.get(`incident-${id}`);
          return subject === undefined ? [] : [[id, subject]];
        }),
      ),
      tests: statusPageTests(incidents),
    }),
    ...testSubjects(declaredTests(inputs)),
  ];
}

/** What Datadog has measured of the rows; of the rehearsal what its stand-in makes up. */
async function historyOf(text: string, inputs: Inputs, rows: readonly Threshold[]): Promise<Recording> {
  const { datadog, now } = inputs;
  if (datadog === undefined) throw nothingDeclared();
  const range = rangeIn(text, now);
  const proof = await openProof(inputs, inputs);
  try {
    requireVariables(proof.environment);
    const asking = { inputs, environment: proof.environment, signal: AbortSignal.timeout(limitMs) };
    const metrics = await datadogMetricsOf(asking, datadog.site);
    process.stderr.write(`Reading ${text} from Datadog${madeUp(inputs.stack)}\n`);
    return await recordedHistory(text, range, rows, inputs, metrics);
  } finally {
    await proof.close();
  }
}

function requireVariables(environment: Readonly<Record<string, string | undefined>>): void {
  const missing = ["DATADOG_API_KEY", "DATADOG_APP_KEY"].filter((name) => !environment[name]);
  if (missing.length > 0)
    throw new InputError(
      "The history cannot be read.",
      missing.map((name) =>
        problem(name, "nothing", "a key of the Datadog account", `set ${name} in the environment`),
      ),
    );
}

function rowsOf({ runbook: { thresholds } }: Inputs, metric: string | undefined): readonly Threshold[] {
  if (metric === undefined) return thresholds;
  const ids = thresholds.map(({ id }) => id);
  const rows = thresholds.filter(({ id }) => id === metric);
  if (rows.length > 0) return rows;
  const near = nearestOf(metric, ids);
  throw new InputError("There is no such metric.", [
    problem(
      "--metric",
      metric === "" ? "nothing" : metric,
      `a metric of the runbook: ${ids.join(", ")}`,
      near === undefined ? "name one of them" : `did you mean ${near}?`,
    ),
  ]);
}

function recordingIn(path: string, rows: readonly Threshold[]): Recording {
  const file = resolve(process.env["INIT_CWD"] ?? ".", path);
  const found = statSync(file, { throwIfNoEntry: false });
  const objection =
    found === undefined
      ? "no such file"
      : !found.isFile()
        ? "something other than a file"
        : found.size > largestBytes
          ? `${found.size} bytes`
          : undefined;
  if (objection !== undefined) {
    throw new InputError(`${path} cannot be replayed.`, [
      problem(`--scenario ${path}`, objection, `a JSON file of at most ${largestBytes} bytes`, "name one"),
    ]);
  }
  return parseRecording(readFileSync(file, "utf8"), path, rows);
}
