// The rules about domain, branch, protection, retention and region, on what the program declares, one thing changed.
import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { readSettings } from "../../config.ts";
import { keepFunctionsBesideDatabase } from "../../policies/keepFunctionsBesideDatabase.ts";
import { keepRollbackCandidates } from "../../policies/keepRollbackCandidates.ts";
import { keepSecretsInProduction } from "../../policies/keepSecretsInProduction.ts";
import { keepStacksApart } from "../../policies/keepStacksApart.ts";
import { matchProductionToConfig } from "../../policies/matchProductionToConfig.ts";
import { requireDeploymentProtection } from "../../policies/requireDeploymentProtection.ts";
import { types } from "../../policies/resourceTypes.ts";
import type { CheckedResource, ResourceRule, StackRule } from "../../policies/rule.ts";
import { rehearsalInputs, resource, settingsOf, verdictOf } from "../support/inputs.ts";
import { declared } from "../support/mocks.ts";
import { options } from "../support/options.ts";

const inputs = rehearsalInputs();
const { vercel } = inputs.settings;

/** The inputs with some settings of Vercel changed. */
const configured = (changes: Partial<typeof vercel>) =>
  rehearsalInputs({ ...inputs.settings, vercel: { ...vercel, ...changes } });

const passing = [
  matchProductionToConfig,
  requireDeploymentProtection,
  keepRollbackCandidates,
  keepFunctionsBesideDatabase,
  keepSecretsInProduction,
  keepStacksApart,
];

