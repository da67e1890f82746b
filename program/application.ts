// Wires inputs into the application on Vercel, and what is declared around it.

import type * as pulumi from "@pulumi/pulumi";
import { DatadogDrains, drainEndpoints } from "../components/DatadogDrains.ts";
import { DeploymentLifecycle } from "../components/DeploymentLifecycle.ts";
import { DeploymentWebhook } from "../components/DeploymentWebhook.ts";
import { EdgeSettings } from "../components/EdgeSettings.ts";
import type { ErrorTracking } from "../components/ErrorTracking.ts";
import { exceptedHosts, ProtectionExceptions } from "../components/ProtectionExceptions.ts";
import { StagingEnvironment, type StagingEnvironmentArgs } from "../components/StagingEnvironment.ts";
import { type Variable, WebApplication } from "../components/WebApplication.ts";
import type { Config } from "../config.ts";
import { secretKeys } from "../inputs/credentials.ts";
import type { Inputs } from "../inputs/inputs.ts";
import { madeVariables, supabaseUrlVariable } from "../inputs/variables.ts";

export interface WebApplicationParts {
  readonly application: WebApplication;
  /** With which the receiver of the webhook checks that a message is Vercel's; undefined without a webhook. */
  readonly signingSecret: pulumi.Output<string> | undefined;
}

/** The application on Vercel, and everything that is declared around its project. */
export function webApplication(
  inputs: Inputs,
  config: Config,
  tracking: ErrorTracking | undefined,
): WebApplicationParts {
  const { settings, domain, functionRegions, datadog } = inputs;
  const { vercel } = settings;
  const { teamId, protection, retention, rollingRelease, webhook } = vercel;
  const edge = edgeSettings(inputs);
  const variables = variablesOf(config, tracking, edge);
  const application = new WebApplication("application", {
    ...vercel,
    domain,
    functionRegions,
    variables,
    adopt: settings.adopt,
  });
  const shared = { projectId: application.project.id, teamId };
  const staging = environmentOf(inputs, shared);
  const hosts = exceptedHosts(domain, protection);
  const domains = [application.domain, ...(staging?.domain ? [staging.domain] : [])];
  if (hosts.length > 0) new ProtectionExceptions("exceptions", { ...shared, hosts, domains });
  new DeploymentLifecycle("deployments", {
    ...shared,
    retention,
    rollingRelease: rollingRelease.enabled ? rollingRelease : undefined,
  });
  const told = webhook && new DeploymentWebhook("webhook", { ...shared, ...webhook });
  const endpoints = datadog === undefined ? {} : drainEndpoints(datadog.site, vercel.drains);
  if (Object.keys(endpoints).length > 0 && config.datadogApiKey !== undefined)
    new DatadogDrains("drains", { ...shared, ...endpoints, apiKey: config.datadogApiKey });
  return { application, signingSecret: told?.signingSecret };
}

/** The environment beside production and preview, where config asks for one. */
function environmentOf(
  { settings }: Inputs,
  shared: Pick<StagingEnvironmentArgs, "projectId" | "teamId">,
): StagingEnvironment | undefined {
  const { stagingEnvironment } = settings.vercel;
  if (stagingEnvironment === undefined) return undefined;
  const { name: environmentName, branch, domain } = stagingEnvironment;
  return new StagingEnvironment("staging", { ...shared, environmentName, branch, domain });
}

function edgeSettings({ settings, runbook }: Inputs): EdgeSettings | undefined {
  const { edgeConfig, projectName, teamId } = settings.vercel;
  if (!edgeConfig.enabled) return undefined;
  const text = edgeConfig.bannerText ?? `Planned maintenance: ${runbook.maintenance.frequencyText}`;
  return new EdgeSettings("edge", {
    teamId,
    storeName: projectName,
    banner: { shown: edgeConfig.bannerShown, text },
    flags: edgeConfig.flags,
  });
}

/** The application's environment: settings as they are, secrets never to be read back, and what the stack makes. */
function variablesOf(
  { settings, secrets }: Config,
  tracking: ErrorTracking | undefined,
  edge: EdgeSettings | undefined,
): Record<string, Variable> {
  const variables: Record<string, Variable> = {
    [supabaseUrlVariable]: {
      value: `https://${settings.supabase.projectRef}.supabase.co`,
      sensitive: false,
    },
    ...(tracking && {
      [madeVariables.sentryDsn]: { value: tracking.key.dsnPublic, sensitive: false },
    }),
    ...(edge && { [madeVariables.edgeConfig]: { value: edge.connectionString, sensitive: true } }),
  };
  for (const [key, value] of Object.entries(settings.variables)) variables[key] = { value, sensitive: false };
  for (const [name, { variable }] of Object.entries(secretKeys)) {
    const value = secrets[name as keyof typeof secretKeys];
    if (variable !== undefined) variables[variable] = { value, sensitive: true };
  }
  return variables;
}
