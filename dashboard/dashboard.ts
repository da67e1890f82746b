// The one page on which a release and the hours after it are watched: everything on it is the runbook's or config's.
import { slug } from "github-slugger";
import { type Incident, lastPhase, type Runbook } from "../runbook/index.ts";
import { headingOf, incidentUrl } from "../signals/incidentMessage.ts";
import type { Monitoring } from "../signals/monitoring.ts";
import { purposeTag, scopeTags } from "../signals/scope.ts";
import type { Signals } from "../signals/signal.ts";
import { type DashboardBody, group, monitorList, note, objectiveList, type Widget } from "./json.ts";
import { deploymentTag } from "./overlays.ts";
import { rowGraph } from "./rowGraph.ts";

/** What the page depends on. No instant, and no id that the service gives: each is known at a preview. */
export interface DashboardSources extends Monitoring {
  readonly runbook: Runbook;
  readonly signals: Signals;
  readonly backups: {
    /** The page of the database's backups. */
    readonly url: string;
    readonly pitrDays: number;
    /** What is part of no backup, in words. */
    readonly missing: string;
  };
}

/** The whole page, as Datadog's API takes it. */
export function dashboardOf(sources: DashboardSources): DashboardBody {
  const { scope, runbook, runbookUrl, dashboards } = sources;
  const links = dashboards.map(({ name, url }) => `[${name}](${url})`);
  return {
    title: `Runbook of ${scope.service} (${scope.environment})`,
    description: `Made from ${runbookUrl}: change it there, and not here.`,
    layout_type: "ordered",
    reflow_type: "auto",
    notify_list: [],
    template_variables: [],
    widgets: [
      note(`[${runbook.title}](${runbookUrl})`, "", links.join(" · ")),
      group("Key metrics", ...runbook.thresholds.map((row) => ({ definition: rowGraph(row, sources) }))),
      objectives(sources),
      group("Monitors", monitorList("Every monitor of the runbook", withTags(scopeTags(scope)))),
      releaseWatch(sources),
      maintenance(sources),
      incidents("Incidents", runbook.incidents, sources),
      ...thirdParties(sources),
      backups(sources),
    ],
  };
}

/** Found by their tags: their ids are not known before they are made. */
function objectives({ scope }: DashboardSources): Widget {
  return group(
    "Service level objectives",
    objectiveList("Budgets that are left", scopeTags(scope).join(" AND ")),
  );
}

/** What the runbook has people look at after a release, and the rows' graphs over just as many hours. */
function releaseWatch(sources: DashboardSources): Widget {
  const { runbook, runbookUrl } = sources;
  const { toHour: hours } = lastPhase(runbook);
  const phases = runbook.monitoring.flatMap(({ fromHour, toHour, title, cadences }) => [
    `**Hour ${fromHour}-${toHour}: ${title}**`,
    "",
    ...cadences.map(({ text, items }) => `- ${text}: ${items.map((item) => item.text).join("; ")}`),
    "",
  ]);
  const span = { type: "live", value: hours, unit: "hour" } as const;
  return group(
    `The last ${hours} hours: the watch after a release`,
    note(...phases, `[${hours}-hour monitoring](${runbookUrl}#${slug(`${hours}-Hour Monitoring`)})`),
    ...runbook.thresholds.map((row) => ({ definition: rowGraph(row, sources, span) })),
  );
}

function maintenance({ runbook, runbookUrl }: DashboardSources): Widget {
  const { frequencyText, activities } = runbook.maintenance;
  return group(
    "Deployments and maintenance",
    note(
      `**Maintenance**: ${frequencyText} ([runbook](${runbookUrl}#scheduled-maintenance)): ` +
        `${activities.map(({ text }) => text).join("; ")}. Every graph has Datadog's own events of downtimes over it.`,
      "",
      `**Deployments**: every graph has the events with the tag \`${deploymentTag}\` over it.`,
    ),
  );
}

/** The monitors on these incidents, if there are any, and where the runbook says what to do. */
function incidents(title: string, those: readonly Incident[], sources: DashboardSources): Widget {
  const { scope, runbookUrl } = sources;
  const tags = those.map(({ id }) => purposeTag("incident", id));
  const steps = those.map((one) => {
    const first = one.immediate.map(({ text }) => text).join("; ");
    return `- [${headingOf(one)}](${incidentUrl(one, runbookUrl)}): ${first}`;
  });
  return group(title, monitorList("Their monitors", withTags(scopeTags(scope), tags)), note(...steps));
}

/** The incidents of services that are others'; no group where the runbook has none. */
function thirdParties(sources: DashboardSources): Widget[] {
  const those = sources.runbook.incidents.filter(({ services }) => services.length > 0);
  if (those.length === 0) return [];
  const names = [...new Set(those.flatMap(({ services }) => services))];
  return [incidents(`Third parties: ${names.join(", ")}`, those, sources)];
}

/** Datadog measures nothing of the backups, so the page says where they are to be seen, and draws nothing. */
function backups({ backups: { url, pitrDays, missing } }: DashboardSources): Widget {
  return group(
    "Backups",
    note(
      `[The backups of the database](${url}), with point-in-time recovery of ${pitrDays} days. Datadog measures nothing ` +
        "of them: `npm run supabase -- status` reads them, and every update does.",
      "",
      `Not backed up: ${missing}.`,
    ),
  );
}

/** A search for the monitors that have all of the tags, and one of the others where there are such. */
function withTags(all: readonly string[], oneOf: readonly string[] = []): string {
  const others = oneOf.length === 0 ? [] : [`(${oneOf.join(" OR ")})`];
  return `tag:(${[...all, ...others].join(" AND ")})`;
}
