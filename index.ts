// The program: wires config, runbook and release into the stack's components, and returns its outputs.
import * as pulumi from "@pulumi/pulumi";
import { nextWindows } from "./calendar/index.ts";
import { CrashFreeAlert } from "./components/CrashFreeAlert.ts";
import { DatabaseBackups } from "./components/DatabaseBackups.ts";
import { ErrorRateAlerts } from "./components/ErrorRateAlerts.ts";
import { ErrorTracking } from "./components/ErrorTracking.ts";
import { Gate } from "./components/Gate.ts";
import { IssueAlerts } from "./components/IssueAlerts.ts";
import { Release } from "./components/Release.ts";
import { SilenceAlert } from "./components/SilenceAlert.ts";
import { type Config, readConfig } from "./config.ts";
import { guardsOf } from "./inputs/guards.ts";
import { InputError } from "./inputs/inputError.ts";
import { type Inputs, noRelease, readInputs } from "./inputs/inputs.ts";
import { stagingStack } from "./inputs/neighbour.ts";
import { backupsPage } from "./inputs/supabaseSettings.ts";
import { unmonitoredIn } from "./inputs/switchedOff.ts";
import { assertKept, keptRelease, releaseOutput } from "./operations/keptRelease.ts";
import { lastOutputs } from "./operations/lastOutputs.ts";
import { assertReviewed, guardsOutput, loosenedBy } from "./operations/loosened.ts";
import { notBackedUp } from "./operations/notBackedUp.ts";
import { supabaseState } from "./operations/supabaseState.ts";
import { webApplication } from "./program/application.ts";
import { runbookDashboard } from "./program/dashboard.ts";
import { monitoringOf, syntheticsOf } from "./program/monitoring.ts";
import { factOf } from "./release/finding.ts";
import { packed } from "./release/guards.ts";
import { assumptionsOf } from "./signals/assumptions.ts";

/** What `pulumi up` runs, in the Automation API and in the plain CLI alike. @returns the outputs of the stack */
export default async function program(): Promise<Record<string, unknown>> {
  const { config, inputs } = readEverything(pulumi.getStack());
  assertDeployable(inputs);
  warnOfStorage(inputs);
  warnOfUnmonitored(inputs);
  sayAssumptions(inputs);
  warnOfRoutes(inputs);
  const last = await lastOutputs();
  const kept = keptRelease(inputs, last);
  assertKept(kept);
  const loosened = loosenedBy(inputs, last);
  assertReviewed(loosened, inputs);
  await gateOf(inputs, kept, loosened).opened();
  return outputsOf(inputs, componentsOf(inputs, config));
}

/** What the run starts from. @throws RunError, which the engine shows without a stack trace, if the input is bad */
function readEverything(stack: string): { config: Config; inputs: Inputs } {
  try {
    const config = readConfig(stack, process.env);
    return { config, inputs: readInputs(config.settings, stack, process.env, () => new Date()) };
  } catch (error) {
    throw error instanceof InputError ? new pulumi.RunError(error.message) : error;
  }
}

/** Staging is where a release is made ready: what it lacks for production is told there, and stops nothing. */
function isGated(stack: string): boolean {
  return stack !== stagingStack;
}

/** Stops a real update of a release that must not be deployed before there is any resource, pack or no pack. */
function assertDeployable({ stack, release, gate }: Inputs): void {
  const { blocking, waiting, assessment } = gate;
  const stops = !pulumi.runtime.isDryRun() && isGated(stack);
  const full = [...blocking, ...waiting];
  // In a preview the rules say how to mend each.
  const why = stops ? full : (assessment?.open.map(factOf) ?? full);
  if (why.length === 0) return;
  const what =
    release === undefined
      ? "This stack must not be updated"
      : `Release ${release.version} must not be deployed`;
  const message = `${what}${blocking.length === 0 ? " yet" : ""}:\n${why.map((one) => `  - ${one}`).join("\n")}`;
  if (stops) throw new pulumi.RunError(message);
  pulumi.log.warn(message);
}

/** Database backups hold no storage objects: who has them copied nowhere is told so before an update. */
function warnOfStorage({ settings }: Inputs): void {
  if (settings.supabase.storageCopy === undefined && pulumi.runtime.isDryRun())
    pulumi.log.warn(`Not backed up: ${notBackedUp(settings.supabase)}.`);
}

/** Names, once, what nobody would be told of: because a service is off on purpose, or config does not say how. */
function warnOfUnmonitored({ switchedOff, unwatched }: Inputs): void {
  if (!pulumi.runtime.isDryRun()) return;
  const warn = (title: string, all: readonly string[]) => {
    if (all.length > 0) pulumi.log.warn(`${title}:\n${all.map((what) => `  - ${what}`).join("\n")}`);
  };
  warn("Left unwatched on purpose", unmonitoredIn(switchedOff));
  warn("Left unwatched until config says how", unwatched);
}

/** What nobody has said of the metrics, and is decided here. Without an engine, a note would go to standard output. */
function sayAssumptions({ datadog, runbook, settings }: Inputs): void {
  if (datadog === undefined || !pulumi.runtime.isDryRun() || pulumi.runtime.getEngine() === undefined) return;
  const assumed = assumptionsOf(runbook.thresholds, settings.signals);
  if (assumed.length > 0)
    pulumi.log.info(`The runbook leaves open:\n${assumed.map((one) => `  - ${one}`).join("\n")}`);
}

/** Says before an update whom the monitors will not wake. */
function warnOfRoutes({ datadog }: Inputs): void {
  if (!pulumi.runtime.isDryRun()) return;
  for (const notice of datadog?.routeNotices ?? []) pulumi.log.warn(`${notice}.`);
}

