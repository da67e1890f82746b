// The program: wires config, runbook and release into the stack's components, and returns its outputs.
import * as pulumi from "@pulumi/pulumi";
import { nextWindows } from "./calendar/index.ts";
import { DatabaseBackups } from "./components/DatabaseBackups.ts";
import { DatadogDrains, drainEndpoints } from "./components/DatadogDrains.ts";
import { DeploymentLifecycle } from "./components/DeploymentLifecycle.ts";
import { DeploymentWebhook } from "./components/DeploymentWebhook.ts";
import { EdgeSettings } from "./components/EdgeSettings.ts";
import { ErrorRateAlerts } from "./components/ErrorRateAlerts.ts";
import { ErrorTracking } from "./components/ErrorTracking.ts";
import { Gate } from "./components/Gate.ts";
import { IssueAlerts } from "./components/IssueAlerts.ts";
import { MaintenanceDowntime } from "./components/MaintenanceDowntime.ts";
import { exceptedHosts, ProtectionExceptions } from "./components/ProtectionExceptions.ts";
import { SilenceAlert } from "./components/SilenceAlert.ts";
import { StagingEnvironment } from "./components/StagingEnvironment.ts";
import { ThresholdMonitors } from "./components/ThresholdMonitors.ts";
import { type Variable, WebApplication } from "./components/WebApplication.ts";
import { type Config, readConfig } from "./config.ts";
import { secretKeys } from "./inputs/credentials.ts";
import { InputError } from "./inputs/inputError.ts";
import { type Inputs, instantOf, noRelease, readInputs } from "./inputs/inputs.ts";
import { unmonitoredIn } from "./inputs/switchedOff.ts";
import { madeVariables, supabaseUrlVariable } from "./inputs/variables.ts";
import { notBackedUp } from "./operations/notBackedUp.ts";
import { supabaseState } from "./operations/supabaseState.ts";

/** What `pulumi up` runs, in the Automation API and in the plain CLI alike. @returns the outputs of the stack */
export default async function program(): Promise<Record<string, unknown>> {
  const { config, inputs, now } = readEverything(pulumi.getStack());
  assertDeployable(inputs);
  warnOfStorage(inputs);
  warnOfUnmonitored(inputs);
  await gateOf(inputs).opened();
  return outputsOf(inputs, componentsOf(inputs, config, now), now);
}

/** What the run starts from. @throws RunError, which the engine shows without a stack trace, if the input is bad */
function readEverything(stack: string): { config: Config; inputs: Inputs; now: Date } {
  try {
    const config = readConfig(stack, process.env);
    const inputs = readInputs(config.settings, stack, process.env);
    return { config, inputs, now: instantOf(config.settings, stack, process.env, () => new Date()) };
  } catch (error) {
    throw error instanceof InputError ? new pulumi.RunError(error.message) : error;
  }
}

/** Stops a real update of a release that must not be deployed before there is any resource, pack or no pack. */
function assertDeployable({ release, blocking }: Inputs): void {
  if (blocking.length === 0) return;
  const message = `Release ${release?.version} must not be deployed:\n${blocking.map((why) => `  - ${why}`).join("\n")}`;
  if (!pulumi.runtime.isDryRun()) throw new pulumi.RunError(message);
  pulumi.log.warn(message);
}

/** Database backups hold no storage objects: who has them copied nowhere is told so before an update. */
function warnOfStorage({ settings }: Inputs): void {
  if (settings.supabase.storageCopy === undefined && pulumi.runtime.isDryRun())
    pulumi.log.warn(`Not backed up: ${notBackedUp(settings.supabase)}.`);
}

/** Names, once, what nobody would be told of because a service is off on purpose. */
function warnOfUnmonitored({ switchedOff }: Inputs): void {
  const unmonitored = unmonitoredIn(switchedOff);
  if (unmonitored.length === 0 || !pulumi.runtime.isDryRun()) return;
  pulumi.log.warn(`Left unwatched on purpose:\n${unmonitored.map((what) => `  - ${what}`).join("\n")}`);
}

function gateOf({ release, releaseDigest, runbookDigest, blocking }: Inputs): Gate {
  return new Gate("gate", { release: release?.version ?? noRelease, releaseDigest, runbookDigest, blocking });
}

type Components = ReturnType<typeof componentsOf>;

function componentsOf(inputs: Inputs, config: Config, now: Date) {
  const tracking = errorTracking(inputs);
  const application = webApplication(inputs, config, tracking);
  const supabase = supabaseProject(inputs, config);
  const monitoring = thresholdMonitors(inputs, now);
  return { tracking, application, supabase, monitoring };
}

/** The backups of the database, and the project as it is read back once they are set. */
function supabaseProject({ settings }: Inputs, { secrets }: Config) {
  const { projectRef, region, backupTime, pitrDays } = settings.supabase;
  const desired = { projectRef, region, backupTime, pitrDays };
  const accessToken = secrets.supabaseAccessToken;
  const { schedule } = new DatabaseBackups("backups", { ...desired, accessToken });
  return supabaseState(schedule.stdout, desired, accessToken, process.env);
}

