// What Vercel may say of a project, and what each collector that asks it makes of that.
import assert from "node:assert/strict";
import type { Collector } from "../../operations/collect/collector.ts";
import { environment } from "../../operations/collect/environment.ts";
import { rollbackPlan } from "../../operations/collect/rollbackPlan.ts";
import { secrets } from "../../operations/collect/secrets.ts";
import { readyVercel, type VercelState } from "../../rehearsal/services/vercel.ts";
import type { Migration } from "../../release/release.ts";
import type { Given } from "./collecting.ts";
import { settingsOf } from "./inputs.ts";

interface Row {
  readonly what: string;
  readonly collector: Collector;
  readonly vercel?: Partial<VercelState>;
  readonly given?: Given;
  readonly result: "pass" | "fail" | "unknown";
  readonly says: string;
}

const [release, serving, before] = readyVercel.deployments;
assert.ok(release && serving && before);
const released = "9f1c2b7e4d6a8053c1e7b92f40a6d358be71c904";
const nothingThere = `no deployment that is ready, was in production and has another commit than ${released}; required: one to go back to; mend: deploy and promote one, or give the item up with \`npm run runbook -- waive\``;
const without = (name: string) => ({
  production: readyVercel.variables.production.filter((one) => one !== name),
  preview: [name],
});
const ofSettings = (vercel: object): Given => {
  const settings = settingsOf("rehearsal");
  return { inputs: { settings: { ...settings, vercel: { ...settings.vercel, ...vercel } } } };
};

const plans: readonly Row[] = [
  {
    what: "the deployment that serves now",
    collector: rollbackPlan,
    vercel: { deployments: [release, serving] },
    result: "pass",
    says: `production can go back to dpl_serving (marsana-fleet-rehearsal-dpl-serving.vercel.app), commit ${serving.commit}`,
  },
  {
    what: "one that has served before, where the release serves already",
    collector: rollbackPlan,
    vercel: { serving: "dpl_release" },
    result: "pass",
    says: `production can go back to dpl_before (marsana-fleet-rehearsal-dpl-before.vercel.app), commit ${before.commit}`,
  },
  {
    what: "nothing but the release's own commit",
    collector: rollbackPlan,
    vercel: { deployments: [release, { ...before, commit: released }], serving: "dpl_release" },
    result: "fail",
    says: nothingThere,
  },
  {
    what: "one that was never in production",
    collector: rollbackPlan,
    vercel: { deployments: [release, { ...before, rollbackCandidate: false }], serving: undefined },
    result: "fail",
    says: nothingThere,
  },
  {
    what: "one that is not ready",
    collector: rollbackPlan,
    vercel: { deployments: [release, { ...before, state: "ERROR" }], serving: undefined },
    result: "fail",
    says: nothingThere,
  },
  {
    what: "one whose commit nobody knows",
    collector: rollbackPlan,
    vercel: {
      deployments: [release, { id: "dpl_cli", state: "READY", rollbackCandidate: true }],
      serving: undefined,
    },
    result: "unknown",
    says: "Vercel does not say from which commit what could be gone back to was built",
  },
  {
    what: "a plan that restores the database, and no migration",
    collector: rollbackPlan,
    given: { release: { rollback: { plan: "Restore it", database: true } } },
    result: "fail",
    says: "rollback.database is true, and there is no migration: a restore would lose what was written since, and bring nothing back; required: rollback.database false",
  },
  {
    what: "a plan that leaves the database, and a migration that nothing brings back",
    collector: rollbackPlan,
    given: { release: { migrations: [migration("destructive", false)] } },
    result: "fail",
    says: "rollback.database is false, and nothing brings back what drizzle/0001.sql takes from the old code; required: rollback.database true, or migrations that can be undone without loss",
  },
];

function migration(kind: Migration["class"], reversible: boolean): Migration {
  return { file: "drizzle/0001.sql", class: kind, reversible, digest: "2".repeat(64) };
}

const variables: readonly Row[] = [
  {
    what: "every variable",
    collector: secrets,
    result: "pass",
    says: "all 8 variables are set for production",
  },
  ...readyVercel.variables.production.map(
    (name): Row => ({
      what: `${name} for another target only`,
      collector: secrets,
      vercel: { variables: without(name) },
      result: "fail",
      says: `${name} not set for production; mend: npm run up -- --stack rehearsal sets them`,
    }),
  ),
  {
    what: "a variable of config that is not there",
    collector: secrets,
    given: { inputs: { settings: { ...settingsOf("rehearsal"), variables: { MAP_STYLE: "dark" } } } },
    result: "fail",
    says: "MAP_STYLE not set for production; mend: npm run up -- --stack rehearsal sets them",
  },
  {
    what: "a variable that may be among those that are not shown",
    collector: secrets,
    vercel: { variables: without("DATABASE_URL"), hiddenVariables: 1 },
    result: "unknown",
    says: "DATABASE_URL not set for production, of those variables that VERCEL_API_TOKEN is shown",
  },
];

const domain = { name: "app.marsana.com", verified: true };
const environments: readonly Row[] = [
  {
    what: "everything as declared",
    collector: environment,
    result: "pass",
    says: "domain, production branch and regions are as config says",
  },
  {
    what: "another branch",
    collector: environment,
    vercel: { productionBranch: "master" },
    result: "fail",
    says: "the production branch is master; required: main",
  },
  {
    what: "any branch, where config links no repository",
    collector: environment,
    vercel: { productionBranch: "master" },
    given: ofSettings({ git: undefined }),
    result: "pass",
    says: "domain, production branch and regions are as config says",
  },
  {
    what: "another region",
    collector: environment,
    vercel: { functionRegions: ["iad1"] },
    result: "fail",
    says: "functions run in iad1; required: fra1",
  },
  {
    what: "one region too many",
    collector: environment,
    vercel: { functionRegions: ["fra1", "iad1"] },
    result: "fail",
    says: "functions run in fra1, iad1; required: fra1",
  },
  {
    what: "the regions in another order",
    collector: environment,
    vercel: { functionRegions: ["iad1", "fra1"] },
    given: { inputs: { functionRegions: ["fra1", "iad1"] } },
    result: "pass",
    says: "domain, production branch and regions are as config says",
  },
  {
    what: "no domain, and another branch",
    collector: environment,
    vercel: { domain: undefined, productionBranch: "dev" },
    result: "fail",
    says: "the production branch is dev; required: main; the project does not have the domain app.marsana.com",
  },
  {
    what: "a domain that is not verified",
    collector: environment,
    vercel: { domain: { ...domain, verified: false } },
    result: "fail",
    says: "the domain app.marsana.com is not verified",
  },
  {
    what: "a domain that leads elsewhere",
    collector: environment,
    vercel: { domain: { ...domain, redirect: "marsana.com" } },
    result: "fail",
    says: "the domain app.marsana.com sends visitors on to marsana.com",
  },
  {
    what: "a domain that shows a branch",
    collector: environment,
    vercel: { domain: { ...domain, gitBranch: "next" } },
    result: "fail",
    says: "the domain app.marsana.com shows next; required: production",
  },
];

export const vercelCases: readonly Row[] = [...plans, ...variables, ...environments];
