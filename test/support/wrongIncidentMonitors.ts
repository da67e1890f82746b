// Accounts in which a monitor of an incident, or of a synthetic test, is not as it must be, and what proving a release's alerts says.
import type { MonitorBody } from "../../rehearsal/services/datadog.ts";
import { accountMonitors } from "./watching.ts";

const rate = "Incident: Error Rate Spike (rehearsal)";
const theirs = "Incident: SendGrid fails, and the fault is theirs (rehearsal)";
const withNamed = (name: string, change: (one: MonitorBody) => MonitorBody | MonitorBody[]) =>
  Object.values(accountMonitors()).flatMap((one) => (one.name === name ? change(one) : one));
const ofIncident = (name: string) => `^the monitor \\d+ of "${name.replaceAll(/[()]/g, "\\$&")}": `;

/** Each account, and what is found out about it. */
export const wrongIncidents: [string, MonitorBody[], RegExp][] = [
  [
    "the incident begins later",
    withNamed(rate, (one) => ({
      ...one,
      query: one.query.replace(/5$/, "50"),
      options: { ...one.options, thresholds: { critical: 50, critical_recovery: 1 } },
    })),
    new RegExp(`${ofIncident(rate)}critical is 50, and must be 5; .*its query is not that of the incident$`),
  ],
  [
    "the incident warns too, which a composite would take for an alert",
    withNamed(rate, (one) => ({
      ...one,
      options: { ...one.options, thresholds: { ...one.options.thresholds, warning: 3 } },
    })),
    new RegExp(`${ofIncident(rate)}warning is 3, and must not be set$`),
  ],
  [
    "the incident is taken for well without data",
    withNamed(rate, (one) => ({ ...one, options: { ...one.options, on_missing_data: "resolve" } })),
    new RegExp(`${ofIncident(rate)}its onMissingData is resolve, and must be show_no_data$`),
  ],
  [
    "the incident tells somebody else",
    withNamed(rate, (one) => ({ ...one, message: "@slack-other" })),
    new RegExp(
      `${ofIncident(rate)}it does not tell @slack-fleet-rehearsal; .* it does not tell @oncall-fleet-rehearsal$`,
    ),
  ],
  [
    "a composite is not there",
    withNamed(theirs, () => []),
    /^"Incident: SendGrid fails, and the fault is theirs \(rehearsal\)" must have exactly one monitor, and has 0; mend: /,
  ],
  [
    "a composite judges by no ids",
    withNamed(theirs, (one) => ({ ...one, query: "sendgrid && status" })),
    new RegExp(`${ofIncident(theirs)}its query has sendgrid, .*: Datadog does not take its definition`),
  ],
  [
    "a composite judges another monitor",
    withNamed(theirs, (one) => ({ ...one, query: one.query.replace(/^\d+/, "104") })),
    new RegExp(
      `${ofIncident(theirs)}its query has 104, and must have the id of the monitor third-party-service-failure-sendgrid there$`,
    ),
  ],
  [
    "a composite speaks where the status page is well",
    withNamed(theirs, (one) => ({ ...one, query: one.query.replace("&& ", "&& !") })),
    new RegExp(
      `${ofIncident(theirs)}its query has !\\d+, and must have the id of the monitor status-sendgrid there$`,
    ),
  ],
  [
    "a composite judges one of its parts alone",
    withNamed(theirs, (one) => ({ ...one, query: one.query.replace(/ &&.*/, "") })),
    new RegExp(`${ofIncident(theirs)}its query joins 1 monitors, and must join 2$`),
  ],
  [
    "the monitor of a status page is not there",
    Object.values(accountMonitors()).filter(({ name }) => name !== "Status page of Mapbox"),
    /^the monitor \d+ of "Incident: Mapbox fails, and the fault is theirs .*must have the id of the monitor status-mapbox there; .*the fault is ours/,
  ],
  [
    "Datadog has made no monitor of the health test",
    withNamed("Health (rehearsal)", () => []),
    /^the test of the health address must have exactly one monitor, and has 0; mend: update the stack$/,
  ],
  [
    "the monitor of the health test is silenced",
    withNamed("Health (rehearsal)", (one) => ({
      ...one,
      options: { ...one.options, silenced: { "*": null } },
    })),
    /^the monitor \d+ of the test of the health address: it is muted for \*$/,
  ],
  [
    "the health test wakes nobody",
    withNamed("Health (rehearsal)", (one) => ({ ...one, priority: 2, message: "" })),
    /^the monitor \d+ of the test of the health address: its priority is 2, and must be 1; .* it does not tell @/,
  ],
  [
    "a flow is paused",
    withNamed("Flow: Login (rehearsal)", (one) => ({ ...one, overall_state: "No Data" })),
    /^the monitor \d+ of the test of the flow "Login": it has no data$/,
  ],
];
