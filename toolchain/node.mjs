// Finds a Node that runs TypeScript by itself: the running one, one on PATH, one fetched earlier, else fetches one.

import { join } from "node:path";
import { cacheFolder } from "./io.mjs";
import { versionOf } from "./memory.mjs";
import { NODE_MINIMA, NODE_PACKAGES, PAGES } from "./pins.mjs";
import { isProgram, programsOnPath } from "./search.mjs";
import { isRightNode } from "./versions.mjs";

/**
 * @import { Attempt } from "./failure.mjs"
 * @import { Io } from "./io.mjs"
 * @typedef {{ program: string } | { attempts: Attempt[] }} Found
 */

/**
 * @param {Io} io
 * @returns {Promise<string>} The program to start.
 * @throws {import("./failure.mjs").ToolchainFailure}
 */
export async function ensureNode(io) {
  if (isRightNode(io.nodeVersion)) return io.nodePath;
  /** @type {Attempt[]} */
  const attempts = [{ way: "the running Node", why: `${io.nodePath} is ${io.nodeVersion}` }];
  for (const program of programsOnPath("node", io.env["PATH"] ?? "")) {
    const answer = await versionOf(io, program, ["--version"]);
    if ("version" in answer && isRightNode(answer.version)) return program;
    attempts.push({
      way: "node on PATH",
      why: "why" in answer ? answer.why : `${program} is ${answer.version}`,
    });
  }
  const fetched = await fromCache(io, attempts);
  if (fetched !== undefined) return fetched;

  const { ToolchainFailure } = await import("./failure.mjs");
  const { line22, later } = NODE_MINIMA;
  throw new ToolchainFailure(
    `No Node ${line22} or newer (in line 23, ${later}) could be found or fetched`,
    attempts,
    [`install a current Node: ${PAGES.node}`],
  );
}

/**
 * @param {Io} io
 * @param {Attempt[]} attempts
 * @returns {Promise<string | undefined>}
 */
async function fromCache(io, attempts) {
  const pin = NODE_PACKAGES[io.platform];
  if (pin === undefined) {
    attempts.push({ way: "a Node from npm", why: `there is none for ${io.platform}` });
    return undefined;
  }
  const folder = join(cacheFolder(io), `${pin.name}-${pin.version}`);
  const programIn = (/** @type {string} */ parent) => join(parent, "node_modules", pin.name, "bin", "node");
  if (isProgram(programIn(folder))) return programIn(folder);

  const { fetchNode } = await import("./node-fetch.mjs");
  try {
    await fetchNode(io, `${pin.name}@${pin.version}`, folder, programIn);
    return programIn(folder);
  } catch (error) {
    attempts.push({ way: `a Node from npm (${pin.name}@${pin.version})`, why: String(error) });
    return undefined;
  }
}
