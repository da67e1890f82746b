// Downloads Pulumi by its official npm wrapper.

import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { runCommand } from "./command.mjs";
import { cacheFolder, engineInCache, pulumiHome } from "./io.mjs";
import { withLock } from "./lock.mjs";
import { installApart } from "./npm.mjs";
import { ENGINE } from "./pins.mjs";
import { inPhase } from "./progress.mjs";

/** @import { Io } from "./io.mjs" */

/**
 * @param {Io} io
 * @param {string} node
 * @param {(child: number) => void} tellOf
 * @returns {Promise<string>} The program, in Pulumi's version cache.
 * @throws {Error} With the last words of what failed.
 */
export function downloadEngine(io, node, tellOf) {
  return inPhase(`downloading Pulumi ${ENGINE.downloaded}`, async () => {
    const wrapper = await ensureWrapper(io, tellOf);
    const program = engineInCache(io, ENGINE.downloaded);
    const incoming = join(pulumiHome(io), "versions", `.incoming-${process.pid}`);
    mkdirSync(incoming, { recursive: true });
    try {
      const outcome = await runCommand(node, [wrapper, "version"], {
        cwd: incoming,
        // A home of its own, so that what is interrupted is never taken for an installed version.
        env: { ...io.env, ...wrapperSettings(incoming) },
        limitMs: io.limits.download,
        silenceMs: io.limits.silence,
        onStart: tellOf,
      });
      if (!outcome.ok) throw new Error(outcome.why);
      const folder = dirname(dirname(program));
      rmSync(folder, { recursive: true, force: true });
      renameSync(join(incoming, "versions", ENGINE.downloaded), folder);
      return program;
    } finally {
      rmSync(incoming, { recursive: true, force: true });
    }
  });
}

/** @param {string} home */
function wrapperSettings(home) {
  return {
    PULUMI_HOME: home,
    PULUMI_VERSION: ENGINE.downloaded,
    PULUMI_SKIP_UPDATE_CHECK: "true",
    // Its download goes through fetch, which does not heed HTTPS_PROXY unless told to.
    NODE_USE_ENV_PROXY: "1",
  };
}

/**
 * @param {Io} io
 * @param {(child: number) => void} onStart
 * @returns {Promise<string>} The wrapper's script.
 */
async function ensureWrapper(io, onStart) {
  const folder = join(cacheFolder(io), `pulumi-wrapper-${ENGINE.downloaded}`);
  const scriptIn = (/** @type {string} */ parent) => join(parent, "node_modules", "pulumi", "run.js");
  await withLock(join(cacheFolder(io), "wrapper.lock"), io.limits, async () => {
    if (existsSync(scriptIn(folder))) return;
    await installApart(io, `pulumi@${ENGINE.downloaded}`, folder, { onStart, check: async () => undefined });
  });
  return scriptIn(folder);
}
