// Runs program and rules of a stack without an engine: what a preview would say, as far as that needs no state.
import * as pulumi from "@pulumi/pulumi";
import { readConfig } from "../../config.ts";
import { namespace } from "../../inputs/configPlace.ts";
import { InputError } from "../../inputs/inputError.ts";
import { readInputs } from "../../inputs/inputs.ts";
import { policiesFor } from "../../policies/policies.ts";
import { masked } from "../masked.ts";
import { aboutOf, emptyResult, type Outcome, type RunResult } from "../result.ts";
import { judge } from "./judge.ts";
import { CheckMonitor } from "./monitor.ts";
import { useStackFile } from "./settings.ts";

export interface CheckOptions {
  stack: string;
  /** The folder with the stack files. */
  folder: string;
  program: () => Promise<Record<string, unknown>>;
}

/** What no run without engine, state and network can know. */
export const cannotTell: readonly string[] = [
  "what differs from the stack's state: which of the resources are new, changed or gone, and whether runbook or config were stricter",
  "what the services and the packages' own plugins refuse: credentials, names that are taken, plans that are too small",
  "what depends on encrypted values of the config: they are not decrypted",
];

/** Never throws for what a user can meet: that is a result with its problems. One at a time in a process. */
export async function check({ stack, folder, program }: CheckOptions): Promise<RunResult> {
  try {
    useStackFile(folder, stack);
    const { settings } = readConfig(stack, process.env);
    const about = aboutOf(readInputs(settings, stack, process.env, () => new Date()));
    const { done, warnings } = await warnedOf(() => declaredBy(program, stack));
    return { ...(await judged(stack, done)), ...about, warnings };
  } catch (error) {
    if (error instanceof InputError) return resultOf(stack, "invalid", { problems: [...error.problems] });
    return resultOf(stack, "failed", { problems: [error instanceof Error ? error.message : String(error)] });
  }
}

/** What is done, and what the SDK warns of meanwhile: without an engine, that goes to the console. */
async function warnedOf<Done>(work: () => Promise<Done>): Promise<{ done: Done; warnings: string[] }> {
  const { warn } = console;
  const mark = "warning: [runtime] ";
  const warnings = new Set<string>();
  console.warn = (...texts: unknown[]) => {
    const text = String(texts[0]);
    if (text.startsWith(mark)) warnings.add(text.slice(mark.length));
    else warn(...texts);
  };
  try {
    return { done: await work(), warnings: [...warnings] };
  } catch (error) {
    for (const text of warnings) warn(`${mark}${text}`);
    throw error;
  } finally {
    console.warn = warn;
  }
}

/** The one of a backend without organizations: no state is asked for by it. */
const organization = "organization";

/** Runs the program to its end, as the SDK does at a preview. */
export async function declaredBy(program: CheckOptions["program"], stack: string): Promise<CheckMonitor> {
  const monitor = new CheckMonitor(stack, namespace);
  await pulumi.runtime.setMocks(monitor.mocks, namespace, stack, true, organization);
  pulumi.runtime.setMockOptions(monitor, namespace, stack, true, organization);
  // Dropped promises are reported by the SDK as unhandled; what made them fail is among the monitor's problems.
  const rejections: unknown[] = [];
  const note = (error: unknown) => void rejections.push(error);
  process.on("unhandledRejection", note);
  // The SDK writes out a stack trace for every promise that it makes, which nothing here shows: a third of the time.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    await pulumi.runtime.runInPulumiStack(program);
    await pulumi.runtime.disconnect();
  } catch (error) {
    if (monitor.problems.length === 0) throw error;
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
    process.off("unhandledRejection", note);
  }
  if (rejections.length > 0 && monitor.problems.length === 0) throw rejections[0];
  return monitor;
}

async function judged(stack: string, monitor: CheckMonitor): Promise<RunResult> {
  const { declared, problems, outputs } = monitor;
  const notes: string[] = [];
  const violations = await judge(declared, policiesFor(stack, { note: (text) => void notes.push(text) }));
  const blocked = violations.some(({ level }) => level === "mandatory");
  const result: Outcome = blocked ? "blocked" : problems.length > 0 ? "failed" : "passed";
  const resources = declared.map(({ type, name, urn, inputs }) => ({
    type,
    name,
    urn,
    op: "declare" as const,
    inputs: masked(inputs),
  }));
  return resultOf(stack, result, {
    resources,
    violations,
    outputs: masked(outputs),
    cannotTell: [...cannotTell, ...notes],
    ...(result === "failed" && { problems: [...problems] }),
  });
}

function resultOf(stack: string, result: Outcome, found: Partial<RunResult>): RunResult {
  return { ...emptyResult({ stack, command: "check" }), result, cannotTell: [...cannotTell], ...found };
}
