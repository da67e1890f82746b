// Accounts in which one monitor is not as it must be, and what proving a release's alerts says of each.
import assert from "node:assert/strict";
import type { MonitorBody } from "../../rehearsal/services/datadog.ts";
import { accountMonitors } from "./watching.ts";

/** The instant of the samples, as Datadog counts. */
export const seconds = Date.parse("2026-02-03T09:00:00Z") / 1000;

/** An account in which the monitor of the uptime is another one. */
export function withUptime(change: (uptime: MonitorBody) => MonitorBody | MonitorBody[]): MonitorBody[] {
  const { uptime, ...others } = accountMonitors();
  assert.ok(uptime !== undefined);
  return [...Object.values(others), ...[change(uptime)].flat()];
}

const withThresholds = (thresholds: MonitorBody["options"]["thresholds"]) =>
  withUptime((one) => ({
    ...one,
    options: { ...one.options, thresholds: { ...one.options.thresholds, ...thresholds } },
  }));
export const withOptions = (options: Partial<MonitorBody["options"]>) =>
  withUptime((one) => ({ ...one, options: { ...one.options, ...options } }));
export const withDowntime = (start: number, end?: number | null) =>
  withUptime((one) => ({
    ...one,
    matching_downtimes: [{ id: 7, scope: ["env:rehearsal"], start, ...(end !== undefined && { end }) }],
  }));

/** An account in which the uptime's burn alert over an hour is another one. */
function withBurn(change: (burn: MonitorBody) => MonitorBody | MonitorBody[]): MonitorBody[] {
  const { "uptime-1h": burn, ...others } = accountMonitors();
  assert.ok(burn !== undefined);
  return [...Object.values(others), ...[change(burn)].flat()];
}

