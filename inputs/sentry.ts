// What Sentry's part of the stack starts from: config and runbook judged together.
import { type Identity, type Runbook, type Threshold, withId } from "../runbook/index.ts";
import { type ErrorIncident, errorIncidentOf } from "../signals/errorIncident.ts";
import type { CrashFree, Frequent, SlackChannel } from "../signals/sentryAlerts.ts";
import { namespace, problem, setLine } from "./configPlace.ts";
import type { Settings } from "./settings.ts";

export interface SentryInputs {
  organization: string;
  team: string;
  project: string;
  silenceMinutes: number;
  repeatMinutes: number;
  frequent: Frequent;
  crashFree: CrashFree;
  slack: SlackChannel | undefined;
  /** The row of the threshold table that says how many errors are too many. */
  errors: Threshold;
  /** The kind of incident that begins when there are more still. */
  incident: ErrorIncident;
}

/** What runbook and config say, or one problem for each thing that does not fit; nothing where Sentry is off on purpose. */
export function sentryInputs(
  { sentry }: Settings,
  stack: string,
  runbook: Runbook,
): { sentry?: SentryInputs; problems: string[] } {
  if (!sentry.enabled) return { problems: [] };
  const { team, project, silenceMinutes, repeatMinutes, frequent, crashFree, slack } = sentry;
  const organization = organizationOf({ sentry }, runbook);
  const { errors, incident } = errorRateIn(runbook, sentry);
  if (organization !== undefined && errors !== undefined && incident !== undefined) {
    const problems = sharedIdProblems(errors, incident, runbook);
    const told = { organization, team, project, slack };
    const when = { errors, incident, silenceMinutes, repeatMinutes, frequent, crashFree };
    return { sentry: { ...told, ...when }, problems };
  }
  return {
    problems: [
      ...(organization === undefined ? [organizationProblem(stack)] : []),
      ...(errors === undefined ? [metricProblem(sentry.errorMetric, stack, runbook)] : []),
      // Without its row nobody can say whether the incident fits.
      ...(errors !== undefined && incident === undefined
        ? [incidentProblem(sentry.errorIncident, errors, stack, runbook)]
        : []),
    ],
  };
}

/** Both alerts are named by these ids, side by side: neither may have what the other has or had. */
function sharedIdProblems(errors: Threshold, incident: ErrorIncident, runbook: Runbook): string[] {
  const idsOf = ({ id, was = [] }: Identity) => [id, ...was];
  const place = runbook.incidents.find(({ id }) => id === incident.id)?.at;
  return idsOf(incident)
    .filter((id) => idsOf(errors).includes(id))
    .map((id) =>
      problem(
        `the runbook, line ${place?.line}`,
        `the id ${id} for the incident "${incident.title}" and for the metric "${errors.metric}"`,
        "ids, present and former, that the two do not share: Sentry's alerts are named by them",
        `give the incident an id of its own: ### ${incident.title} (${incident.threshold.text}) <!-- id: ${incident.id}-incident -->`,
      ),
    );
}

/** The row and the incident that config names for the error rate, as far as they are what they must be. */
export function errorRateIn(
  { thresholds, incidents }: Runbook,
  { errorMetric = "", errorIncident = "" }: Settings["sentry"],
): { errors?: Threshold; incident?: ErrorIncident } {
  const errors = withId(thresholds, errorMetric);
  if (errors?.alert.unit !== "percent") return {};
  const incident = errorIncidentOf(incidents, errorIncident, errors);
  return incident === undefined ? { errors } : { errors, incident };
}

/** The organization that config names, or the runbook. */
export function organizationOf({ sentry }: Pick<Settings, "sentry">, runbook: Runbook): string | undefined {
  return sentry.organization ?? organizationIn(runbook);
}

/** The organization in the address of the runbook's Sentry dashboard, in either of Sentry's two forms. */
function organizationIn(runbook: Runbook): string | undefined {
  for (const { url } of runbook.dashboards) {
    const { hostname, pathname } = new URL(url);
    const inPath = hostname === "sentry.io" ? /^\/organizations\/([^/]+)/.exec(pathname)?.[1] : undefined;
    const found = inPath ?? /^([a-z0-9-]+)\.sentry\.io$/.exec(hostname)?.[1];
    if (found !== undefined) return found;
  }
  return undefined;
}

const placeOf = (name: string): string => `${namespace}:sentry.${name}`;

function organizationProblem(stack: string): string {
  return problem(
    placeOf("organization"),
    "nothing, and no Sentry dashboard in the runbook that names it",
    "the organization's slug",
    setLine(stack, placeOf("organization"), "--path", "<organization>"),
  );
}

function metricProblem(id: string, stack: string, runbook: Runbook): string {
  const row = withId(runbook.thresholds, id);
  const ids = runbook.thresholds.filter(({ alert }) => alert.unit === "percent").map((one) => one.id);
  return problem(
    placeOf("errorMetric"),
    `${id}, ${row ? "which is no percentage" : "which is no row of the runbook's table"}`,
    `a row in percent (${ids.join(", ") || "there is none"})`,
    setLine(stack, placeOf("errorMetric"), "--path", "<metric>"),
  );
}

function incidentProblem(id: string, errors: Threshold, stack: string, runbook: Runbook): string {
  const fitting = runbook.incidents
    .filter((one) => errorIncidentOf([one], one.id, errors))
    .map((one) => one.id);
  const found = withId(runbook.incidents, id);
  const why = found
    ? `which begins at ${found.threshold?.text ?? "no amount"}`
    : "which is no incident of the runbook";
  return problem(
    placeOf("errorIncident"),
    `${id}, ${why}`,
    `an incident that begins beyond "${errors.metric}" ${errors.alert.text} (${fitting.join(", ") || "there is none"})`,
    `write the amount into its heading, as in "Error Rate Spike (> 5%)${found ? "" : ` <!-- id: ${id} -->`}", or ${setLine(stack, placeOf("errorIncident"), "--path", "<incident>")}`,
  );
}
