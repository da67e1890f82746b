// Finds a recent Pulumi: on PATH, where its installer puts it, in its version cache; else downloads or builds one.

import { join } from "node:path";
import { engineInCache, pulumiHome } from "./io.mjs";
import { versionOf } from "./memory.mjs";
import { ENGINE, PAGES } from "./pins.mjs";
import { isProgram, programsOnPath } from "./search.mjs";
import { isRightEngine } from "./versions.mjs";

/**
 * @import { Attempt } from "./failure.mjs"
 * @import { Io } from "./io.mjs"
 */

/**
 * @param {Io} io
 * @param {string} node The Node that runs the npm wrapper.
 * @returns {Promise<string>} The program.
 * @throws {import("./failure.mjs").ToolchainFailure} When every way fails.
 */
export async function ensureEngine(io, node) {
  const { program, attempts } = await findEngine(io);
  if (program !== undefined) return program;

  const [{ ToolchainFailure }, { withLock }] = await Promise.all([
    import("./failure.mjs"),
    import("./lock.mjs"),
  ]);
  const made = await withLock(
    join(pulumiHome(io), "versions", ".marsana.lock"),
    io.limits,
    async (tellOf) => {
      // The process that was waited for may have made it.
      return (await findEngine(io)).program ?? (await makeEngine(io, node, attempts, tellOf));
    },
  );
  if (made !== undefined) return made;
  throw new ToolchainFailure(
    `No Pulumi ${ENGINE.minimum} or newer could be found, downloaded or built`,
    attempts,
    [`install Pulumi: ${PAGES.pulumi}`, `install Go, so that it can be built here: ${PAGES.go}`],
  );
}

/**
 * Looks only at what is here already.
 * @param {Io} io
 * @returns {Promise<{ program: string | undefined, attempts: Attempt[] }>} The attempts that came to nothing.
 */
export async function findEngine(io) {
  const home = pulumiHome(io);
  /** @type {Attempt[]} */
  const attempts = [];
  const places = [
    { way: "pulumi on PATH", programs: programsOnPath("pulumi", io.env["PATH"] ?? "") },
    { way: `pulumi in ${join(home, "bin")}`, programs: [join(home, "bin", "pulumi")].filter(isProgram) },
    {
      way: `Pulumi's version cache in ${join(home, "versions")}`,
      programs: cachedEngines(io).filter(isProgram),
    },
  ];
  for (const { way, programs } of places) {
    if (programs.length === 0) attempts.push({ way, why: "not there" });
    for (const program of programs) {
      const answer = await versionOf(io, program, ["version"]);
      if ("version" in answer && isRightEngine(answer.version)) return { program, attempts };
      attempts.push({ way, why: "why" in answer ? answer.why : `${program} is ${answer.version}` });
    }
  }
  return { program: undefined, attempts };
}

/**
 * @param {Io} io
 * @param {string} node
 * @param {Attempt[]} attempts Filled with what fails.
 * @param {(child: number) => void} tellOf
 * @returns {Promise<string | undefined>}
 */
async function makeEngine(io, node, attempts, tellOf) {
  const [{ downloadEngine }, { buildEngine }] = await Promise.all([
    import("./engine-download.mjs"),
    import("./engine-build.mjs"),
  ]);
  const ways = [
    { way: `the official download of ${ENGINE.downloaded}`, make: () => downloadEngine(io, node, tellOf) },
    { way: `a build of ${ENGINE.built} from its Go module`, make: () => buildEngine(io, tellOf) },
  ];
  for (const { way, make } of ways) {
    try {
      const program = await make();
      const answer = await versionOf(io, program, ["version"]);
      if ("version" in answer && isRightEngine(answer.version)) return program;
      attempts.push({ way, why: "why" in answer ? answer.why : `it gave ${answer.version}` });
    } catch (error) {
      attempts.push({ way, why: error instanceof Error ? error.message : String(error) });
    }
  }
  return undefined;
}

/** @param {Io} io */
function cachedEngines(io) {
  return [ENGINE.downloaded, ENGINE.built].map((version) => engineInCache(io, version));
}
