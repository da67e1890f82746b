// `npm run runbook -- replay`: when each declared monitor would warn, fire and clear, before anything is applied.
import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { randomLcg } from "d3-random";
import { downtimeArgs } from "../components/MaintenanceDowntime.ts";
import { statusPageTests } from "../components/StatusPageTests.ts";
import { declaredMonitors } from "../engine/declaredMonitors.ts";
import { declaredTests } from "../engine/declaredTests.ts";
import { exitCodes } from "../engine/result.ts";
import { namespace, problem } from "../inputs/configPlace.ts";
import { incidentSources } from "../inputs/incidents.ts";
import { InputError } from "../inputs/inputError.ts";
import { type Inputs, noRelease } from "../inputs/inputs.ts";
import { nearestOf } from "../inputs/nearest.ts";
import { compositeSubjects } from "../replay/composites.ts";
import { parseRecording, type Recording, recordedScenario } from "../replay/recorded.ts";
import { type Replayed, replay, shortcomings } from "../replay/replay.ts";
import { type Subject, subjectsOf } from "../replay/subjects.ts";
import { testSubjects } from "../replay/tests.ts";
import type { Threshold } from "../runbook/index.ts";
import { compositeWatches, metricWatches } from "../signals/incidentWatches.ts";
import { type ReleaseOptions, readRelease } from "./releaseInputs.ts";
import { type ReplayFormat, replayText } from "./replayText.ts";

export interface ReplayArguments extends ReleaseOptions {
  metric?: string;
  scenario?: string;
  format: ReplayFormat;
  json?: true;
}

/** The noise of a generated series is the same in every run. */
const seed = 0.5;
/** More than two months of a point a minute for every row. */
const largestBytes = 16 * 1024 * 1024;

/** @throws InputError with what must be mended */
export function replayCommand(options: ReplayArguments): void {
  const inputs = readRelease(noRelease, options);
  const rows = rowsOf(inputs, options.metric);
  const { thresholds } = inputs.runbook;
  const recording = options.scenario === undefined ? undefined : recordingIn(options.scenario, thresholds);
  const replayed = replayInputs(inputs, rows, recording);
  process.stdout.write(replayText(replayed, options.json ? "json" : options.format));
  const unproven = shortcomings(replayed);
  for (const one of unproven) process.stderr.write(`NOT PROVEN: ${one}\n`);
  if (unproven.length > 0) process.exitCode = exitCodes.blocked;
}

/** Replays the monitors of these rows, and of all of them those of the incidents too, as the program would declare them. @throws InputError where it declares none */
export function replayInputs(
  inputs: Inputs,
  rows: readonly Threshold[],
  recording?: Recording,
  random: () => number = randomLcg(seed),
): Replayed[] {
  const { datadog, runbook, settings, now } = inputs;
  if (datadog === undefined) {
    throw new InputError("There is no monitor to replay.", [
      problem(
        `${namespace}:datadog.enabled`,
        "false",
        "true, or no monitor is declared",
        "replay another stack",
      ),
    ]);
  }
  const { rule } = runbook.maintenance;
  const downtime = downtimeArgs({ rule, scope: datadog.scope, runbookUrl: settings.runbookUrl, now });
  return replay({
    subjects: subjectsIn(inputs, rows),
    rule,
    now,
    random,
    tellsAtEnd: downtime.notifyEndStates,
    recorded: (subject) => (recording === undefined ? [] : recordedScenario(recording, subject)),
  });
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