const place = /^the monitor 104 of "Uptime": /.source;
/** Each account, and what is found out about it. */
export const wrong: [string, MonitorBody[], RegExp][] = [
  [
    "one is not there",
    withUptime(() => []),
    /^"Uptime" must have exactly one monitor, and has 0; mend: update the stack$/,
  ],
  [
    "one is there twice",
    withUptime((one) => [one, { ...one, id: 900 }]),
    /^"Uptime" must have exactly one monitor, and has 2 \(104, 900\); mend: /,
  ],
  [
    "one watches no row",
    withUptime((one) => [
      one,
      { ...one, id: 900, tags: one.tags.filter((tag) => !tag.startsWith("runbook-metric:")) },
    ]),
    /^the monitor 900 \(Uptime \(rehearsal\)\) has the stack's tags, and is none that runbook and config ask for; mend: take it away$/,
  ],
  [
    "a burn alert is not there",
    withBurn(() => []),
    /^the burn alert of "Uptime" over 1h must have exactly one monitor, and has 0; mend: update the stack$/,
  ],
  [
    "a burn alert has another rate, in its query as well",
    withBurn((one) => ({
      ...one,
      query: one.query.replace("14.4", "20"),
      options: { ...one.options, thresholds: { critical: 20 } },
    })),
    /^the burn alert of "Uptime" over 1h must have exactly one .*; the monitor 110 \(Uptime burns .*\) has the stack's tags, and is none that runbook and config ask for; mend: take it away$/,
  ],
  [
    "a burn alert looks over other windows",
    withBurn((one) => ({ ...one, query: one.query.replace('"5m"', '"50m"') })),
    /^the monitor 110 of the burn alert of "Uptime" over 1h: its query is not the burn rate in its windows$/,
  ],
  [
    "a burn alert tells nobody",
    withBurn((one) => ({ ...one, message: "" })),
    /^the monitor 110 of the burn alert of "Uptime" over 1h: it does not tell @slack-fleet-rehearsal; .* it does not tell @oncall-fleet-rehearsal$/,
  ],
  [
    "a warning threshold is another",
    withThresholds({ warning: 99.8 }),
    new RegExp(`${place}warning is 99.8, and must be 99.9 percent \\("Uptime" > 99.9%\\)$`),
  ],
  [
    "a warning threshold is not set",
    withOptions({ thresholds: { critical: 99.5, critical_recovery: 99.9, warning_recovery: 99.94 } }),
    new RegExp(`${place}warning is not set, and must be 99.9 percent`),
  ],
  [
    "an alert threshold is another, which its query does not have",
    withThresholds({ critical: 99 }),
    new RegExp(
      `${place}critical is 99, and must be 99.5 percent .*; the monitor 104 of "Uptime": Datadog does not take its definition ` +
        `\\(.*Alert threshold \\(99\\) does not match that used in the query \\(99.5\\)`,
    ),
  ],
  [
    "an alert recovers at another value",
    withThresholds({ critical_recovery: 99.6 }),
    new RegExp(`${place}criticalRecovery is 99.6, and must be 99.9 percent \\("Uptime" > 99.9%\\)$`),
  ],
  [
    "an alert would recover where it begins, which Datadog takes for no definition",
    withThresholds({ critical_recovery: 99.4 }),
    new RegExp(
      `${place}criticalRecovery is 99.4, .*; the monitor 104 of "Uptime": Datadog does not take its definition .*simultaneously`,
    ),
  ],
  [
    "a warning recovers nowhere but at its line",
    withOptions({ thresholds: { critical: 99.5, warning: 99.9, critical_recovery: 99.9 } }),
    new RegExp(`${place}warningRecovery is not set, and must be 99.94 percent`),
  ],
  [
    "one says nothing where nothing is measured",
    withOptions({ on_missing_data: "resolve" }),
    new RegExp(`${place}its onMissingData is resolve, and must be show_and_notify_no_data$`),
  ],
  [
    "a query is another",
    withUptime((one) => ({ ...one, query: one.query.replace("last_1d", "last_1h") })),
    new RegExp(`${place}its query is not the row's$`),
  ],
  [
    "one tells somebody else",
    withUptime((one) => ({
      ...one,
      message: one.message.replace("@slack-fleet-rehearsal", "@slack-other"),
    })),
    new RegExp(`${place}it does not tell @slack-fleet-rehearsal$`),
  ],
  [
    "one pages, and its priority does not",
    withUptime((one) => ({ ...one, message: `${one.message}{{#is_alert}} @oncall-a {{/is_alert}}` })),
    new RegExp(`${place}it may page @oncall-a, and its priority is 2$`),
  ],
  [
    "one is a draft",
    withUptime((one) => ({ ...one, draft_status: "draft" })),
    new RegExp(`${place}it is a draft`),
  ],
  [
    "one has no data",
    withUptime((one) => ({ ...one, overall_state: "No Data" })),
    new RegExp(`${place}it has no data$`),
  ],
  [
    "one is muted for ever",
    withOptions({ silenced: { "*": null } }),
    new RegExp(`${place}it is muted for \\*$`),
  ],
  [
    "one is muted for an environment, a second more",
    withOptions({ silenced: { "env:rehearsal": seconds + 1 } }),
    new RegExp(`${place}it is muted for env:rehearsal$`),
  ],
  [
    "a downtime silences one",
    withDowntime(seconds, seconds + 1),
    new RegExp(`${place}it is silenced by the downtime 7$`),
  ],
  [
    "a downtime without an end does",
    withDowntime(seconds - 60),
    new RegExp(`${place}it is silenced by the downtime 7$`),
  ],
  [
    "one waits for a full window of data",
    withOptions({ require_full_window: true }),
    new RegExp(`${place}it waits for a full window of data \\(requireFullWindow\\), and must not$`),
  ],
  [
    "one judges late",
    withOptions({ evaluation_delay: 900 }),
    new RegExp(`${place}it judges 900 s late \\(evaluationDelay\\), and must not$`),
  ],
  [
    "one is taken for well while nothing is measured",
    withOptions({ timeout_h: 1 }),
    new RegExp(`${place}it is taken for well after 1 h without data \\(timeoutH\\), and must not be$`),
  ],
  [
    "one judges by a schedule of its own",
    withOptions({ scheduling_options: { evaluation_window: { day_starts: "04:00" } } }),
    new RegExp(`${place}it has a schedule of its own \\(evaluationWindow\\), and must judge at any time$`),
  ],
  [
    "one is of another kind",
    withUptime((one) => ({ ...one, type: "event-v2 alert" })),
    new RegExp(`${place}its type is event-v2 alert, and must be query alert; `),
  ],
  [
    "one has another priority",
    withUptime((one) => ({ ...one, priority: 1 })),
    new RegExp(`${place}its priority is 1, and must be 2; `),
  ],
  [
    "there are none",
    [],
    /^"Error Rate" must have exactly one monitor, and has 0; mend: update the stack; "API Latency/,
  ],
];
