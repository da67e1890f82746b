// Runs one command on a stack and reports what came of it.
import { join, relative } from "node:path";
import {
  CommandError,
  type EngineEvent,
  type OutputMap,
  type Stack,
} from "@pulumi/pulumi/automation/index.js";
import { InputError } from "../inputs/inputError.ts";
import { type Inputs, projectFolder, rehearsalStack } from "../inputs/inputs.ts";
import { productionStack } from "../inputs/neighbour.ts";
import { deployedRecord } from "../operations/attest.ts";
import { tellDeployment } from "../operations/tellDeployment.ts";
import { writeRecord } from "../operations/writeRecord.ts";
import { adoptionProblems } from "./adoption.ts";
import { interruptedLine } from "./interrupted.ts";
import { requireStackFile, withMend } from "./mends.ts";
import { removedAlertsIn } from "./removedAlerts.ts";
import {
  aboutOf,
  type CommandName,
  countsOf,
  diagnosticsIn,
  emptyResult,
  type Outcome,
  outputsIn,
  type RunResult,
  resourcesIn,
  violationsIn,
} from "./result.ts";
import { openSession, type Session, type SessionOptions } from "./session.ts";

/** What the engine is asked for; an update is previewed first. */
export type Phase = "preview" | "update" | "destroy";

export interface RunOptions extends SessionOptions {
  command: CommandName;
  /** What opens the stack, instead of `openSession`: who runs many commands keeps it open between them. */
  open?: typeof openSession;
  /**
   * Asked before anything is changed, of an update with what its preview came to.
   * @throws InputError if nobody says yes: then nothing is changed
   */
  confirm: (preview?: RunResult) => Promise<void>;
  /** What the engine prints for people. */
  onOutput: (text: string) => void;
  /** Called when a phase begins, and with each event of it. */
  onProgress?: (phase: Phase, event?: EngineEvent) => void;
  color: "always" | "never";
  /** Ends the command: the engine stops what it is doing, and what it started is ended. */
  signal: AbortSignal;
}

/** Runs the command to its end. Never throws for what a user can meet: that is a result with its problems. */
export async function run(options: RunOptions): Promise<RunResult> {
  const { stack, command } = options;
  // No command of this project destroys production.
  if (command === "destroy" && stack === productionStack) {
    return failure(options, "blocked", [
      `Stack ${stack} is production: no rule guards a destroy, so none is run here.`,
    ]);
  }
  try {
    requireStackFile(projectFolder, stack);
    const session = await (options.open ?? openSession)(options);
    try {
      return await commands[command](session, options);
    } finally {
      await session.close();
    }
  } catch (error) {
    if (error instanceof InputError) return failure(options, "invalid", error.problems);
    return failure(options, "failed", [
      withMend(error instanceof Error ? error.message : String(error), stack),
    ]);
  }
}

type Command = (session: Session, options: RunOptions) => Promise<RunResult>;

const commands: Readonly<Record<CommandName, Command>> = {
  async preview(session, options) {
    const about = aboutOf(await session.checkInputs());
    return { ...(await previewed(session, options)), ...about };
  },

  /** A preview first, always: rules about the whole stack are judged at an update's end, which is too late. */
  async up(session, options) {
    const { stack } = session;
    const inputs = await session.checkInputs();
    const about = aboutOf(inputs);
    const preview = { ...(await previewed(session, options)), ...about };
    if (preview.result !== "passed") return preview;
    await options.confirm(preview);
    let updated: OutputMap = {};
    const work = async (engine: EngineOptions) => {
      updated = (await stack.up(engine)).outputs;
    };
    const result = { ...(await observed(options, "update", work)), ...about };
    if (result.result !== "passed") return result;
    const recorded = recordDeployed(inputs, session.recordsIn);
    const outputs = shownOutputs(updated);
    const version = inputs.release?.version;
    if (recorded === undefined || version === undefined || stack.name === rehearsalStack)
      return { ...result, outputs };
    const shown = await tellDeployment({ inputs, version, environment: process.env, signal: options.signal });
    return { ...result, outputs, recorded, ...(shown !== undefined && { shown }) };
  },

  async destroy(session, options) {
    const { stack } = session;
    await options.confirm();
    // Protection and retention guard real data. The rehearsal's is made up, and destroying it is part of the exercise.
    if (stack.name === rehearsalStack) await letGoOfAll(stack);
    const result = await observed(options, "destroy", ({ policyPacks: _, ...engine }) =>
      stack.destroy(engine),
    );
    if (stack.name === rehearsalStack && result.result === "passed") session.forgetRecords();
    return result;
  },

  async outputs({ stack }, options) {
    return { ...emptyResult(options), outputs: shownOutputs(await stack.outputs()) };
  },
};

