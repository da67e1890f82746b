// One thing that is wrong with the stack for each rule, and one that nobody can know: what every way to run the rules must find.
import { Command } from "@pulumi/command/local/command.js";
import { Monitor } from "@pulumi/datadog/monitor.js";
import * as pulumi from "@pulumi/pulumi";
import { ProjectRollingRelease } from "@pulumiverse/vercel/projectRollingRelease.js";
import program from "../../index.ts";
import { types } from "../../policies/resourceTypes.ts";
import { type Change, firstIn } from "./changedRunbook.ts";
import { settingsOf } from "./inputs.ts";
import { vercelWith } from "./options.ts";
import { burnMonitor, queueMonitor } from "./ownMonitors.ts";
import { declaring, type Props, props, type Sabotage, unprotected } from "./sabotage.ts";

const one = /./;

/** The runbook watches for 240 hours: longer than point-in-time recovery reaches back. */
export const longerWatch: readonly Change[] = [
  ["[72-Hour Monitoring](#72-hour-monitoring)", "[240-Hour Monitoring](#240-hour-monitoring)"],
  ["## 72-Hour Monitoring", "## 240-Hour Monitoring"],
  ["### Hour 48-72:", "### Hour 48-240:"],
];

/**
 * For each rule one thing that breaks it (in the resources, or in the runbook that all of them derive from), and, where
 * it reads what a service could decide, one it cannot know.
 */
export const sabotages: Readonly<
  Record<string, { broken: Sabotage | readonly Change[]; unknown?: Sabotage }>
