// Runs programs of this machine, each in a process group of its own, bounded in time, and ends what is left of them.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { PassThrough } from "node:stream";
import { setTimeout as pause } from "node:timers/promises";

export interface Order {
  /** The program and its arguments; the last one is the text that a failure quotes. */
  readonly words: readonly string[];
  readonly folder?: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly stdin: string;
  readonly limitMs: number;
  readonly signal: AbortSignal;
  /** Gets each line of both outputs while the program runs. */
  readonly onLine?: (line: string, source: "stdout" | "stderr") => void;
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
  readonly #atExit = () => this.#signalAll("SIGKILL");

  constructor() {
    process.once("exit", this.#atExit);
  }

  /**
   * Runs the program to its end.
   * @throws Error with the exit status, the command and all its output when it fails, is ended or takes too long
   */
  async run(order: Order): Promise<Outcome> {
    const [program = "", ...rest] = order.words;
    const child = spawn(program, rest, { cwd: order.folder, env: order.environment, detached: true });
    this.#running.add(child);
    const written = collected(child, order.onLine);
    // A program that reads nothing closes its end: that is no failure of ours.
    child.stdin.on("error", () => {});
    child.stdin.end(order.stdin);
    const limit = setTimeout(() => signalGroup(child, "SIGKILL"), order.limitMs);
    const abort = () => signalGroup(child, "SIGTERM");
    order.signal.addEventListener("abort", abort);
    const started = Date.now();
    try {
      const [code, signal] = (await once(child, "close")) as [number | null, NodeJS.Signals | null];
      if (code === 0) return { stdout: written.stdout(), stderr: written.stderr() };
      const late = Date.now() - started >= order.limitMs;
      throw failure(
        late ? `timed out after ${order.limitMs / 1000} s` : ending(code, signal),
        order,
        written.both(),
      );
    } finally {
      clearTimeout(limit);
      order.signal.removeEventListener("abort", abort);
      this.#running.delete(child);
    }
  }

  /** Ends every program that is running, by force where asking does not help. */
  async end(): Promise<void> {
    const closed = [...this.#running].map((child) => once(child, "close"));
    this.#signalAll("SIGTERM");
    const timer = new AbortController();
    await Promise.race([
      Promise.all(closed).finally(() => timer.abort()),
      pause(GRACE_MS, undefined, { signal: timer.signal }).then(
        () => this.#signalAll("SIGKILL"),
        () => {},
      ),
    ]);
    await Promise.all(closed);
  }

  /** Ends every program and forgets this process's own exit. */
  async close(): Promise<void> {
    await this.end();
    process.removeListener("exit", this.#atExit);
  }

  #signalAll(signal: NodeJS.Signals): void {
    for (const child of this.#running) signalGroup(child, signal);
  }
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

function collected(child: ChildProcess, onLine: Order["onLine"]) {
  const parts: { readonly source: "stdout" | "stderr"; readonly data: Buffer }[] = [];
  for (const source of ["stdout", "stderr"] as const) {
    const lines = new PassThrough();
    if (onLine) createInterface({ input: lines }).on("line", (line) => onLine(line, source));
    else lines.resume();
    child[source]?.on("data", (data: Buffer) => {
      parts.push({ source, data });
      lines.write(data);
    });
    child[source]?.on("end", () => lines.end());
  }
  const text = (wanted: readonly string[]): string =>
    Buffer.concat(parts.filter(({ source }) => wanted.includes(source)).map(({ data }) => data)).toString(
      "utf8",
    );
  return {
    stdout: () => text(["stdout"]),
    stderr: () => text(["stderr"]),
    both: () => text(["stdout", "stderr"]),
  };
}

const ending = (code: number | null, signal: NodeJS.Signals | null): string =>
  signal === null ? `exit status ${code}` : `signal: ${signal}`;

const failure = (what: string, { words }: Order, output: string): Error =>
  new Error(`${what}: running ${JSON.stringify(words.at(-1))}:\n${output}`);
