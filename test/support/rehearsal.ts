// Runs commands on the rehearsal stack inside the process of the test.
import type { RunResult } from "../../engine/result.ts";
import { type RunOptions, run } from "../../engine/run.ts";
import { openSession, type Session } from "../../engine/session.ts";
import declared from "../../index.ts";
import { requireEngine } from "./engine.ts";

/** Runs a command on the rehearsal stack inside this process, silently, saying yes to whatever is asked. */
export async function rehearse(
  options: Pick<RunOptions, "command" | "stateFolder"> & Partial<RunOptions>,
): Promise<RunResult> {
  return await run({
    stack: "rehearsal",
    program: declared,
    confirm: async () => {},
    onOutput: () => {},
    color: "never",
    signal: new AbortController().signal,
    ...options,
  });
}

type Program = typeof declared;

/** A stack that stays open for a block of tests: to open it takes starts of the engine and of the stand-ins each time. */
export interface Rehearsal {
  /** Runs a command as `rehearse` does. */
  run(options: Pick<RunOptions, "command"> & Partial<RunOptions>): Promise<RunResult>;
  /** Does something with the stack itself, without this project's commands: no preview, and no pack but what the work attaches. */
  plainly<T>(program: Program, work: (stack: Session["stack"]) => Promise<T>): Promise<T>;
}

/** Opens the stack before the tests around the call, and closes it after them; without an engine they are skipped. */
export function openRehearsal(stateFolder: string): Rehearsal {
  let session: Session | undefined;
  let program: Program = declared;
  before(async function () {
    requireEngine.call(this);
    session = await openSession({ stack: "rehearsal", stateFolder, program: () => program() });
  });
  after(async () => await session?.close());

  /** The session as if it were new: nothing has run in it yet, and a command that closes it leaves it open. */
  function opened(asked: Program): Session {
    if (session === undefined)
      throw new Error("The stack is open in tests alone, not while they are declared.");
    program = asked;
    session.hasRun();
    return { ...session, close: async () => {} };
  }

  return {
    run: ({ program: asked = declared, ...options }) =>
      rehearse({ ...options, stateFolder, open: async () => opened(asked) }),
    plainly: (asked, work) => work(opened(asked).stack),
  };
}
