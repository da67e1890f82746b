// What Datadog's part of the stack starts from: config and runbook judged together.
import type { BusinessHours } from "../calendar/index.ts";
import type { Runbook } from "../runbook/index.ts";
import { type Lingering, lingeringIn } from "../signals/lingering.ts";
import type { Monitoring } from "../signals/monitoring.ts";
import type { Objective } from "../signals/objectives.ts";
import type { OnCallTeam } from "../signals/onCall.ts";
import { metricTag } from "../signals/scope.ts";
import { type Signals, signalProblems } from "../signals/signal.ts";
import { namespace, problem, setLine } from "./configPlace.ts";
import { mutedIn } from "./maintenance.ts";
import { objectivesIn } from "./objectives.ts";
import { onCallTeamsOf } from "./onCall.ts";
import { type RouteInputs, routesOf } from "./routes.ts";
import type { Settings } from "./settings.ts";

export interface DatadogInputs extends Monitoring, RouteInputs {
  readonly site: string;
  /** The teams of Datadog On-Call that are made; none unless config asks. */
  readonly onCall: readonly OnCallTeam[];
  /** The monitors that go on counting a planned window after its end, of those that it mutes. */
  readonly lingering: readonly Lingering[];
  /** Undefined where a warning is told at any time. */
  readonly warningHours?: BusinessHours;
  /** One for each row that has one. */
  readonly objectives: readonly Objective[];
}

/** What config says, and a problem for each thing that does not fit; nothing where Datadog is off on purpose. */
export function datadogInputs(
  settings: Settings,
  stack: string,
  { runbook, signals, file, now }: { runbook: Runbook; signals: Signals; file: string; now: Date },
): { datadog?: DatadogInputs; problems: string[] } {
  const { environment, datadog, vercel, runbookUrl } = settings;
  if (!datadog.enabled) return { problems: drainProblems(vercel.drains, stack) };
  const { site, service, team = service } = datadog;
  const { problems: routeProblems, ...routes } = routesOf({ ...settings, datadog }, stack, { runbook, now });
  const paged = routes.ownRoutes.page;
  const { onCall, notices, problems: onCallProblems } = onCallTeamsOf(datadog.onCall, stack, { paged, now });
  const { objectives, problems } = objectivesIn(settings.objectives, stack, { runbook, signals });
  const { thresholds, maintenance } = runbook;
  const isApart = datadog.warningHours !== undefined;
  const { muted, problems: muteProblems } = mutedIn(datadog.mutedInMaintenance, stack, runbook);
  // What stays awake in the window has told of it by its end.
  const mutedRows = thresholds.filter(({ id }) => muted.includes(metricTag(id)));
  const lingering = lingeringIn(mutedRows, signals, maintenance.rule.durationMinutes, isApart);
  return {
    datadog: {
      site,
      ...routes,
      routeNotices: [...routes.routeNotices, ...notices],
      onCall,
      ...(datadog.warningHours && { warningHours: datadog.warningHours }),
      team,
      scope: { environment, service },
      runbookUrl,
      dashboards: runbook.dashboards,
      objectives,
      muted,
      lingering,
    },
    problems: [
      ...signalProblems(runbook.thresholds, signals, file, stack),
      ...routeProblems,
      ...onCallProblems,
      ...muteProblems,
      ...problems,
    ],
  };
}

/** The drains lead to Datadog, with its key: they cannot be on without it. */
function drainProblems(drains: Settings["vercel"]["drains"], stack: string): string[] {
  return (["logs", "traces"] as const)
    .filter((kind) => drains[kind])
    .map((kind) => {
      const place = `${namespace}:vercel.drains.${kind}`;
      return problem(
        place,
        `true, and ${namespace}:datadog.enabled false`,
        `no drain of ${kind} to Datadog where that is off`,
        `${setLine(stack, place, "--path", "false")}, or ${setLine(stack, `${namespace}:datadog.enabled`, "--path", "true")}`,
      );
    });
}
