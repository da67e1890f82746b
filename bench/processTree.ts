// Watches a process and all that it starts: CPU and peak memory, as Linux accounts for them in /proc.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename } from "node:path";

/** Which part a process has in a run: the program and its stand-ins, the engine, or the policy pack. */
export type Role = "program" | "engine" | "pack" | "other";

export interface Account {
  role: Role;
  /** User and system time of the process itself. */
  cpuSeconds: number;
  /** Its largest resident set so far. */
  peakMiB: number;
}

export const hasProcessAccounts = existsSync("/proc/self/stat");

/** The unit of processor time in /proc, which is the same on every Linux. */
const ticksPerSecond = 100;

/** CPU seconds of all processes that this one has started, and that have ended and were waited for, at any depth. */
export function cpuSecondsOfChildren(): number {
  const fields = statOf("self") ?? [];
  return (Number(fields[13]) + Number(fields[14])) / ticksPerSecond;
}

/** The processes of one run: the one it began with, and whatever descends from it. */
export class ProcessTree {
  readonly #accounts = new Map<number, Account>();
  readonly #root: number;
  /** Seen, and none of ours: not looked at again. */
  readonly #strangers: Set<number>;

  /** Begin as soon as the process has started: what was there before it is not looked at again. */
  constructor(root: number) {
    this.#root = root;
    this.#strangers = new Set(pids());
    this.#strangers.delete(root);
    this.look();
  }

  get accounts(): readonly Account[] {
    return [...this.#accounts.values()];
  }

  /** Finds new processes, and reads where all of them stand. @returns those that still run */
  look(): number[] {
    const running = pids();
    const known = new Set(running);
    for (const pid of this.#strangers) if (!known.has(pid)) this.#strangers.delete(pid);
    return running.filter((pid) => !this.#strangers.has(pid) && this.#read(pid));
  }

  /** Whether it is one of ours and runs. */
  #read(pid: number): boolean {
    const fields = statOf(pid);
    if (fields === undefined) return false;
    const [state, parent, group, session] = fields;
    const ours =
      pid === this.#root ||
      this.#accounts.has(pid) ||
      this.#accounts.has(Number(parent)) ||
      [group, session].includes(String(this.#root));
    if (!ours) {
      this.#strangers.add(pid);
      return false;
    }
    if (state === "Z" || state === "X") return false;
    const before = this.#accounts.get(pid);
    this.#accounts.set(pid, {
      role: pid === this.#root ? "program" : (roleOf(pid) ?? before?.role ?? "other"),
      cpuSeconds: (Number(fields[11]) + Number(fields[12])) / ticksPerSecond,
      peakMiB: Math.max(before?.peakMiB ?? 0, peakMiBOf(pid)),
    });
    return true;
  }
}

function pids(): number[] {
  return readdirSync("/proc").map(Number).filter(Number.isInteger);
}

/** The fields of /proc/<pid>/stat from the state on, which is the third; undefined if the process has gone. */
function statOf(pid: number | "self"): string[] | undefined {
  const text = read(`/proc/${pid}/stat`);
  // The second field is the program's name in brackets, and may hold anything.
  return text?.slice(text.lastIndexOf(")") + 2).split(" ");
}

function peakMiBOf(pid: number): number {
  const kiB = /^VmHWM:\s*(\d+) kB$/m.exec(read(`/proc/${pid}/status`) ?? "")?.[1];
  return Number(kiB ?? 0) / 1024;
}

/** By the words it was started with, which are its parent's until it has become what it is to be, and none at its end. */
function roleOf(pid: number): Role | undefined {
  const [program = "", ...rest] = read(`/proc/${pid}/cmdline`)?.split("\0") ?? [];
  if (program === "") return undefined;
  if (basename(program) === "pulumi") return "engine";
  return rest.some((word) => /run-policy-pack$|analyzer-policy/.test(word)) ? "pack" : "other";
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
