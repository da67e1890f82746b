// Runs one command to its end, and measures it: wall clock, CPU and memory of all its processes.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import {
  type Account,
  cpuSecondsOfChildren,
  hasProcessAccounts,
  ProcessTree,
  type Role,
} from "./processTree.ts";

export interface Order {
  /** Program and arguments. */
  words: readonly string[];
  folder: string;
  environment: NodeJS.ProcessEnv;
  limitMs: number;
  /** Ends the command with everything it has started. */
  signal: AbortSignal;
}

export interface Figures {
  wallSeconds: number;
  /** Absent where the system does not account for processes in /proc. */
  accounts?: {
    /** User and system time of all processes. */
    cpuSeconds: number;
    /** Peak memory of the largest process of each role, in MiB. */
    peakMiB: Partial<Record<Role, number>>;
  };
}

/** Between two looks at the processes: what one uses in its last moments may go unseen, its peak rarely does. */
const pollMs = 25;

/** How long processes that were asked to end may take before they are killed. */
const graceMs = 3_000;

/** @throws Error with all that the command wrote, if it fails, takes too long or is ended; then nothing of it runs */
export async function measure(order: Order): Promise<{ figures: Figures; stdout: string }> {
  order.signal.throwIfAborted();
  const [program = "", ...rest] = order.words;
  const cpuBefore = hasProcessAccounts ? cpuSecondsOfChildren() : 0;
  const start = performance.now();
  const child = spawn(program, rest, {
    cwd: order.folder,
    env: order.environment,
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const ended = ending(child);
  const tree = hasProcessAccounts && child.pid !== undefined ? new ProcessTree(child.pid) : undefined;
  const poll = setInterval(() => tree?.look(), pollMs);
  const limit = AbortSignal.any([order.signal, AbortSignal.timeout(order.limitMs)]);
  try {
    const why = await Promise.race([ended.why, aborted(limit)]);
    const wallSeconds = (performance.now() - start) / 1000;
    if (why !== undefined) throw new Error(`${why}: ${order.words.join(" ")}\n${ended.written()}`);
    const accounts = tree && accountsOf(tree.accounts, cpuSecondsOfChildren() - cpuBefore);
    return { figures: { wallSeconds, ...(accounts && { accounts }) }, stdout: ended.stdout() };
  } finally {
    clearInterval(poll);
    await endAll(child, tree);
  }
}

function accountsOf(processes: readonly Account[], cpuSeconds: number): Figures["accounts"] {
  const peakMiB: Partial<Record<Role, number>> = {};
  for (const { role, peakMiB: peak } of processes) peakMiB[role] = Math.max(peakMiB[role] ?? 0, peak);
  return { cpuSeconds, peakMiB };
}

/** What the command writes, and why it came to no good end, if so. */
function ending(child: ChildProcess) {
  const parts: { from: "stdout" | "stderr"; text: string }[] = [];
  for (const from of ["stdout", "stderr"] as const)
    child[from]?.setEncoding("utf8").on("data", (text: string) => parts.push({ from, text }));
  const why = once(child, "close").then(
    ([code, signal]) => (code === 0 ? undefined : `ended with ${signal ?? `exit code ${code}`}`),
    (error: Error) => error.message,
  );
  return {
    why,
    stdout: () => parts.map(({ from, text }) => (from === "stdout" ? text : "")).join(""),
    written: () => parts.map(({ text }) => text).join(""),
  };
}

async function aborted(signal: AbortSignal): Promise<string> {
  if (!signal.aborted) await once(signal, "abort");
  return signal.reason?.name === "TimeoutError" ? "took too long" : "was interrupted";
}

/** Asks whatever is left to end, and kills what does not. */
async function endAll(child: ChildProcess, tree: ProcessTree | undefined): Promise<void> {
  const { pid } = child;
  if (pid === undefined) return;
  const running = () => child.exitCode === null && child.signalCode === null;
  const left = () => (tree ? tree.look() : running() ? [-pid] : []);
  for (const one of left()) send(one, "SIGTERM");
  const patience = performance.now() + graceMs;
  while (left().length > 0 && performance.now() < patience) await pause(pollMs);
  for (const one of left()) send(one, "SIGKILL");
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    // It may have ended by itself in the meantime.
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}
