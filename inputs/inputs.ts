// What one run starts from: settings, runbook, release and instant, read once and judged together.
import { join, resolve } from "node:path";
import { blockersOf } from "../release/blockers.ts";
import { type Release, releaseDigest } from "../release/release.ts";
import { formatProblem, type Runbook, readRunbook, runbookDigest } from "../runbook/index.ts";
import { shippedSignals } from "../signals/shipped.ts";
import type { Signals } from "../signals/signal.ts";
import { adoptionProblems } from "./adoption.ts";
import { type DatadogInputs, datadogInputs } from "./datadog.ts";
import { functionRegions } from "./functionRegions.ts";
import { InputError } from "./inputError.ts";
import { loadRelease } from "./loadRelease.ts";
import { type Neighbour, neighbourOf } from "./neighbour.ts";
import { organizationOf, type SentryInputs, sentryInputs } from "./sentry.ts";
import type { Settings } from "./settings.ts";
import { type SwitchedOff, switchedOffIn } from "./switchedOff.ts";

/** The one stack with no account behind it, and the only one whose clock may be set. */
export const rehearsalStack = "rehearsal";

/** The word that stands for "no release": the update then changes monitors, windows and settings only. */
export const noRelease = "none";

export interface Inputs {
  stack: string;
  settings: Settings;
  runbook: Runbook;
  runbookDigest: string;
  release: Release | undefined;
  releaseDigest: string;
  /** Why the release must not be deployed; empty if nothing holds it up. */
  blocking: string[];
  signals: Signals;
  /** The host name under which people reach the application. */
  domain: string;
  /** Undefined where config switches Datadog off. */
  datadog: DatadogInputs | undefined;
  /** Undefined where config switches Sentry off. */
  sentry: SentryInputs | undefined;
  /** What config switches off, and what is left unwatched by it. */
  switchedOff: SwitchedOff[];
  /** The Vercel regions in which the functions run. */
  functionRegions: string[];
  /** The stack from which this one is kept apart. */
  neighbour: Neighbour;
}

/** The three variables by which a command hands its options to the program and to the pack alike. */
export type RunEnvironment = Readonly<
  Partial<Record<"MARSANA_RUNBOOK" | "MARSANA_RELEASE" | "MARSANA_NOW", string>>
>;

export const projectFolder = resolve(import.meta.dirname, "..");

/**
 * Reads the runbook and the release that settings and environment name.
 * @throws InputError with every problem at once
 */
export function readInputs(settings: Settings, stack: string, environment: RunEnvironment): Inputs {
  const file = environment.MARSANA_RUNBOOK || join(projectFolder, "RUNBOOK.md");
  const runbook = runbookIn(file);
  const version = environment.MARSANA_RELEASE || settings.release;
  const release = version === noRelease ? undefined : loadRelease(join(projectFolder, "releases"), version);
  const signals = { ...shippedSignals, ...settings.signals };
  const domain = domainOf(settings, stack, runbook);
  const { datadog, problems: datadogProblems } = datadogInputs(settings, stack, { runbook, signals, file });
  const { sentry, problems: sentryProblems } = sentryInputs(settings, stack, runbook);
  const functions = functionRegions(settings, stack);
  const problems = [
    ...datadogProblems,
    ...(domain.problem ? [domain.problem] : []),
    ...(functions.problem ? [functions.problem] : []),
    ...sentryProblems,
    ...adoptionProblems(settings, {
      stack,
      runbook,
      domain: domain.name,
      organization: organizationOf(settings, runbook),
    }),
  ];
  if (problems.length > 0) {
    throw new InputError("The runbook and the config do not fit together.", problems);
  }
  return {
    stack,
    settings,
    runbook,
    runbookDigest: runbookDigest(runbook),
    release,
    releaseDigest: release === undefined ? noRelease : releaseDigest(release),
    blocking: blockersOf(release),
    signals,
    domain: domain.name,
    datadog,
    sentry,
    switchedOff: switchedOffIn(settings, runbook),
    functionRegions: functions.regions,
    neighbour: neighbourOf(stack, projectFolder),
  };
}

function runbookIn(file: string): Runbook {
  const { runbook, problems } = readRunbook(file);
  if (runbook !== undefined) return runbook;
  const errors = problems.filter(({ severity }) => severity === "error");
  throw new InputError(`The runbook ${file} cannot be executed.`, errors.map(formatProblem));
}

/**
 * The instant of the run: a rehearsal's is set by command or stack file, every other stack's is the clock's.
 * @throws InputError if an instant is set where the clock decides, or cannot be read
 */
export function instantOf(
  settings: Settings,
  stack: string,
  environment: RunEnvironment,
  clock: () => Date,
): Date {
  const text = environment.MARSANA_NOW || settings.now;
  if (stack !== rehearsalStack) {
    if (text === undefined) return clock();
    throw new InputError(`The instant of stack ${stack} is the clock's.`, [
      `MARSANA_NOW or marsana-fleet:now: found ${text}; required: none outside the ${rehearsalStack} stack; mend: ` +
        `leave --now away, and run pulumi config rm --stack ${stack} marsana-fleet:now`,
    ]);
  }
  const instant = text === undefined ? clock() : new Date(text);
  if (!Number.isNaN(instant.getTime())) return instant;
  throw new InputError("The instant of the rehearsal cannot be read.", [
    `--now: found ${text}; required: an instant such as 2026-02-03T09:00:00Z; mend: write it so`,
  ]);
}

/** Production and its rehearsal use the runbook's host; any other stack must name its own, and not that one. */
function domainOf(settings: Settings, stack: string, runbook: Runbook): { name: string; problem?: string } {
  const written = new URL(runbook.healthUrl).hostname;
  const set = settings.vercel.domain;
  const production = settings.environment === "production" || stack === rehearsalStack;
  const key = "marsana-fleet:vercel.domain";
  const mend = `pulumi config set --stack ${stack} --path '${key}' '<host name>'`;
  if (production && set !== undefined && set !== written) {
    const problem = `${key}: found ${set}; required: ${written}, the host of the runbook's health check; mend: pulumi config rm --stack ${stack} --path '${key}', or correct the runbook`;
    return { name: written, problem };
  }
  if (production || (set !== undefined && set !== written)) return { name: set ?? written };
  const problem = `${key}: found ${set ?? "nothing"}; required: a host name other than production's (${written}); mend: ${mend}`;
  return { name: written, problem };
}
