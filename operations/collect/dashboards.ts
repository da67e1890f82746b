// Proves that the runbook's links to dashboards of Datadog lead to dashboards. That somebody has looked at the rest, a person says.
import type { Inputs } from "../../inputs/inputs.ts";
import type { Dashboard } from "../../runbook/model.ts";
import type { DatadogClient } from "../../services/datadog.ts";
import { Refusal } from "../../services/refusal.ts";
import { datadogOf } from "./access.ts";
import type { Collector, Found } from "./collector.ts";
import { datadogOff } from "./datadogOff.ts";

export const dashboards: Collector = {
  name: "dashboards",
  items: ["review-monitoring-dashboards", "start-monitoring-dashboard"],
  needs: ["DATADOG_API_KEY", "DATADOG_APP_KEY"],
  off: (inputs) => datadogOff(inputs) ?? nothingLinked(inputs),
  async collect(context) {
    const { inputs } = context;
    const { linked, others } = linksOf(inputs);
    const client = await datadogOf(context, inputs.datadog?.site ?? "");
    const looked = await Promise.all(linked.map((link) => lookedAt(client, link, inputs)));
    const problems = looked.flatMap(({ problem }) => problem ?? []);
    const names = others.map(({ name }) => name);
    const notChecked = names.length > 0 ? `; not checked: ${names.join(", ")}` : "";
    if (problems.length > 0) return { result: "fail", detail: problems.join("; ") + notChecked };
    const unnamed = others.filter(({ url }) => siteOf(new URL(url).hostname) !== undefined);
    const mend =
      unnamed.length > 0
        ? `; of Datadog, and no dashboard (https://app.${inputs.datadog?.site}/dashboard/<id>): ` +
          `${unnamed.map(({ name }) => name).join(", ")}; mend: link one, or look at it and attest the item`
        : "";
    const there = looked.map(({ title, link }) => `${link.name} ("${title}")`);
    const url = linked[0]?.url;
    return {
      // Of other services only their names can be told; a link to Datadog that names no dashboard could be mended.
      result: unnamed.length > 0 ? "unknown" : "pass",
      detail: `there: ${there.join(", ")}${notChecked}${mend}`,
      ...(url !== undefined && { url }),
    } satisfies Found;
  },
};

/** A link of the runbook that names a dashboard of Datadog. */
interface Link extends Dashboard {
  readonly dashboardId: string;
}

/**
 * The links that name a dashboard, and all others: pages behind a login, of which an answer says nothing, and Datadog's
 * front page, which is no dashboard.
 */
function linksOf({ runbook }: Inputs): { linked: Link[]; others: Dashboard[] } {
  const all = runbook.dashboards.map((link) => ({ ...link, dashboardId: dashboardIdIn(link.url) }));
  return {
    linked: all.flatMap((link) =>
      link.dashboardId === undefined ? [] : [{ ...link, dashboardId: link.dashboardId }],
    ),
    others: all.filter(({ dashboardId }) => dashboardId === undefined),
  };
}

/** Such as `abc-def-ghi` in `https://app.datadoghq.com/dashboard/abc-def-ghi/fleet`. */
function dashboardIdIn(url: string): string | undefined {
  const { hostname, pathname } = new URL(url);
  if (siteOf(hostname) === undefined) return undefined;
  return /^\/dashboard\/([a-z0-9]{3}-[a-z0-9]{3}-[a-z0-9]{3})(?:\/|$)/.exec(pathname)?.[1];
}

/** The site of Datadog that a host belongs to: regions have one of their own; `app.` and an account's name are below one. */
function siteOf(hostname: string): string | undefined {
  return /(?:^|\.)((?:[a-z]+\d+\.)?datadoghq\.(?:com|eu)|ddog-gov\.com)$/.exec(hostname)?.[1];
}

function nothingLinked(inputs: Inputs): string | undefined {
  const { linked, others } = linksOf(inputs);
  if (linked.length > 0) return undefined;
  return (
    `the runbook links no dashboard of Datadog (https://app.${inputs.datadog?.site}/dashboard/<id>), and what a login hides ` +
    `is not checked: ${others.map(({ name }) => name).join(", ")}; mend: link one, or look at them and attest the item`
  );
}

async function lookedAt(
  client: DatadogClient,
  link: Link,
  { datadog }: Inputs,
): Promise<{ link: Link; title?: string; problem?: string }> {
  const site = siteOf(new URL(link.url).hostname);
  if (site !== datadog?.site)
    return {
      link,
      problem: `${link.name} is at ${site}, and the account at ${datadog?.site}; mend: correct the link`,
    };
  try {
    const { title, widgets } = await client.dashboard(link.dashboardId);
    if (widgets.length > 0) return { link, title };
    return { link, problem: `${link.name} (${link.dashboardId}) shows nothing; mend: put graphs on it` };
  } catch (error) {
    if (!(error instanceof Refusal) || error.meaning !== "wrong") throw error;
    return {
      link,
      problem: `${link.name}: there is no dashboard ${link.dashboardId}; mend: correct the link`,
    };
  }
}
