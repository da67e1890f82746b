// What one run starts from: settings, runbook, release and instant, read once and judged together.
import { join, resolve } from "node:path";
import type { ReviewRecord } from "../release/looseningReview.ts";
import { instantText, type Release, releaseDigest } from "../release/release.ts";
import { formatProblem, type Runbook, readRunbook, runbookDigest } from "../runbook/index.ts";
import type { Signals } from "../signals/signal.ts";
import type { SyntheticsSources } from "../signals/syntheticTest.ts";
import { adoptionProblems } from "./adoption.ts";
import { type DatadogInputs, datadogInputs } from "./datadog.ts";
import { functionRegions } from "./functionRegions.ts";
import { gateNameProblems, gateProblems, missingItemNotices } from "./gateNames.ts";
import { incidentProblems } from "./incidents.ts";
import { InputError } from "./inputError.ts";
import { loadReviews } from "./loadEvidence.ts";
import { type GateInputs, loadGate, noRelease } from "./loadGate.ts";
import { type Neighbour, neighbourOf, rehearsalStack } from "./neighbour.ts";
import { organizationOf, type SentryInputs, sentryInputs } from "./sentry.ts";
import type { Settings } from "./settings.ts";
import { signalsIn } from "./signals.ts";
import { type SwitchedOff, switchedOffIn } from "./switchedOff.ts";
import { syntheticsInputs } from "./synthetics.ts";

export { noRelease, rehearsalStack };

export interface Inputs {
  stack: string;
  settings: Settings;
  runbook: Runbook;
  runbookDigest: string;
  release: Release | undefined;
  releaseDigest: string;
  /** What holds the release up, and what it is still waiting for. */
  gate: GateInputs;
  /** What second persons have said of changes that weaken, and what confirms it. */
  reviews: ReviewRecord[];
  now: Date;
  signals: Signals;
  /** The host name under which people reach the application. */
  domain: string;
  /** Undefined where config switches Datadog off. */
  datadog: DatadogInputs | undefined;
  /** What Datadog calls from outside; undefined where config switches Datadog off. */
  synthetics: SyntheticsSources | undefined;
  /** What no test watches because config does not say how, each with the lines that set it. */
  unwatched: string[];
  /** Undefined where config switches Sentry off. */
  sentry: SentryInputs | undefined;
  /** What config switches off, and what is left unwatched by it. */
  switchedOff: SwitchedOff[];
  /** The Vercel regions in which the functions run. */
  functionRegions: string[];
  /** The stack from which this one is kept apart. */
  neighbour: Neighbour;
}

/**
 * The variables by which a command hands its options to the program and to the pack alike. `MARSANA_EVIDENCE` is where
 * a rehearsal keeps what it records by itself.
 */
export type RunEnvironment = Readonly<
  Partial<Record<"MARSANA_RUNBOOK" | "MARSANA_RELEASE" | "MARSANA_NOW" | "MARSANA_EVIDENCE", string>>
>;

/** The instant of a run, and what the clock says. */
interface Instants {
  readonly instant: Date;
  readonly latest: Date;
}

export const projectFolder = resolve(import.meta.dirname, "..");

/**
 * Reads the runbook and the release that settings and environment name, and judges them at the run's instant.
 * @param releases the folder of the releases, where it is not the project's own
 * @throws InputError with every problem at once
 */
export function readInputs(
  settings: Settings,
  stack: string,
  environment: RunEnvironment,
  clock: () => Date,
  releases = join(projectFolder, "releases"),
): Inputs {
  // Read once: whatever the run judges by is of one instant.
  const latest = clock();
  const now = instantOf(settings, stack, environment, () => latest);
  const at = { instant: now, latest };
  const file = environment.MARSANA_RUNBOOK || join(projectFolder, "RUNBOOK.md");
  const runbook = runbookIn(file);
  const version = environment.MARSANA_RELEASE || settings.release;
  const gate = loadGate({
    version,
    releases,
    rehearsed: stack === rehearsalStack ? environment.MARSANA_EVIDENCE : undefined,
    runbook,
    settings,
    stack,
    ...at,
  });
  const reviews = reviewsOf(stack, environment, at);
  const release = gate.situation?.release;
  const { signals, problems: signalProblems } = signalsIn(settings.signals, stack);
  const domain = domainOf(settings, stack, runbook);
  const { datadog, problems: datadogProblems } = datadogInputs(settings, stack, {
    runbook,
    signals,
    file,
    now,
  });
  const tests = syntheticsInputs({
    settings,
    stack,
    runbook,
    domain: domain.name,
    situation: gate.situation,
    monitoring: datadog,
  });
  const { sentry, problems: sentryProblems } = sentryInputs(settings, stack, runbook);
  const functions = functionRegions(settings, stack);
  const problems = [
    ...gateProblems(settings, stack),
    ...gateNameProblems(settings.gate, runbook, stack),
    ...signalProblems,
    ...datadogProblems,
    ...tests.problems,
    ...incidentProblems(settings, stack, { runbook, file }),
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
    gate: { ...gate, advice: [...gate.advice, ...reviews.problems, ...missingItemNotices(runbook)] },
    reviews: reviews.records,
    now,
    signals,
    domain: domain.name,
    datadog,
    synthetics: tests.synthetics,
    unwatched: tests.unwatched,
    sentry,
    switchedOff: switchedOffIn(settings, runbook, domain.name),
    functionRegions: functions.regions,
    neighbour: neighbourOf(stack, projectFolder),
  };
}

/** Where a stack's reviews of what weakens are; a rehearsal's are made up, and stand among its own evidence. */
export function reviewsFolder(stack: string, rehearsed: string): string {
  return join(stack === rehearsalStack ? rehearsed : projectFolder, "reviews");
}

/** One that cannot be believed counts for nothing, and holds nothing up. */
function reviewsOf(stack: string, { MARSANA_EVIDENCE: rehearsed }: RunEnvironment, at: Instants) {
  if (stack === rehearsalStack && rehearsed === undefined) return { records: [], problems: [] };
  return loadReviews([reviewsFolder(stack, rehearsed ?? "")], at);
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
  if (text === undefined) return clock();
  // Without its zone it would be another instant on another machine.
  if (instantText.safeParse(text).success) return new Date(text);
  throw new InputError("The instant of the rehearsal cannot be read.", [
    `--now: found ${text}; required: an instant with its time zone, such as 2026-02-03T09:00:00Z; mend: write it so`,
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
