// What watches each incident of the runbook: its monitors, and those that judge several monitors together. Plain values only.
import { type DatabaseMeasureId, databaseMeasureIds, databaseMeasures } from "./database.ts";
import { failureWatch, whoseWatches } from "./dependencyWatches.ts";
import { plainTitle } from "./incidentMessage.ts";
import { decimal, queryBeyond } from "./signal.ts";
import { convert } from "./units.ts";
import {
  above,
  type CompositeWatch,
  type IncidentSources,
  type MetricWatch,
  named,
  type WatchedIncidents,
  watchArgs,
} from "./watch.ts";

/** The monitors that measure, the loudest first. */
export function metricWatches(sources: IncidentSources): MetricWatch[] {
  const { errors, database, thirdParties } = sources;
  return [
    ...(errors === undefined ? [] : [errorWatch(errors, sources)]),
    ...(database === undefined ? [] : databaseMeasureIds.map((id) => databaseWatch(id, database, sources))),
    ...thirdParties.map((one) => failureWatch(one, sources)),
  ];
}

/** The monitors that judge others. */
export function compositeWatches(sources: IncidentSources): CompositeWatch[] {
  const { errors, database, thirdParties } = sources;
  return [
    ...(isQuiet(sources) && errors && database ? [symptomWatch(errors, database, sources)] : []),
    ...thirdParties.flatMap((one) => whoseWatches(one, sources)),
  ];
}

/** Whether there is a cause whose page may keep the errors quiet. */
export function isQuiet({ quietSymptoms, errors, database }: WatchedIncidents): boolean {
  return quietSymptoms && errors !== undefined && database !== undefined;
}

type Errors = NonNullable<WatchedIncidents["errors"]>;
type Database = NonNullable<WatchedIncidents["database"]>;

/** The row's signal beyond the heading's amount; over when not even the row's own alert would stand any more. */
function errorWatch({ row, signal, incident }: Errors, sources: IncidentSources): MetricWatch {
  const { comparator, value, unit, text } = incident.threshold;
  const line = { comparator, critical: decimal(convert(value, unit, signal.unit)) };
  const [metric, title] = [plainTitle(row.metric), plainTitle(incident.title)];
  const quiet = isQuiet(sources);
  // A composite tells where a part has no data; where a night without requests tells nobody, it must not page either.
  const tellsMissing = signal.onMissingData === "show_and_notify_no_data";
  const words = {
    alert:
      `${metric} is {{value}}. The incident "${title}" begins at ${plainTitle(text)}.` +
      (quiet ? " Who is on call is paged by another monitor, unless the database has paged already." : ""),
    recovery: `${metric} is no longer at ${plainTitle(row.alert.text)}: the incident "${title}" is over.`,
    ...(tellsMissing && {
      noData: `${metric} is not measured: nobody would notice the incident "${title}".`,
    }),
  };
  return {
    ...named(incident),
    unit: signal.unit,
    row,
    args: {
      ...watchArgs(`Incident: ${title}`, incident, quiet ? "alert" : "page", words, sources),
      type: "query alert",
      query: queryBeyond(line, signal, sources.scope),
      monitorThresholds: {
        critical: line.critical,
        criticalRecovery: decimal(convert(row.alert.value, row.alert.unit, signal.unit)),
      },
      onMissingData: quiet && !tellsMissing ? "resolve" : signal.onMissingData,
      requireFullWindow: false,
    },
  };
}

function databaseWatch(
  id: DatabaseMeasureId,
  { incident, lines }: Database,
  sources: IncidentSources,
): MetricWatch {
  const { title: measure, unit, query } = databaseMeasures[id];
  const title = plainTitle(incident.title);
  const monitorThresholds = above(lines[id]);
  const line = `${lines[id]}${unit === "%" ? "%" : ` ${unit}`}`;
  const words = {
    alert: `${title}: ${measure} is {{value}}, and the line is ${line}.`,
    recovery: `${title}: ${measure} is back below ${line}.`,
    noData: `${title}: ${measure} is not measured: nobody would notice that it is too high.`,
  };
  return {
    ...named(incident, id),
    unit,
    args: {
      ...watchArgs(`Incident: ${title}: ${measure}`, incident, "page", words, sources),
      type: "query alert",
      query: queryBeyond({ comparator: ">", critical: monitorThresholds.critical }, { query }, sources.scope),
      monitorThresholds,
      // A composite tells that it cannot judge only where its parts tell so too.
      onMissingData: "show_and_notify_no_data",
      requireFullWindow: false,
    },
  };
}

/** Pages for the errors, unless a measure of the database has paged, which is then the cause. */
function symptomWatch(
  { incident, row }: Errors,
  { incident: cause }: Database,
  sources: IncidentSources,
): CompositeWatch {
  const [title, metric, database] = [incident.title, row.metric, cause.title].map(plainTitle);
  const words = {
    alert: `${metric} is beyond ${plainTitle(incident.threshold.text)}: "${title}", and "${database}" is not the cause.`,
    recovery: `"${title}" is over, or "${database}" has paged as its cause.`,
    noData: `"${title}" cannot be told from "${database}": a part of it is not measured. Look at ${metric} itself.`,
  };
  return {
    ...named(incident, "alone"),
    parts: [
      { id: named(incident).id },
      ...databaseMeasureIds.map((id) => ({ id: named(cause, id).id, not: true as const })),
    ],
    args: {
      ...watchArgs(`Incident: ${title}, with no cause that pages`, incident, "page", words, sources),
      type: "composite",
      notifyNoData: true,
    },
  };
}

/** The query of a composite. @param idOf the id of a part in Datadog */
export function compositeQuery(
  { parts }: Pick<CompositeWatch, "parts">,
  idOf: (part: string) => string | number,
): string {
  return parts.map(({ id, not }) => `${not ? "!" : ""}${idOf(id)}`).join(" && ");
}
