// Why a goal is missed, by what profiles have shown: the page states it for as long as the goal is missed.
import type { Goal } from "./goals.ts";

export const causes: Readonly<Partial<Record<Goal["id"], string>>> = {
  preview:
    "Most of it is loading, before any resource. The program loads the SDKs of four providers and the stand-ins, which " +
    "run in its process; the pack loads the Markdown parser and the schemas, by which it reads runbook and config once " +
    "more; and a command of the engine, which the empty program does without, decrypts the config (0.4 s of CPU) so " +
    "that bad input is refused before the preview. Node's compile cache, which the toolchain switches on, took a fifth " +
    "of the CPU away (6.0 s to 4.8 s); the floor gains by it too.",
  memory:
    "The Pulumi SDK prepares all monitors at once, and until each is registered it keeps a promise for every property, " +
    "with a stack trace in words: 340 MB of the 490 MB that are alive when the heap nears its peak, 210 MB of them in " +
    "its `debuggablePromise`. Without any stack traces (`--stack-trace-limit=0`, 931 MiB to 785 MiB) the goal would " +
    "still be missed, and errors would no longer say where they come from.",
};