/**
 * A preview of the program as it is. One that never ran declares nothing, and what is said of that is of no use: such a
 * preview is made once more, and does not pass where that comes to the same.
 */
async function previewed({ stack, hasRun }: Session, options: RunOptions): Promise<RunResult> {
  const preview = () => observed(options, "preview", (engine) => stack.preview(engine));
  const first = await preview();
  if (hasRun() || options.signal.aborted) return first;
  const second = await preview();
  return hasRun() || second.result !== "passed"
    ? second
    : { ...second, result: "failed", problems: [neverRan] };
}

const neverRan = "The engine never ran the program, so nothing is known of it; mend: run the command again.";

/**
 * From now on the release passes as deployed: fixing an alert never waits for a checklist.
 * @returns the record's file, from the project's folder, if one was written
 */
function recordDeployed({ gate, now, stack }: Inputs, recordsIn: Session["recordsIn"]): string | undefined {
  const { situation, assessment } = gate;
  if (situation === undefined || assessment?.verdict === "deployed") return undefined;
  const { release } = situation;
  const record = deployedRecord(release, stack, now);
  const folder = recordsIn(release.version);
  return relative(projectFolder, join(folder, writeRecord(folder, record)));
}

interface EngineOptions {
  policyPacks: string[];
  onEvent: (event: EngineEvent) => void;
  onOutput: (text: string) => void;
  color: "always" | "never";
  signal: AbortSignal;
}

/** Lets the engine work with the pack attached, and reads the outcome off its events. */
async function observed(
  options: RunOptions,
  phase: Phase,
  work: (engine: EngineOptions) => Promise<unknown>,
): Promise<RunResult> {
  const { stack, command, onOutput, onProgress, color, signal } = options;
  const events: EngineEvent[] = [];
  onProgress?.(phase);
  let error: unknown;
  // Whoever ends the command while nothing of it runs yet has ended it too.
  if (signal.aborted) return failure(options, "failed", [interruptedLine([], stack)]);
  try {
    await work({
      policyPacks: [join(projectFolder, "policies")],
      onEvent: (event) => {
        events.push(event);
        onProgress?.(phase, event);
      },
      onOutput,
      color,
      signal,
    });
  } catch (thrown) {
    if (!(thrown instanceof CommandError)) throw thrown;
    error = thrown;
  }
  const resources = resourcesIn(events);
  const violations = violationsIn(events);
  const blocked = violations.some(({ level }) => level === "mandatory");
  const unfit = adoptionProblems(events, stack);
  const result = blocked
    ? "blocked"
    : unfit.length > 0
      ? "invalid"
      : error === undefined
        ? "passed"
        : "failed";
  return {
    stack,
    command,
    result,
    changes: countsOf(resources),
    resources,
    removedAlerts: removedAlertsIn(events),
    violations,
    outputs: outputsIn(events),
    warnings: diagnosticsIn(events, "warning"),
    ...(unfit.length > 0 && { problems: unfit }),
    ...(result === "failed" && {
      problems: signal.aborted ? [interruptedLine(events, stack)] : problemsOf(events, error, stack),
    }),
  };
}

/** What the engine says is wrong; what its process printed, only where it got no further than that. */
function problemsOf(events: readonly EngineEvent[], error: unknown, stack: string): string[] {
  const errors = diagnosticsIn(events, "error");
  return (errors.length > 0 ? errors : [String(error)]).map((message) => withMend(message, stack));
}

function shownOutputs(outputs: OutputMap): Record<string, unknown> {
  const all = Object.entries(outputs);
  return Object.fromEntries(all.map(([name, { value, secret }]) => [name, secret ? "[secret]" : value]));
}

/** Takes protection and retention off every resource in the stack's state, where the engine keeps them. */
async function letGoOfAll(stack: Stack): Promise<void> {
  const state = await stack.exportStack();
  const { resources = [] }: { resources?: { protect?: boolean; retainOnDelete?: boolean }[] } =
    state.deployment ?? {};
  if (!resources.some(({ protect, retainOnDelete }) => protect || retainOnDelete)) return;
  const free = resources.map((resource) => ({ ...resource, protect: false, retainOnDelete: false }));
  await stack.importStack({ ...state, deployment: { ...state.deployment, resources: free } });
}

function failure(options: RunOptions, result: Outcome, problems: readonly string[]): RunResult {
  return { ...emptyResult(options), result, problems: [...problems] };
}
