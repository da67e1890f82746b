// A recorded scenario: what was measured in an incident, one point a minute, as JSON that a person can write or export.
import { z } from "zod";
import { problem } from "../inputs/configPlace.ts";
import { InputError } from "../inputs/inputError.ts";
import { nearestOf } from "../inputs/nearest.ts";
import { instantText } from "../release/release.ts";
import type { Threshold } from "../runbook/model.ts";
import { convert, type Unit, unitNames, unitsLike } from "../signals/units.ts";
import { isBeyond } from "./monitor.ts";
import { type Scenario, scenarioNames } from "./scenarios.ts";
import type { Subject } from "./subjects.ts";

/** Two months of minutes: more than the longest window of a monitor. */
const mostPoints = 62 * 24 * 60;

const recordingSchema = z.strictObject({
  name: z.string().min(1).max(80),
  start: instantText,
  series: z.record(
    z.string(),
    z.strictObject({
      unit: z.enum(unitNames),
      values: z.array(z.number().nullable()).min(1).max(mostPoints),
    }),
  ),
});
export interface Recording extends z.infer<typeof recordingSchema> {
  /** How many minutes at the start of what was really measured only fill the windows. */
  readonly leadMinutes?: number;
}

const example =
  '{"name": "…", "start": "2026-02-03T09:00:00Z", "series": {"<metric>": {"unit": "ms", "values": [120, null]}}}';

/**
 * @param file how the problems call it
 * @throws InputError with everything that is wrong with it
 */
export function parseRecording(text: string, file: string, rows: readonly Threshold[]): Recording {
  const content = jsonIn(text, file);
  const { data, error } = recordingSchema.safeParse(content);
  const problems = [
    ...(error?.issues ?? []).map(({ path, message }) =>
      problem(placeIn(file, path), message, `a recording such as ${example}`, "correct the file"),
    ),
    ...(data === undefined ? [] : problemsIn(data, file, rows)),
  ];
  if (data === undefined || problems.length > 0)
    throw new InputError(`${file} cannot be replayed.`, problems);
  return data;
}

function jsonIn(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new InputError(`${file} cannot be replayed.`, [
      problem(file, why, `JSON such as ${example}`, "correct the file"),
    ]);
  }
}

function problemsIn({ name, series }: Recording, file: string, rows: readonly Threshold[]): string[] {
  const ids = rows.map(({ id }) => id);
  const taken = scenarioNames.some((one) => one === name)
    ? [
        problem(
          placeIn(file, ["name"]),
          name,
          `a name other than those of the generated ones (${scenarioNames.join(", ")})`,
          "choose another",
        ),
      ]
    : [];
  if (Object.keys(series).length === 0)
    return [
      ...taken,
      problem(placeIn(file, ["series"]), "none", "at least one", `add one of ${ids.join(", ")}`),
    ];
  return [
    ...taken,
    ...Object.entries(series).flatMap(([id, { unit }]) => {
      const row = rows.find((one) => one.id === id);
      if (row === undefined) {
        const near = nearestOf(id, ids);
        const mend = near === undefined ? "name one of them" : `did you mean ${near}?`;
        return [
          problem(placeIn(file, ["series", id]), id, `a metric of the runbook: ${ids.join(", ")}`, mend),
        ];
      }
      const fitting: readonly Unit[] = unitsLike(row.alert.unit);
      if (fitting.includes(unit)) return [];
      return [
        problem(
          placeIn(file, ["series", id, "unit"]),
          unit,
          `a unit like the runbook's ${row.alert.unit}: ${fitting.join(", ")}`,
          "name the unit of the values",
        ),
      ];
    }),
  ];
}

/** Such as `incident.json: series.uptime.unit`. */
function placeIn(file: string, path: readonly PropertyKey[]): string {
  return path.length === 0 ? file : `${file}: ${path.map(String).join(".")}`;
}

/** A subject's part of a recording. Its fault begins with the first value that misses the target, or that is not there. */
export function recordedScenario(
  { name, start, series, leadMinutes = 0 }: Recording,
  { series: own, line }: Pick<Subject, "series" | "line">,
): Scenario[] {
  const found = own && Object.hasOwn(series, own.row.id) ? series[own.row.id] : undefined;
  if (own === undefined || found === undefined) return [];
  const values = found.values.map((value) =>
    value === null ? undefined : convert(value, found.unit, own.unit),
  );
  const first = values.findIndex((value) => value !== undefined);
  const fault = values.findIndex(
    (value, minute) =>
      minute >= Math.max(first, leadMinutes) &&
      first !== -1 &&
      (value === undefined || isBeyond(value, line, line.aimedAt)),
  );
  return [
    {
      name,
      start: new Date(start),
      values,
      faultMinute: fault === -1 ? undefined : fault,
      ...(leadMinutes > 0 && { leadMinutes }),
    },
  ];
}
