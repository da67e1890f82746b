// Builds Pulumi from the Go module pinned in engine/go.mod into Pulumi's own version cache.

import { mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { runCommand } from "./command.mjs";
import { engineInCache } from "./io.mjs";
import { ENGINE } from "./pins.mjs";
import { inPhase } from "./progress.mjs";
import { programsOnPath } from "./search.mjs";
import { isAtLeast, versionIn } from "./versions.mjs";

/** @import { Io } from "./io.mjs" */

/**
 * @param {Io} io
 * @param {(child: number) => void} onStart
 * @returns {Promise<string>} The program.
 * @throws {Error} When Go is missing or too old, or with the last words of a failed build.
 */
export async function buildEngine(io, onStart) {
  const folder = join(io.root, "toolchain", "engine");
  const go = await rightGo(io, folder);
  const program = engineInCache(io, ENGINE.built);
  const incoming = `${program}.incoming-${process.pid}`;
  mkdirSync(dirname(program), { recursive: true });
  try {
    await inPhase(`building Pulumi ${ENGINE.built} from source, about 5 minutes the first time`, async () => {
      const outcome = await runCommand(go, buildArguments(incoming), {
        cwd: folder,
        env: { ...io.env, CGO_ENABLED: "0", GOWORK: "off" },
        limitMs: io.limits.build,
        onStart,
      });
      if (!outcome.ok) throw new Error(outcome.why);
    });
    renameSync(incoming, program);
    return program;
  } finally {
    rmSync(incoming, { force: true });
  }
}

/** @param {string} output */
function buildArguments(output) {
  const flags = `-s -w -X ${ENGINE.versionVariable}=v${ENGINE.built}`;
  return [
    "build",
    "-mod=readonly",
    "-trimpath",
    "-buildvcs=false",
    "-ldflags",
    flags,
    "-o",
    output,
    ENGINE.module,
  ];
}

/**
 * @param {Io} io
 * @param {string} folder The Go module's, where Go may also switch to a newer version of itself.
 */
async function rightGo(io, folder) {
  const required = /^go (\S+)$/m.exec(readFileSync(join(folder, "go.mod"), "utf8"))?.[1] ?? "";
  const [go] = programsOnPath("go", io.env["PATH"] ?? "");
  if (go === undefined) throw new Error(`there is no go on PATH; Go ${required} or newer is required`);
  const answer = await runCommand(go, ["version"], { cwd: folder, env: io.env, limitMs: io.limits.build });
  const found = versionIn(answer.stdout);
  if (!answer.ok || found === undefined || !isAtLeast(found, required)) {
    throw new Error(`${go} is ${found ?? "not usable"}; Go ${required} or newer is required\n${answer.tail}`);
  }
  return go;
}