describe("the rules about Vercel", () => {
  let stack: CheckedResource[];
  before(async () => {
    stack = (await declared()).map(({ type, name, inputs: props }) => resource(type, props, { name }));
  });
  after(() => pulumi.runtime.setAllConfig({}));

  /** The verdict on the whole stack with the one resource of a type changed. */
  function verdict(rule: ResourceRule | StackRule, type: string, change: object, judged = inputs): string[] {
    const changed = stack.map((one) =>
      one.type === type ? { ...one, props: { ...one.props, ...change } } : one,
    );
    return verdictOf(rule, changed, judged);
  }

  for (const rule of passing) {
    it(`pass what the program declares: ${rule.name}`, () => {
      assert.deepEqual(verdictOf(rule, stack, inputs), []);
    });
  }

  for (const [name, values] of Object.entries(options)) {
    it(`pass every option of the config, as do the rules about secrets and stacks: ${name}`, async () => {
      const resources = (await declared({ values })).map((one) =>
        resource(one.type, one.inputs, { name: one.name }),
      );
      const judged = rehearsalInputs(readSettings("rehearsal"));
      for (const rule of passing) assert.deepEqual(verdictOf(rule, resources, judged), []);
    });
  }

  describe("match-production-to-config", () => {
    const git = { type: "github", repo: "marsana/fleet", productionBranch: "main" };

    it("refuses another branch, another repository, and no repository at all", () => {
      const judge = (gitRepository: object | undefined) =>
        verdict(matchProductionToConfig, types.vercelProject, { gitRepository });
      assert.deepEqual(judge({ ...git, productionBranch: "develop" }), [
        "application-project: the repository's productionBranch is develop, and must be main, as configured; mend: take it from marsana-fleet:vercel.git",
      ]);
      assert.equal(judge({ ...git, repo: "marsana/other" }).length, 1);
      assert.equal(judge(undefined).length, 3);
    });

    it("refuses a repository where config links none", () => {
      assert.equal(verdictOf(matchProductionToConfig, stack, configured({ git: undefined })).length, 3);
    });

    it("refuses another domain in place of production's", () => {
      assert.deepEqual(verdict(matchProductionToConfig, types.vercelDomain, { domain: "app.example.com" }), [
        "stack: the stack must declare the domain app.marsana.com exactly once, and does so 0 times; mend: declare WebApplication once",
        "application-domain: the domain app.example.com must be app.marsana.com, as configured; mend: take it away, or configure it",
      ]);
    });

    it("refuses a domain that leads elsewhere than to production", () => {
      assert.deepEqual(
        verdict(matchProductionToConfig, types.vercelDomain, { redirect: "other.example.com" }),
        [
          "application-domain: app.marsana.com must lead to production, and has a redirect; mend: take that away",
        ],
      );
    });

    it("passes the domain of the configured staging environment, and no other beside production's", async () => {
      const withStaging = (await declared({ values: options["vercel.stagingEnvironment"] ?? {} })).map(
        ({ type, name, inputs: props }) => resource(type, props, { name }),
      );
      const stagingEnvironment = { name: "staging", branch: "staging", domain: "staging.marsana.com" };
      assert.deepEqual(
        verdictOf(matchProductionToConfig, withStaging, configured({ stagingEnvironment })),
        [],
      );
      assert.equal(verdictOf(matchProductionToConfig, withStaging, inputs).length, 1);
      const loose = withStaging.map((one) =>
        one.props["domain"] === "staging.marsana.com"
          ? { ...one, props: { ...one.props, customEnvironmentId: undefined } }
          : one,
      );
      assert.deepEqual(verdictOf(matchProductionToConfig, loose, configured({ stagingEnvironment })), [
        "staging-domain: the domain staging.marsana.com must lead to the staging environment, and leads to production; mend: set its customEnvironmentId",
      ]);
    });

    it("refuses a stack without a project, and one with two", () => {
      const mend = "mend: declare WebApplication once";
      const projects = stack.filter(({ type }) => type === types.vercelProject);
      const without = stack.filter(({ type }) => type !== types.vercelProject);
      assert.deepEqual(verdictOf(matchProductionToConfig, without, inputs), [
        `stack: the stack must declare exactly one Vercel project, and does so 0 times; ${mend}`,
      ]);
      assert.deepEqual(verdictOf(matchProductionToConfig, [...stack, ...projects], inputs), [
        `stack: the stack must declare exactly one Vercel project, and does so 2 times; ${mend}`,
      ]);
    });
  });

  describe("require-deployment-protection", () => {
    const judge = (deploymentType: string | undefined, judged = inputs) =>
      verdict(
        requireDeploymentProtection,
        types.vercelProject,
        { vercelAuthentication: { deploymentType } },
        judged,
      );

    it("refuses no protection, and one of previews alone, also where config says so", () => {
      const open = { none: "none", onlyPreviewDeployments: "only_preview_deployments" } as const;
      for (const deployments of ["none", "onlyPreviewDeployments"] as const) {
        const judged = configured({ protection: { ...vercel.protection, deployments } });
        assert.deepEqual(judge(open[deployments], judged), [
          `application-project: deployment protection is ${open[deployments]}, and must be one of standard_protection_new, standard_protection, all_deployments; mend: set marsana-fleet:vercel.protection.deployments to one of standardProtectionNew, standardProtection, allDeployments`,
        ]);
      }
      assert.deepEqual(judge("standard_protection_new"), []);
      // Config's own spelling is none of the plugin's.
      assert.equal(judge("standardProtectionNew").length, 1);
      assert.equal(judge(undefined).length, 1);
    });

    it("refuses whatever lets requests pass without a login", () => {
      for (const opening of ["optionsAllowlist", "trustedSources"]) {
        assert.deepEqual(
          verdict(requireDeploymentProtection, types.vercelProject, {
            [opening]: { paths: [{ value: "/" }] },
          }),
          [
            `application-project: ${opening} lets requests pass without a login, and must not be set; mend: take it away`,
          ],
        );
      }
    });

    it("refuses an exception that config does not name, and passes the one that it does", () => {
      const exception = resource(types.vercelException, { alias: "old.marsana.com" });
      assert.deepEqual(verdictOf(requireDeploymentProtection, [exception], inputs), [
        "resource: old.marsana.com is reached without a login, and must not be, as configured; mend: take the exception away, or add the host to marsana-fleet:vercel.protection.exceptions",
      ]);
      const named = configured({ protection: { ...vercel.protection, exceptions: ["old.marsana.com"] } });
      assert.deepEqual(verdictOf(requireDeploymentProtection, [exception], named), []);
    });

    it("refuses another protection than the configured", () => {
      assert.deepEqual(judge("all_deployments"), [
        "application-project: deployment protection is all_deployments, and must be standard_protection_new, as configured",
      ]);
    });
  });

  describe("keep-rollback-candidates", () => {
    const judge = (expirationProduction: string, judged = inputs) =>
      verdict(keepRollbackCandidates, types.vercelRetention, { expirationProduction }, judged);

    it("refuses a span that ends before the runbook's monitoring does", () => {
      assert.deepEqual(judge("1d"), [
        'deployments-retention: production deployments are kept for 1d, and must be kept for 72 h, until "Transition to Normal Operations" of the runbook ends; mend: set marsana-fleet:vercel.retention.production to a longer span',
      ]);
    });

    it("follows the runbook: longer monitoring asks for a longer span", () => {
      const [first, ...rest] = inputs.runbook.monitoring;
      assert.ok(first);
      const longer = { ...inputs.runbook, monitoring: [...rest, { ...first, toHour: 8 * 24 }] };
      assert.deepEqual(judge("1w"), []);
      assert.equal(judge("1w", { ...inputs, runbook: longer }).length, 1);
      assert.deepEqual(judge("1m", { ...inputs, runbook: longer }), []);
    });

    it("refuses a span that nobody knows, and no retention at all", () => {
      assert.equal(judge("2w").length, 1);
      const without = stack.filter(({ type }) => type !== types.vercelRetention);
      assert.equal(verdictOf(keepRollbackCandidates, without, inputs).length, 1);
    });
  });

  describe("keep-functions-beside-database", () => {
    const judge = (functionDefaultRegions: string[] | undefined, judged = inputs) =>
      verdict(
        keepFunctionsBesideDatabase,
        types.vercelProject,
        { resourceConfig: { functionDefaultRegions } },
        judged,
      );

    it("refuses functions elsewhere, in part too, and none that are named", () => {
      assert.deepEqual(judge(["fra1", "iad1"]), [
        "application-project: functions run in iad1, and must run where the database is, eu-central-1; mend: take marsana-fleet:vercel.functions.regions away, or set marsana-fleet:vercel.functions.acceptOtherRegion to true",
      ]);
      assert.equal(judge([]).length, 1);
      assert.equal(judge(undefined).length, 1);
    });

    it("refuses functions that an older property sends elsewhere", () => {
      assert.equal(
        verdict(keepFunctionsBesideDatabase, types.vercelProject, { serverlessFunctionRegion: "iad1" })
          .length,
        1,
      );
    });

    it("passes them where config accepts it", () => {
      const { functions } = settingsOf("rehearsal").vercel;
      assert.deepEqual(
        judge(["iad1"], configured({ functions: { ...functions, acceptOtherRegion: true } })),
        [],
      );
    });
  });
});
