// What the synthetic tests start from: config and runbook judged together, and what is left unwatched without them.

import type { Situation } from "../release/situation.ts";
import { type WatchPhase, watchPhase } from "../release/watchPhase.ts";
import { httpChecks } from "../runbook/httpChecks.ts";
import { type Runbook, withId } from "../runbook/index.ts";
import { accountVariables, stepName, variablesUsed } from "../signals/flow.ts";
import type { Monitoring } from "../signals/monitoring.ts";
import type { CriticalFlow, SyntheticsSources } from "../signals/syntheticTest.ts";
import { namespace, placeOf, problem, removeLine, setLine } from "./configPlace.ts";
import { nearestOf } from "./nearest.ts";
import { ownHealthUrl } from "./ownAddress.ts";
import type { Settings } from "./settings.ts";
import type { Cadence } from "./syntheticsSettings.ts";

export interface SyntheticsSource {
  readonly settings: Settings;
  readonly stack: string;
  readonly runbook: Runbook;
  /** The host name under which people reach the application. */
  readonly domain: string;
  /** Undefined without a release. */
  readonly situation: Situation | undefined;
  /** Undefined where Datadog is off. */
  readonly monitoring: Monitoring | undefined;
}

export interface SyntheticsRead {
  /** Undefined where Datadog is off. */
  readonly synthetics?: SyntheticsSources;
  readonly problems: string[];
  /** What no test watches because config does not say how, each with the lines that set it. */
  readonly unwatched: string[];
}

/** What config says, a problem for each thing that does not fit, and what it leaves out. */
export function syntheticsInputs(source: SyntheticsSource): SyntheticsRead {
  const { settings, stack, runbook, situation, monitoring } = source;
  if (monitoring === undefined) return { problems: [], unwatched: [] };
  const { locations, certificateDays, checks, flows: flowCadence } = settings.synthetics;
  const { flows, problems } = flowsIn(settings, stack, runbook);
  const phase = watchPhase(situation);
  const { enabled: heartbeat } = settings.heartbeat;
  return {
    synthetics: {
      ...monitoring,
      health: healthOf(source),
      locations,
      every: { checks: secondsIn(checks, phase), flows: secondsIn(flowCadence, phase) },
      certificateDays,
      flows,
      heartbeat,
    },
    problems: [
      ...problems,
      ...cadenceProblems("checks", checks, runbook, stack),
      ...cadenceProblems("flows", flowCadence, runbook, stack),
    ],
    unwatched: [
      ...(flows.length === 0 ? runbook.criticalFlows.map(({ id, text }) => noTestOf(id, text, stack)) : []),
      ...(heartbeat ? [] : [noHeartbeat(stack)]),
    ],
  };
}

/** The runbook's health address on the stack's own host, and what the runbook expects of it. */
function healthOf({ runbook, domain }: SyntheticsSource): SyntheticsSources["health"] {
  const { pathname, search } = new URL(runbook.healthUrl);
  const { status } = httpChecks(runbook).find(({ path }) => path === pathname + search) ?? {};
  return { url: ownHealthUrl(runbook, domain), status };
}

/** Seconds between two runs in a phase, or after the last. */
export function secondsIn({ watched, phases, otherwise }: Cadence, phase: WatchPhase | undefined): number {
  if (phase === undefined) return otherwise;
  const own = [phase.id, ...(phase.was ?? [])].map((id) => phases[id]).find((one) => one !== undefined);
  return own ?? watched;
}