/** A monitor for each row, and the downtime that silences them all; none where Datadog is off. */
function thresholdMonitors(
  { settings, runbook, signals, datadog }: Inputs,
  now: Date,
): ThresholdMonitors | undefined {
  if (datadog === undefined) return undefined;
  const { scope, handle } = datadog;
  const { runbookUrl } = settings;
  const { thresholds: rows, dashboards, maintenance } = runbook;
  new MaintenanceDowntime("maintenance", { rule: maintenance.rule, scope, runbookUrl, now });
  const adopt = settings.adopt.monitors;
  return new ThresholdMonitors("monitor", { rows, signals, scope, handle, runbookUrl, dashboards, adopt });
}

/** Sentry's project, and every alert on what arrives in it; none where Sentry is off. */
function errorTracking({ settings, sentry }: Inputs): ErrorTracking | undefined {
  if (sentry === undefined) return undefined;
  const { environment } = settings;
  const { organization, team, project, silenceMinutes, errors, incident } = sentry;
  const tracking = new ErrorTracking("errors", {
    organization,
    team,
    project,
    environment,
    adopt: settings.adopt,
  });
  new ErrorRateAlerts("errors", { ...tracking.alerts, errors, incident });
  new IssueAlerts("errors", tracking.alerts);
  new SilenceAlert("errors", { ...tracking.alerts, silenceMinutes });
  return tracking;
}

/** The application on Vercel, and everything that is declared around its project. */
function webApplication(inputs: Inputs, config: Config, tracking: ErrorTracking | undefined): WebApplication {
  const { settings, domain, functionRegions, datadog } = inputs;
  const { vercel } = settings;
  const { teamId, protection, retention, rollingRelease, webhook, stagingEnvironment } = vercel;
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
  const hosts = exceptedHosts(domain, protection);
  if (hosts.length > 0) new ProtectionExceptions("exceptions", { ...shared, hosts });
  new DeploymentLifecycle("deployments", {
    ...shared,
    retention,
    rollingRelease: rollingRelease.enabled ? rollingRelease : undefined,
  });
  if (webhook !== undefined) new DeploymentWebhook("webhook", { ...shared, ...webhook });
  if (stagingEnvironment !== undefined) {
    const { name: environmentName, branch, domain: host } = stagingEnvironment;
    new StagingEnvironment("staging", { ...shared, environmentName, branch, domain: host });
  }
  const endpoints = datadog === undefined ? {} : drainEndpoints(datadog.site, vercel.drains);
  if (Object.keys(endpoints).length > 0 && config.datadogApiKey !== undefined)
    new DatadogDrains("drains", { ...shared, ...endpoints, apiKey: config.datadogApiKey });
  return application;
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

function outputsOf(inputs: Inputs, { application, tracking, supabase, monitoring }: Components, now: Date) {
  const { runbook, settings, sentry, datadog } = inputs;
  const monitors = monitoring && Object.entries(monitoring.monitors);
  const datadogUrl = datadog && datadogAddress(datadog.site);
  return {
    dashboards: Object.fromEntries(runbook.dashboards.map(({ name, url }) => [name, url])),
    created: {
      application: pulumi.interpolate`https://${application.domain.domain}`,
      vercelProject: pulumi.interpolate`https://vercel.com/${settings.vercel.teamSlug}/${application.project.name}`,
      supabaseBackups: `https://supabase.com/dashboard/project/${settings.supabase.projectRef}/database/backups/scheduled`,
      ...(tracking && {
        sentryProject: pulumi.interpolate`https://${sentry?.organization}.sentry.io/projects/${tracking.project.slug}/`,
      }),
      ...(monitors && {
        monitors: Object.fromEntries(
          monitors.map(([id, monitor]) => [id, pulumi.interpolate`${datadogUrl}/monitors/${monitor.id}`]),
        ),
      }),
    },
    supabase,
    notBackedUp: [notBackedUp(settings.supabase)],
    ...(monitors && { monitorIds: Object.fromEntries(monitors.map(([id, monitor]) => [id, monitor.id])) }),
    unmonitored: unmonitoredIn(inputs.switchedOff),
    nextWindows: nextWindows(runbook.maintenance.rule, now, 3).map(({ start, end }) => ({
      start: start.toISOString(),
      end: end.toISOString(),
    })),
    runbookDigest: inputs.runbookDigest,
    release: inputs.release?.version ?? noRelease,
  };
}

/** The address of Datadog's application: sites without a region of their own, such as datadoghq.eu, are at `app.`. */
function datadogAddress(site: string): string {
  return `https://${site.split(".").length === 2 ? "app." : ""}${site}`;
}