/**
 * Where nothing holds an update up, the gate says so: what a release lacks on staging changes with the clock and with the
 * record of the update itself, and each next preview would have an update. The rules read it from the inputs, as here.
 */
function gateOf(inputs: Inputs, kept: readonly string[], loosened: string[]): Gate {
  const { stack, release, releaseDigest, runbookDigest, gate } = inputs;
  const { blocking, waiting } = isGated(stack) ? gate : { blocking: [], waiting: [] };
  return new Gate("gate", {
    release: release?.version ?? noRelease,
    releaseDigest,
    runbookDigest,
    blocking: [...blocking, ...kept],
    waiting: [...waiting],
    loosened,
  });
}

type Components = ReturnType<typeof componentsOf>;

/** What the stack is updated to, for whoever looks at its state; nothing without a release. */
function declareRelease({ release, releaseDigest: digest }: Inputs): void {
  if (release === undefined) return;
  const { version, kind, commit, window, deployer, approver } = release;
  const { start: windowStart, minutes: windowMinutes } = window;
  new Release("release", { version, kind, commit, windowStart, windowMinutes, deployer, approver, digest });
}

function componentsOf(inputs: Inputs, config: Config) {
  declareRelease(inputs);
  const tracking = errorTracking(inputs);
  const { application, signingSecret } = webApplication(inputs, config, tracking);
  const supabase = supabaseProject(inputs, config);
  const monitoring = monitoringOf(inputs);
  const dashboard = runbookDashboard(inputs);
  syntheticsOf(inputs, config);
  return { tracking, application, signingSecret, supabase, monitoring, dashboard };
}

/** The backups of the database, and the project as it is read back once they are set. */
function supabaseProject({ settings }: Inputs, { secrets }: Config) {
  const { projectRef, region, backupTime, pitrDays } = settings.supabase;
  const desired = { projectRef, region, backupTime, pitrDays };
  const accessToken = secrets.supabaseAccessToken;
  const { schedule } = new DatabaseBackups("backups", { ...desired, accessToken });
  return supabaseState(schedule.stdout, desired, accessToken, process.env);
}

/** Sentry's project, and every alert on what arrives in it; none where Sentry is off. */
function errorTracking({ settings, sentry }: Inputs): ErrorTracking | undefined {
  if (sentry === undefined) return undefined;
  const { environment } = settings;
  const { organization, team, project, slack, silenceMinutes, repeatMinutes } = sentry;
  const { errors, incident, frequent, crashFree } = sentry;
  const tracking = new ErrorTracking("errors", {
    organization,
    team,
    project,
    environment,
    slack,
    adopt: settings.adopt,
  });
  new ErrorRateAlerts("errors", { ...tracking.alerts, errors, incident });
  new IssueAlerts("errors", { ...tracking.alerts, frequent, repeatMinutes });
  new SilenceAlert("errors", { ...tracking.alerts, silenceMinutes });
  new CrashFreeAlert("errors", { ...tracking.alerts, crashFree });
  return tracking;
}

function outputsOf(inputs: Inputs, components: Components) {
  const { application, signingSecret, tracking, supabase, monitoring, dashboard } = components;
  const { runbook, settings, sentry, datadog, now } = inputs;
  const monitors = monitoring && Object.entries(monitoring.monitors);
  const datadogUrl = datadog && datadogAddress(datadog.site);
  return {
    dashboards: Object.fromEntries(runbook.dashboards.map(({ name, url }) => [name, url])),
    links: {
      application: pulumi.interpolate`https://${application.domain.domain}`,
      vercelProject: pulumi.interpolate`https://vercel.com/${settings.vercel.teamSlug}/${application.project.name}`,
      supabaseBackups: backupsPage(settings.supabase),
      ...(tracking && {
        sentryProject: pulumi.interpolate`https://${sentry?.organization}.sentry.io/projects/${tracking.project.slug}/`,
      }),
      ...(dashboard && {
        dashboard: pulumi.interpolate`${datadogUrl}/dashboard/${dashboard.dashboard.id}`,
      }),
      ...(monitors && {
        monitors: Object.fromEntries(
          monitors.map(([id, monitor]) => [id, pulumi.interpolate`${datadogUrl}/monitors/${monitor.id}`]),
        ),
        objectives: Object.fromEntries(
          Object.entries(monitoring.objectives).map(([id, one]) => [
            id,
            pulumi.interpolate`${datadogUrl}/slo?slo_id=${one.id}`,
          ]),
        ),
      }),
    },
    supabase,
    notBackedUp: [notBackedUp(settings.supabase)],
    ...(monitors && { monitorIds: Object.fromEntries(monitors.map(([id, monitor]) => [id, monitor.id])) }),
    unmonitored: unmonitoredIn(inputs.switchedOff),
    unwatched: inputs.unwatched,
    // One line each, in the form that ISO 8601 has for an interval.
    nextWindows: nextWindows(runbook.maintenance.rule, now, 3).map(
      ({ start, end }) => `${start.toISOString()}/${end.toISOString()}`,
    ),
    ...(signingSecret && { deploymentWebhookSecret: signingSecret }),
    runbookDigest: inputs.runbookDigest,
    [releaseOutput]: inputs.release?.version ?? noRelease,
    [guardsOutput]: packed(guardsOf(inputs)),
  };
}

/** The address of Datadog's application: sites without a region of their own, such as datadoghq.eu, are at `app.`. */
function datadogAddress(site: string): string {
  return `https://${site.split(".").length === 2 ? "app." : ""}${site}`;
}
