// Runs programs of this machine, each in a process group of its own, bounded in time, and ends what is left of them.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";

type Source = "stdout" | "stderr";

export interface Order {
  /** The program and its arguments; the last one is the text that a failure quotes. */
  readonly words: readonly string[];
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly stdin: string;
  readonly limitMs: number;
  readonly signal: AbortSignal;
  /** Gets each line of both outputs while the program runs. */
  readonly onLine: (line: string, source: Source) => void;
}

export interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
}

/** How long a program that was asked to end may take before it is killed. */
const GRACE_MS = 2_000;

/** The programs that are running; `end` leaves none of them. */
export class Processes {
  readonly #running = new Set<ChildProcess>();
  readonly #atExit = () => {
    for (const child of this.#running) signalGroup(child, "SIGKILL");
  };

  constructor() {
    process.once("exit", this.#atExit);
  }

  /**
   * Runs the program to its end.
   * @throws Error with the exit status, the command and all its output when it fails, is ended or takes too long
   */
  async run(order: Order): Promise<Outcome> {
    if (!existsSync(order.folder)) throw failure(`${order.folder}: no such folder`, order, "");
    const [program = "", ...rest] = order.words;
    const child = spawn(program, rest, { cwd: order.folder, env: order.environment, detached: true });
    this.#running.add(child);
    const written = collected(child, order.onLine);
    // A program that reads nothing closes its end: that is no failure of ours.
    child.stdin.on("error", () => {});
    child.stdin.end(order.stdin);
    let late = false;
    const limit = setTimeout(() => {
      late = true;
      signalGroup(child, "SIGKILL");
    }, order.limitMs);
    const abort = () => void endGroup(child);
    order.signal.addEventListener("abort", abort);
    try {
      const end = await ending(child);
      if (end === "exit status 0") return { stdout: written.stdout(), stderr: written.stderr() };
      throw failure(late ? `timed out after ${order.limitMs / 1000} s` : end, order, written.both());
    } finally {
      clearTimeout(limit);
      order.signal.removeEventListener("abort", abort);
      this.#running.delete(child);
    }
  }

  /** Ends every program that is running, by force where asking does not help. */
  async end(): Promise<void> {
    await Promise.all([...this.#running].map(endGroup));
  }

  /** Ends every program and forgets this process's own exit. */
  async close(): Promise<void> {
    await this.end();
    process.removeListener("exit", this.#atExit);
  }
}

/** Asks a program and all that it started to end, and waits until they have. */
async function endGroup(child: ChildProcess): Promise<void> {
  const closed = ending(child);
  signalGroup(child, "SIGTERM");
  const force = setTimeout(() => signalGroup(child, "SIGKILL"), GRACE_MS);
  await closed;
  clearTimeout(force);
  // What the program started may have paid no attention.
  signalGroup(child, "SIGKILL");
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    // The group may have ended by itself in the meantime.
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}

/** Everything that a program writes, each line of it told as soon as it is whole. */
function collected(child: ChildProcess, onLine: Order["onLine"]) {
  const parts: { readonly source: Source; readonly text: string }[] = [];
  for (const source of ["stdout", "stderr"] as const) {
    let line = "";
    const stream = child[source]?.setEncoding("utf8");
    stream?.on("data", (text: string) => {
      parts.push({ source, text });
      const lines = (line + text).split("\n");
      line = lines.pop() ?? "";
      for (const whole of lines) onLine(whole, source);
    });
    stream?.on("end", () => {
      if (line !== "") onLine(line, source);
    });
  }
  const textOf = (wanted: readonly Source[]): string =>
    parts.map(({ source, text }) => (wanted.includes(source) ? text : "")).join("");
  return {
    stdout: () => textOf(["stdout"]),
    stderr: () => textOf(["stderr"]),
    both: () => textOf(["stdout", "stderr"]),
  };
}

/** How a program ended, in the words of the real provider; why it could not start, when it could not. */
async function ending(child: ChildProcess): Promise<string> {
  try {
    const [code, signal] = await once(child, "close");
    return signal === null ? `exit status ${code}` : `signal: ${signal}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const failure = (what: string, { words }: Order, output: string): Error =>
  new Error(`${what}: running ${JSON.stringify(words.at(-1))}:\n${output}`);
