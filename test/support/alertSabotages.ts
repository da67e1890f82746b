// Of what is wrong with the stack, the part that concerns what Datadog watches, silences, draws and tells.
import { Monitor } from "@pulumi/datadog/monitor.js";
import { MonitorJson } from "@pulumi/datadog/monitorJson.js";
import { types } from "../../policies/resourceTypes.ts";
import { warningTag } from "../../signals/scope.ts";
import { settingsOf } from "./inputs.ts";
import { burnMonitor, queueMonitor } from "./ownMonitors.ts";
import { declaring, type Props, props, type Sabotages } from "./sabotage.ts";

const one = /./;

export const alertSabotages: Sabotages = {
  "require-monitor-per-threshold": {
    broken: props(types.monitor, /^monitor-error-rate$/, ({ tags }) => ({
      tags: (tags as string[]).slice(0, -1),
    })),
    unknown: props(types.monitor, /^monitor-uptime$/, (_, unknown) => ({ tags: [unknown] })),
  },
  "match-thresholds-to-runbook": {
    batch: { broken: 2 },
    broken: props(types.monitor, /^monitor-error-rate$/, ({ monitorThresholds }) => ({
      monitorThresholds: { ...(monitorThresholds as Props), warning: "0.7" },
    })),
    unknown: props(types.monitor, /^monitor-error-rate$/, ({ monitorThresholds }, unknown) => ({
      monitorThresholds: { ...(monitorThresholds as Props), warning: unknown },
    })),
  },
  "match-warnings-to-runbook": {
    // Where warnings are told at any time, as in the rehearsal, there is none of their monitors.
    broken: declaring(
      () => new Monitor("queue", { ...queueMonitor({}), tags: ["team:marsana-fleet", warningTag] }),
    ),
    unknown: declaring((unknown) => new Monitor("queue", { ...queueMonitor({}), tags: [unknown] })),
  },
  "match-on-call-to-config": {
    broken: props(types.onCallPolicy, one, ({ steps }) => ({ steps: (steps as Props[]).slice(1) })),
    unknown: props(types.onCallPolicy, one, ({ steps }, unknown) => ({
      steps: (steps as Props[]).map((step, index) =>
        index === 0 ? step : { ...step, targets: [{ user: unknown }] },
      ),
    })),
  },
  "require-incident-monitors": {
    batch: { unknown: 2 },
    broken: props(types.monitor, /^incident-.*-cpu$/, () => ({ name: "CPU" })),
    unknown: props(types.monitor, /^incident-.*-cpu$/, (_, unknown) => ({ name: unknown })),
  },
  "match-incident-monitors": {
    broken: props(types.monitor, /^incident-error-rate-spike$/, ({ query, monitorThresholds }) => ({
      query: String(query).replace(/> .*$/, "> 50"),
      monitorThresholds: { ...(monitorThresholds as Props), critical: "50" },
    })),
    unknown: props(types.monitor, /^incident-error-rate-spike$/, (_, unknown) => ({ query: unknown })),
  },
  "page-incidents": {
    // Without a page, so that it is of the wrong priority alone.
    broken: props(types.monitor, /^incident-error-rate-spike$/, ({ message }) => ({
      priority: "2",
      message: String(message).replaceAll("@oncall-fleet-rehearsal", ""),
    })),
    unknown: props(types.monitor, /^incident-error-rate-spike$/, (_, unknown) => ({ priority: unknown })),
  },
  "order-thresholds": {
    batch: { broken: 2, unknown: 2 },
    // A monitor of no row: in a row's, other rules would find the same.
    broken: declaring(() => new Monitor("queue", queueMonitor({ warning: "90", warningRecovery: "80" }))),
    unknown: declaring((unknown) => new Monitor("queue", queueMonitor({ warning: unknown }))),
  },
  "require-recovery": {
    batch: { broken: 2, unknown: 2 },
    broken: props(types.monitor, /^monitor-error-rate$/, ({ monitorThresholds }) => ({
      monitorThresholds: { ...(monitorThresholds as Props), criticalRecovery: "1" },
    })),
    unknown: props(types.monitor, /^monitor-error-rate$/, ({ monitorThresholds }, unknown) => ({
      monitorThresholds: { ...(monitorThresholds as Props), criticalRecovery: unknown },
    })),
  },
  "state-missing-data": {
    batch: { unknown: 5 },
    broken: props(types.monitor, /^monitor-uptime$/, () => ({ onMissingData: "default" })),
    unknown: props(types.monitor, /^monitor-uptime$/, (_, unknown) => ({ onMissingData: unknown })),
  },
  "match-objectives-to-runbook": {
    broken: props(types.objective, /uptime/, ({ thresholds }) => ({
      thresholds: [{ ...(thresholds as Props[])[0], target: 99 }],
    })),
    unknown: props(types.objective, /uptime/, ({ thresholds }, unknown) => ({
      thresholds: [{ ...(thresholds as Props[])[0], target: unknown.apply(Number) }],
    })),
  },
  "reach-burn-rates": {
    broken: declaring(() => new Monitor("burn", burnMonitor("1001"))),
    unknown: declaring((unknown) => new Monitor("burn", burnMonitor(unknown))),
  },
  "require-owner-and-priority": {
    batch: { unknown: 3 },
    broken: props(types.monitor, /^monitor-uptime$/, () => ({ priority: undefined })),
    unknown: props(types.monitor, /^monitor-uptime$/, (_, unknown) => ({ priority: unknown })),
  },
  "refuse-monitor-json": {
    broken: declaring(() => new MonitorJson("queue", { monitor: JSON.stringify(queueMonitor({})) })),
  },
  "parse-monitor-queries": {
    batch: { broken: 3, unknown: 4 },
    broken: declaring(
      () => new Monitor("queue", { ...queueMonitor({}), query: "avg(last_5m):avg:queue.depth{*}} > 80" }),
    ),
    unknown: props(types.monitor, /error-rate/, (_, unknown) => ({ query: unknown })),
  },
  "match-query-to-critical": {
    batch: { broken: 5, unknown: 4 },
    broken: props(types.monitor, /^monitor-error-rate$/, ({ query }) => ({
      query: String(query).replace(/\d+$/, "7"),
    })),
    unknown: props(types.monitor, /^monitor-error-rate$/, (_, unknown) => ({ query: unknown })),
  },
  "require-runbook-in-message": {
    broken: props(types.monitor, /^monitor-uptime$/, ({ message }) => ({
      message: String(message).replaceAll(settingsOf("rehearsal").runbookUrl, "https://elsewhere.example"),
    })),
    unknown: props(types.monitor, /^monitor-uptime$/, (_, unknown) => ({ message: unknown })),
  },
  "route-by-severity": {
    batch: { broken: 2 },
    broken: props(types.monitor, /^monitor-uptime$/, ({ message }) => ({
      message: String(message).replace(/@\S+$/, "{{#is_recovery}} $& {{/is_recovery}}"),
    })),
    unknown: props(types.monitor, /^monitor-uptime$/, (_, unknown) => ({ message: unknown })),
  },
  "require-synthetic-checks": {
    broken: props(types.syntheticsTest, /health/, () => ({ status: "paused" })),
    unknown: props(types.syntheticsTest, /health/, (_, unknown) => ({ locations: [unknown] })),
  },
  "match-downtime-to-runbook": {
    // Every monitor of the stack, as long as it has no tag of its own for those that may be muted.
    broken: props(types.downtime, /^maintenance-monthly/, () => ({
      monitorIdentifier: { monitorTags: ["env:rehearsal", "service:marsana-fleet", "source:runbook"] },
    })),
    unknown: props(types.downtime, /^maintenance-monthly/, (_, unknown) => ({ scope: unknown })),
  },
  "keep-damage-awake": {
    broken: props(types.monitor, /^incident-.*-cpu$/, ({ tags }) => ({
      tags: [...(tags as string[]), "runbook-maintenance:muted"],
    })),
    unknown: props(types.monitor, /^incident-.*-cpu$/, ({ tags }, unknown) => ({
      tags: [...(tags as string[]), unknown],
    })),
  },
  "match-lingering-downtimes": {
    broken: props(types.downtime, /after-uptime/, () => ({ notifyEndStates: ["warn"] })),
    unknown: props(types.downtime, /after-uptime/, (_, unknown) => ({ notifyEndStates: [unknown] })),
  },
  "refuse-wildcard-downtimes": {
    batch: { unknown: 2 },
    broken: props(types.downtime, /^maintenance-monthly/, () => ({ scope: "*" })),
    unknown: props(types.downtime, /^maintenance-monthly/, (_, unknown) => ({
      monitorIdentifier: { monitorTags: [unknown] },
    })),
  },
  "match-dashboard-to-runbook": {
    broken: props(types.dashboard, one, ({ dashboard }) => ({
      dashboard: String(dashboard).replace("y = 0.5", "y = 0.7"),
    })),
    unknown: props(types.dashboard, one, (_, unknown) => ({ dashboard: unknown })),
  },
  "keep-within-budget": {
    batch: { broken: 4 },
    broken: declaring(() => {
      const { monitors } = settingsOf("rehearsal").datadog.budget ?? { monitors: 0 };
      const names = Array.from({ length: monitors }, (_, index) => `Queue ${index}`);
      return names.map((name) => new Monitor(name.toLowerCase(), { ...queueMonitor({}), name }));
    }),
  },
  "notify-configured-handles": {
    batch: { unknown: 4 },
    broken: props(types.monitor, /^monitor-uptime$/, ({ message }) => ({
      message: `${String(message)} @slack-nobody`,
    })),
    unknown: props(types.monitor, /^monitor-uptime$/, (_, unknown) => ({ escalationMessage: unknown })),
  },
};