/** In a phase, a test must not look less often than the runbook has people look; and a name must be a phase's. */
function cadenceProblems(
  kind: "checks" | "flows",
  cadence: Cadence,
  runbook: Runbook,
  stack: string,
): string[] {
  const ids = runbook.monitoring.map(({ id }) => id);
  const unknown = Object.keys(cadence.phases)
    .filter((id) => withId(runbook.monitoring, id) === undefined)
    .map((id) =>
      notOfRunbook(["synthetics", kind, "phases", id], ids, "a phase of the runbook's watch", stack),
    );
  const rare = runbook.monitoring.flatMap((phase) => {
    const { text, everyMinutes } = phase.cadences.reduce((a, b) => (b.everyMinutes < a.everyMinutes ? b : a));
    const most = everyMinutes * 60;
    const found = secondsIn(cadence, phase);
    if (found <= most) return [];
    const place = placeOf(["synthetics", kind, "phases", phase.id]);
    return [
      problem(
        place,
        `${found} seconds in "${phase.title}"`,
        `at most ${most}, since people look "${text.replace(/:$/, "")}" there`,
        setLine(stack, place, "--path", String(most)),
      ),
    ];
  });
  return [...unknown, ...rare];
}

function notOfRunbook(
  path: readonly string[],
  known: readonly string[],
  what: string,
  stack: string,
): string {
  const place = placeOf(path);
  const name = path.at(-1) ?? "";
  const nearest = nearestOf(name, known);
  const required = nearest === undefined ? `one of ${known.join(", ")}` : `the nearest is ${nearest}`;
  return problem(place, `a name that the runbook has not`, `${what} (${required})`, removeLine(stack, place));
}

/** The runbook's flows with the steps that config has for them: all, or none at all. */
function flowsIn({ flows }: Settings, stack: string, { criticalFlows }: Runbook) {
  const defined = Object.keys(flows);
  const ids = criticalFlows.map(({ id }) => id);
  const problems = defined
    .filter((id) => withId(criticalFlows, id) === undefined)
    .map((id) => notOfRunbook(["flows", id], ids, "a critical flow of the runbook", stack));
  const found: CriticalFlow[] = [];
  for (const { id, was, text } of criticalFlows) {
    const name = [id, ...(was ?? [])].find((one) => flows[one] !== undefined);
    const steps = name === undefined ? undefined : flows[name]?.steps;
    if (name !== undefined && steps !== undefined) {
      found.push({ id, text, steps, ...(was && { was }) });
      problems.push(...variableProblems(name, steps, stack));
    } else if (defined.length > 0) {
      problems.push(
        problem(
          placeOf(["flows", id]),
          "nothing",
          `steps for the runbook's critical flow "${text}", as there are for others`,
          `${stepLines(id, stack)}, or take the flow out of the runbook`,
        ),
      );
    }
  }
  return { flows: found, problems };
}

/** A step has what the stack's secrets hold, and what the steps before it have taken from their answers. */
function variableProblems(id: string, steps: CriticalFlow["steps"], stack: string): string[] {
  const known = new Set<string>(Object.keys(accountVariables));
  return steps.flatMap((step, index) => {
    const place = placeOf(["flows", id, "steps", index]);
    const missing = variablesUsed(step).filter((name) => !known.has(name));
    const names = [...known].join(", ");
    for (const name of Object.keys(step.extract)) known.add(name);
    return missing.map((name) =>
      problem(
        place,
        `{{ ${name} }} in "${stepName(step)}", which nothing has set by then`,
        `one of ${names}, or a value that a step before it takes from its answer`,
        setLine(
          stack,
          placeOf(["flows", id, "steps", Math.max(index - 1, 0), "extract", name]),
          "--path",
          "$.<path>",
        ),
      ),
    );
  });
}

/** The lines that define the first step of a flow. */
function stepLines(id: string, stack: string): string {
  const line = (name: string, value: string) =>
    setLine(stack, placeOf(["flows", id, "steps", 0, name]), "--path", value);
  return `${line("path", "/<path>")} && ${line("status", "<status>")}`;
}

function noTestOf(id: string, text: string, stack: string): string {
  return `no test goes through the critical flow "${text}"; mend: ${stepLines(id, stack)}, and so on, as docs/synthetics.md says`;
}

function noHeartbeat(stack: string): string {
  const enable = setLine(stack, `${namespace}:heartbeat.enabled`, "--path", "true");
  const address = setLine(stack, `${namespace}:heartbeatUrl`, "--secret");
  return `nobody is told when Datadog itself is blind; mend: ${enable} && ${address}, as docs/synthetics.md says`;
}
