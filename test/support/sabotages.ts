// One thing that is wrong with the stack for each rule, and one that nobody can know: what every way to run the rules must find.
import { Command } from "@pulumi/command/local/command.js";
import * as pulumi from "@pulumi/pulumi";
import { ProjectRollingRelease } from "@pulumiverse/vercel/projectRollingRelease.js";
import program from "../../index.ts";
import { types } from "../../policies/resourceTypes.ts";
import { alertSabotages } from "./alertSabotages.ts";
import { type Change, firstIn } from "./changedRunbook.ts";
import { settingsOf } from "./inputs.ts";
import { vercelWith } from "./options.ts";
import { declaring, type Props, props, type Sabotage, type Sabotages, unprotected } from "./sabotage.ts";

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
export const sabotages: Sabotages = {
  "require-ready-release": {
    broken: props(types.gate, one, () => ({ blocking: ["a reason"] })),
    unknown: props(types.gate, one, (_, unknown) => ({ blocking: [unknown] })),
  },
  "review-loosening": {
    broken: props(types.gate, one, () => ({ loosened: ["alert/uptime: later than it was"] })),
    unknown: props(types.gate, one, (_, unknown) => ({ loosened: [unknown] })),
  },
  ...alertSabotages,
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
    batch: { broken: 2, unknown: 2 },
    broken: [[firstIn(/first Sunday, .* UTC/), "first Sunday, 11 PM-1 AM UTC"]],
    unknown: props(types.command, /schedule/, ({ environment }, unknown) => ({
      environment: { ...(environment as Props), BACKUP_TIME: unknown },
    })),
  },
  "keep-recovery-until-noticed": {
    batch: { broken: 2 },
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
    batch: { broken: 2, unknown: 2 },
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
