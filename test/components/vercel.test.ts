// What the program asks Vercel for, by the options of the config.
import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { projectArgs } from "../../components/WebApplication.ts";
import program from "../../index.ts";
import { settingsOf } from "../support/inputs.ts";
import { declared, type Recorded } from "../support/mocks.ts";
import { options, vercelWith } from "../support/options.ts";

describe("the application on Vercel", () => {
  after(() => pulumi.runtime.setAllConfig({}));

  const vercel = async (values: Readonly<Record<string, unknown>> = {}): Promise<Recorded[]> =>
    (await declared({ values })).filter(({ type }) => type.startsWith("vercel:"));

  const namesIn = (resources: readonly Recorded[]) =>
    resources.map(({ name }) => name).filter((name) => !name.startsWith("application-variable-"));

  function inputsOf(resources: readonly Recorded[], name: string): Record<string, unknown> {
    const found = resources.find((one) => one.name === name);
    assert.ok(found, `${name} is not declared`);
    return found.inputs;
  }

  const added = async (option: string): Promise<string[]> => {
    const without = namesIn(await vercel());
    return namesIn(await vercel(options[option])).filter((name) => !without.includes(name));
  };

  it("is linked, protected and run beside the database, and never promotes a build by itself", async () => {
    assert.deepEqual(inputsOf(await vercel(), "application-project"), {
      name: "marsana-fleet-rehearsal",
      framework: "nextjs",
      autoAssignCustomDomains: false,
      nodeVersion: "22.x",
      gitRepository: { type: "github", repo: "marsana/fleet", productionBranch: "main" },
      skewProtection: "12 hours",
      vercelAuthentication: { deploymentType: "standard_protection_new" },
      resourceConfig: {
        fluid: true,
        functionDefaultCpuType: "standard",
        functionDefaultRegions: ["fra1"],
      },
    });
  });

  it("is protected in the words of the plugin, which are not those of config", () => {
    const { vercel: settings } = settingsOf("rehearsal");
    const words = {
      standardProtectionNew: "standard_protection_new",
      standardProtection: "standard_protection",
      allDeployments: "all_deployments",
    } as const;
    const none = { domain: "a.example", functionRegions: [], variables: {}, adopt: { vercelVariables: {} } };
    type Protection = Parameters<typeof projectArgs>[0]["protection"]["deployments"];
    const protectedBy = (deployments: Protection, trustedIps: string[]) => {
      const protection = { deployments, trustedIps };
      const args = projectArgs({ ...settings, ...none, protection });
      return [args.vercelAuthentication, args.trustedIps];
    };
    for (const deployments of ["standardProtectionNew", "standardProtection", "allDeployments"] as const) {
      const deploymentType = words[deployments];
      const trusted = {
        addresses: [{ value: "192.0.2.0/24" }],
        deploymentType,
        protectionMode: "trusted_ip_required",
      };
      assert.deepEqual(protectedBy(deployments, ["192.0.2.0/24"]), [{ deploymentType }, trusted]);
    }
    assert.deepEqual(protectedBy("onlyPreviewDeployments", []), [
      { deploymentType: "only_preview_deployments" },
      undefined,
    ]);
    assert.deepEqual(protectedBy("none", []), [{ deploymentType: "none" }, undefined]);
  });

  it("declares these by default, and nothing else", async () => {
    assert.deepEqual(namesIn(await vercel()).sort(), [
      "application-domain",
      "application-project",
      "deployments-retention",
      "edge-item-featureFlags",
      "edge-item-maintenanceBanner",
      "edge-store",
      "edge-token",
    ]);
  });

  it("reads its store with a variable that nobody can read back, and has none without a store", async () => {
    const { projectId: _, ...variable } = inputsOf(await vercel(), "application-variable-EDGE_CONFIG");
    assert.deepEqual(
      [variable["key"], variable["sensitive"], variable["targets"]],
      ["EDGE_CONFIG", true, ["production"]],
    );
    const without = await vercel(options["nothing but what must be"]);
    assert.deepEqual(namesIn(without).sort(), [
      "application-domain",
      "application-project",
      "deployments-retention",
    ]);
    assert.ok(!without.some(({ name }) => name === "application-variable-EDGE_CONFIG"));
  });

  it("shows the runbook's window in the banner, unless config says otherwise", async () => {
    const banner = async (values = {}) =>
      inputsOf(await vercel(values), "edge-item-maintenanceBanner")["valueJson"];
    assert.deepEqual(await banner(), {
      shown: false,
      text: "Planned maintenance: Monthly (first Sunday, 2-4 AM UTC)",
    });
    assert.deepEqual(await banner(options["vercel.edgeConfig"]), { shown: true, text: "Back at four." });
  });

  it("excepts the health check's domain where that is protected too, unless told not to", async () => {
    assert.deepEqual(await added("vercel.protection"), [
      "exceptions-app.marsana.com",
      "exceptions-old.marsana.com",
    ]);
    const closed = { deployments: "allDeployments", exceptHealthCheck: false };
    const resources = await vercel(vercelWith({ protection: closed }));
    assert.ok(!namesIn(resources).some((name) => name.startsWith("exceptions-")));
  });

  it("adds a webhook, a rolling release, an environment and drains as they are asked for", async () => {
    assert.deepEqual(await added("vercel.webhook"), ["webhook-deployments"]);
    assert.deepEqual(await added("vercel.rollingRelease"), ["deployments-rolling-release"]);
    assert.deepEqual((await added("vercel.stagingEnvironment")).sort(), [
      "staging-domain",
      "staging-environment",
    ]);
    assert.deepEqual((await added("vercel.drains")).sort(), ["drains-logs", "drains-traces"]);
  });

  it("puts out the secret by which the webhook's receiver knows Vercel, as a secret, and only with a webhook", async () => {
    const outputs = async (values: Readonly<Record<string, unknown>> = {}) => {
      let found: Record<string, unknown> = {};
      await declared({ values }, async () => {
        found = await program();
      });
      return found["deploymentWebhookSecret"];
    };
    assert.equal(await outputs(), undefined);
    const secret = await outputs(options["vercel.webhook"]);
    assert.ok(pulumi.Output.isInstance(secret));
    assert.equal(await pulumi.isSecret(secret), true);
  });

  it("gives the staging environment none of production's variables", async () => {
    const resources = await vercel(options["vercel.stagingEnvironment"]);
    const variables = resources.filter(({ type }) => type.endsWith(":ProjectEnvironmentVariable"));
    assert.ok(variables.length > 0);
    for (const { inputs } of variables) {
      assert.deepEqual(inputs["targets"], ["production"]);
      assert.equal(inputs["customEnvironmentIds"], undefined);
    }
  });

  it("sends logs and traces to the site of the account", async () => {
    const datadog = { site: "datadoghq.eu", service: "marsana-fleet", handle: "@slack-fleet" };
    const resources = await vercel({ ...options["vercel.drains"], "marsana-fleet:datadog": datadog });
    assert.deepEqual(
      ["drains-logs", "drains-traces"].map((name) => inputsOf(resources, name)["endpoint"]),
      [
        "https://http-intake.logs.datadoghq.eu/api/v2/logs?ddsource=vercel",
        "https://otlp.datadoghq.eu/v1/traces",
      ],
    );
  });
});
