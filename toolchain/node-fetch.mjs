// Fetches a Node from npm into the user's cache, once for all clones.

import { join } from "node:path";
import { runCommand } from "./command.mjs";
import { cacheFolder } from "./io.mjs";
import { withLock } from "./lock.mjs";
import { installApart } from "./npm.mjs";
import { inPhase } from "./progress.mjs";
import { isProgram } from "./search.mjs";

/** @import { Io } from "./io.mjs" */

/**
 * @param {Io} io
 * @param {string} spec The npm package and its exact version.
 * @param {string} folder Where it is kept.
 * @param {(folder: string) => string} programIn
 * @throws {Error} When npm fails, or what it fetched does not run here.
 */
export async function fetchNode(io, spec, folder, programIn) {
  await withLock(join(cacheFolder(io), "node.lock"), io.limits, async (onStart) => {
    if (isProgram(programIn(folder))) return;
    const check = async (/** @type {string} */ incoming) => {
      const limits = { cwd: incoming, env: io.env, limitMs: io.limits.question };
      const outcome = await runCommand(programIn(incoming), ["--version"], limits);
      if (!outcome.ok) throw new Error(`what was fetched does not run here: ${outcome.why}`);
    };
    await inPhase(`fetching a newer Node, ${spec} (this one is ${io.nodeVersion})`, () =>
      installApart(io, spec, folder, { onStart, check }),
    );
  });
}
