// What commands came to, as the engine's events tell it: enough of each kind for a summary to be judged by.
import type { ResourceChange, RunResult, Violation } from "../../engine/result.ts";

const urnOf = (name: string): string => `urn:pulumi:prod::marsana-fleet::t::${name}`;

const changed = (op: ResourceChange["op"], type: string, ...names: string[]): ResourceChange[] =>
  names.map((name) => ({ type, name, urn: urnOf(name), op, inputs: {} }));

const monitor = "datadog:index/monitor:Monitor";

/** A preview that passes: an edited threshold, and a row that is gone. */
export const passed: RunResult = {
  stack: "prod",
  command: "preview",
  result: "passed",
  release: { version: "1.0.0-rc1", commit: "9f1c2b7e4d6a8053c1e7b92f40a6d358be71c904" },
  at: "2026-02-03T09:00:00.000Z",
  changes: { create: 0, import: 0, update: 3, replace: 1, delete: 1, same: 100 },
  resources: [
    ...changed("update", monitor, "monitor-error-rate", "incident-error-rate-spike"),
    ...changed("update", "marsana:release:Gate", "gate"),
    ...changed("replace", "sentry:index/sentryIssueAlert:SentryIssueAlert", "errors-silence"),
    ...changed("delete", monitor, "monitor-uptime"),
    ...changed("same", monitor, "monitor-database-latency"),
  ],
  removedAlerts: [
    {
      name: "monitor-uptime",
      urn: urnOf("monitor-uptime"),
      when: '"Uptime (production)" is < 99.5%',
      replaced: false,
    },
    {
      name: "errors-silence",
      urn: urnOf("errors-silence"),
      when: 'it comes to "Silence (production)"',
      replaced: true,
    },
  ],
  violations: [],
  outputs: {
    links: {
      application: "https://app.marsana.com",
      dashboard: "[unknown]",
      monitors: { "error-rate": "https://app.datadoghq.com/monitors/216731960", uptime: "[unknown]" },
      objectives: { uptime: "[unknown]" },
    },
    dashboards: { Datadog: "https://app.datadoghq.com/", Sentry: "https://sentry.io/organizations/marsana/" },
    unmonitored: [],
    unwatched: ['no test goes through the critical flow "Login"'],
  },
  warnings: ["Not backed up: storage objects of Supabase project abc, which are copied nowhere."],
  log: ".state/last.log",
};

/** An update of a first release. */
export const updated: RunResult = {
  ...passed,
  command: "up",
  changes: { create: 42, import: 0, update: 0, replace: 0, delete: 0, same: 0 },
  resources: [
    ...changed("create", monitor, ...Array.from({ length: 40 }, (_, index) => `monitor-${index}`)),
    ...changed("create", "marsana:release:Gate", "gate"),
    ...changed("create", "marsana:release:Release", "release"),
  ],
  removedAlerts: [],
  warnings: [],
  recorded: "releases/1.0.0-rc1/evidence/20260203T090000Z-deployed.json",
  shown: "Datadog's graphs show this deployment.",
};

function unproven(phase: string, item: string): Violation {
  return {
    rule: `prove-${phase}-items`,
    level: "mandatory",
    resource: urnOf("gate"),
    message:
      `${phase}/${item} ("${item}") is overdue: nothing proves it; due 2026-02-01T09:00:00.000Z; ` +
      `mend: npm run runbook -- attest 1.1.0-rc1 ${phase}/${item} --by <you>`,
  };
}

const weakens = (what: string): Violation => ({
  rule: "review-loosening",
  level: "mandatory",
  resource: urnOf("gate"),
  message: `${what}; no second person has reviewed it; mend: undo it, or have somebody else look at it: npm run runbook -- accept-loosening 0123`,
});

/** A preview of a release of which nothing is proven, with changes that weaken. */
export const blocked: RunResult = {
  ...passed,
  result: "blocked",
  release: { version: "1.1.0-rc1", commit: "main" },
  removedAlerts: passed.removedAlerts.slice(0, 1),
  violations: [
    {
      rule: "await-release",
      level: "advisory",
      resource: urnOf("gate"),
      message:
        'require-approval ("the approver has let the release go") is pending: fleet-lead has not approved it; mend: npm run runbook -- approve 1.1.0-rc1',
    },
    ...["tests", "notes", "backup", "plan"].map((item) => unproven("48h", item)),
    ...["review", "secrets"].map((item) => unproven("1h", item)),
    weakens('alert/error-rate: the alert threshold of "Error Rate" is > 2%, and was > 1%'),
    weakens('alert/uptime: the alert threshold of "Uptime" (< 99.5%) is taken away'),
    {
      rule: "require-full-commit",
      level: "mandatory",
      resource: urnOf("gate"),
      message:
        'release 1.1.0-rc1 names the commit "main", which is not a full commit hash: what was checked and what is deployed could differ; mend: write the output of `git rev-parse main` into releases/1.1.0-rc1/release.yaml',
    },
  ],
  warnings: [
    ...passed.warnings,
    'This weakens what guards stack prod:\n  - alert/uptime: the alert threshold of "Uptime" (< 99.5%) is taken away\nno second person has reviewed it',
  ],
};

/** An update that the engine did not carry out. */
export const failed: RunResult = {
  ...passed,
  command: "up",
  result: "failed",
  changes: { create: 1, import: 0, update: 0, replace: 0, delete: 0, same: 7 },
  resources: changed("create", monitor, "monitor-error-rate"),
  removedAlerts: [],
  outputs: {},
  warnings: [],
  problems: [
    "the stack is currently locked by 1 lock(s).\n  file:///state/locks/1.json: created by somebody\nmend: wait for the other update, or, if there is none any more, pulumi cancel --stack prod",
  ],
};