> = {
  "require-ready-release": {
    broken: props(types.gate, one, () => ({ blocking: ["a reason"] })),
    unknown: props(types.gate, one, (_, unknown) => ({ blocking: [unknown] })),
  },
  "review-loosening": {
    broken: props(types.gate, one, () => ({ loosened: ["alert/uptime: later than it was"] })),
    unknown: props(types.gate, one, (_, unknown) => ({ loosened: [unknown] })),
  },
  "require-monitor-per-threshold": {
    broken: props(types.monitor, /^monitor-uptime$/, ({ tags }) => ({
      tags: (tags as string[]).slice(0, -1),
    })),
    unknown: props(types.monitor, /^monitor-uptime$/, (_, unknown) => ({ tags: [unknown] })),
  },
  "match-thresholds-to-runbook": {
    broken: props(types.monitor, /^monitor-error-rate$/, ({ monitorThresholds }) => ({
      monitorThresholds: { ...(monitorThresholds as Props), warning: "0.7" },
    })),
    unknown: props(types.monitor, /^monitor-error-rate$/, ({ monitorThresholds }, unknown) => ({
      monitorThresholds: { ...(monitorThresholds as Props), warning: unknown },
    })),
  },
  "require-incident-monitors": {
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
    broken: props(types.monitor, /^incident-error-rate-spike$/, () => ({ priority: "3" })),
    unknown: props(types.monitor, /^incident-error-rate-spike$/, (_, unknown) => ({ priority: unknown })),
  },
  "order-thresholds": {
    // A monitor of no row: in a row's, other rules would find the same.
    broken: declaring(() => new Monitor("queue", queueMonitor({ warning: "90", warningRecovery: "80" }))),
    unknown: declaring((unknown) => new Monitor("queue", queueMonitor({ warning: unknown }))),
  },
  "require-recovery": {
    broken: props(types.monitor, /^monitor-error-rate$/, ({ monitorThresholds }) => ({
      monitorThresholds: { ...(monitorThresholds as Props), criticalRecovery: "1" },
    })),
    unknown: props(types.monitor, /^monitor-error-rate$/, ({ monitorThresholds }, unknown) => ({
      monitorThresholds: { ...(monitorThresholds as Props), criticalRecovery: unknown },
    })),
  },
  "state-missing-data": {
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
    broken: props(types.monitor, /^monitor-uptime$/, () => ({ priority: undefined })),
    unknown: props(types.monitor, /^monitor-uptime$/, (_, unknown) => ({ priority: unknown })),
  },
  "parse-monitor-queries": {
    broken: declaring(
      () => new Monitor("queue", { ...queueMonitor({}), query: "avg(last_5m):avg:queue.depth{*}} > 80" }),
    ),
    unknown: props(types.monitor, /error-rate/, (_, unknown) => ({ query: unknown })),
  },
  "match-query-to-critical": {
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
    broken: props(types.downtime, one, () => ({ scope: "env:elsewhere" })),
    unknown: props(types.downtime, one, (_, unknown) => ({ scope: unknown })),
  },
  "refuse-wildcard-downtimes": {
    broken: props(types.downtime, one, () => ({ scope: "*" })),
    unknown: props(types.downtime, one, (_, unknown) => ({ monitorIdentifier: { monitorTags: [unknown] } })),
  },
  "match-dashboard-to-runbook": {
    broken: props(types.dashboard, one, ({ dashboard }) => ({
      dashboard: String(dashboard).replace("y = 0.5", "y = 0.7"),
    })),
    unknown: props(types.dashboard, one, (_, unknown) => ({ dashboard: unknown })),
  },
  "notify-configured-handles": {
    broken: props(types.monitor, /^monitor-uptime$/, ({ message }) => ({
      message: `${String(message)} @slack-nobody`,
    })),
    unknown: props(types.monitor, /^monitor-uptime$/, (_, unknown) => ({ escalationMessage: unknown })),
  },
  "require-sentry-alerts": {
    broken: props(types.sentryIssueAlert, /frequent$/, ({ conditions }) => ({
      conditions: (conditions as Props[]).map((one) => ({ ...one, value: "100000" })),
    })),
    unknown: props(types.sentryMetricAlert, /crash-free$/, (_, unknown) => ({ aggregate: unknown })),
  },
  "scope-alerts-to-environment": {
    broken: props(types.sentryIssueAlert, /regression/, () => ({ environment: "elsewhere" })),
    unknown: props(types.sentryIssueAlert, /regression/, (_, unknown) => ({ environment: unknown })),
  },
  "require-protected-backups": {
    broken: props(types.command, /schedule/, ({ environment }) => ({
      environment: { ...(environment as Props), PITR_DAYS: "28" },
    })),
    unknown: props(types.command, /schedule/, ({ environment }, unknown) => ({
      environment: { ...(environment as Props), PITR_DAYS: unknown },
    })),
  },
  "keep-backup-outside-window": {
    broken: [[firstIn(/first Sunday, .* UTC/), "first Sunday, 11 PM-1 AM UTC"]],
    unknown: props(types.command, /schedule/, ({ environment }, unknown) => ({
      environment: { ...(environment as Props), BACKUP_TIME: unknown },
    })),
  },
  "keep-recovery-until-noticed": {
    broken: [...longerWatch],
    unknown: props(types.command, /schedule/, ({ environment }, unknown) => ({
      environment: { ...(environment as Props), PITR_DAYS: unknown },
    })),
  },
  "keep-secrets-in-production": {
    broken: props(types.vercelVariable, /DATABASE_URL/, () => ({ targets: ["production", "preview"] })),
    unknown: props(types.vercelVariable, /DATABASE_URL/, (_, unknown) => ({ targets: [unknown] })),
  },
  "keep-stacks-apart": {
    broken: props(types.vercelVariable, /DATABASE_URL/, () => ({
      value: `postgresql://postgres.${settingsOf("prod").supabase.projectRef}:made-up@pooler.example:5432/postgres`,
    })),
    unknown: props(types.vercelVariable, /DATABASE_URL/, (_, unknown) => ({ value: unknown })),
  },
  "require-sensitive-variables": {
    broken: props(types.vercelVariable, /DATABASE_URL/, () => ({ sensitive: false })),
    unknown: props(types.vercelVariable, /DATABASE_URL/, (_, unknown) => ({
      key: unknown,
      sensitive: false,
    })),
  },
  "protect-stateful-resources": { broken: unprotected(types.vercelDomain) },
  "match-production-to-config": {
    broken: props(types.vercelProject, one, ({ gitRepository }) => ({
      gitRepository: { ...(gitRepository as Props), productionBranch: "develop" },
    })),
    unknown: props(types.vercelProject, one, ({ gitRepository }, unknown) => ({
      gitRepository: { ...(gitRepository as Props), productionBranch: unknown },
    })),
  },
  "require-deployment-protection": {
    broken: props(types.vercelProject, one, () => ({ vercelAuthentication: { deploymentType: "none" } })),
    unknown: props(types.vercelProject, one, (_, unknown) => ({
      vercelAuthentication: { deploymentType: unknown },
    })),
  },
  "keep-rollback-candidates": {
    broken: props(types.vercelRetention, one, () => ({ expirationProduction: "1d" })),
    unknown: props(types.vercelRetention, one, (_, unknown) => ({ expirationProduction: unknown })),
  },
  "keep-functions-beside-database": {
    broken: props(types.vercelProject, one, () => ({
      resourceConfig: { functionDefaultRegions: ["iad1"] },
    })),
    unknown: props(types.vercelProject, one, (_, unknown) => ({
      resourceConfig: { functionDefaultRegions: [unknown] },
    })),
  },
  "match-switches-to-config": {
    broken: declaring(
      () =>
        new ProjectRollingRelease("leftover", {
          projectId: "prj_fleet",
          advancementType: "manual-approval",
          stages: [{ targetPercentage: 10 }, { targetPercentage: 100 }],
        }),
    ),
  },
  "keep-domains-unassigned": {
    broken: props(types.vercelProject, one, () => ({ autoAssignCustomDomains: true })),
    unknown: props(types.vercelProject, one, (_, unknown) => ({
      autoAssignCustomDomains: unknown.apply((text) => text === ""),
    })),
  },
};

/** For each rule that reads the settings alone, what breaks it in the rehearsal's config. */
export const settingsSabotages: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  "accept-what-is-off": vercelWith({ rollingRelease: { enabled: false } }),
};

/** The project's own program, after the sabotage is in place. */
export function sabotaged(sabotage: Sabotage): () => Promise<Record<string, unknown>> {
  return async () => {
    const later = new Command("later", { create: "echo later" });
    pulumi.runtime.registerStackTransformation(sabotage(later.stdout));
    return await program();
  };
}
