// Brings together what an entry needs: packages, Node, engine, and the PATH on which all of them are found.

import { delimiter, join } from "node:path";
import { ensureEngine } from "./engine.mjs";
import { ensureNode } from "./node.mjs";
import { ensurePackages } from "./packages.mjs";
import { pathStarting } from "./search.mjs";

/**
 * @import { Io } from "./io.mjs"
 * @typedef {{ node: string, path: string }} Plan What to start, and the PATH to start it with.
 */

/**
 * Whether an entry can do without an engine: the tests skip, with the reason, what needs one.
 * @type {Record<string, "none" | "optional" | "required">}
 */
const ENGINE_NEEDS = {
  "cli/check.ts": "none",
  "cli/docs.ts": "none",
  "cli/rehearse.ts": "none",
  "cli/runbook.ts": "none",
  "cli/schemas.ts": "none",
  "cli/supabase.ts": "none",
  "test/run.ts": "optional",
};

/**
 * @param {Io} io
 * @param {string} entry Relative to the project's folder.
 * @returns {Promise<Plan>}
 * @throws {import("./failure.mjs").ToolchainFailure}
 */
export async function prepare(io, entry) {
  await ensurePackages(io);
  const node = await ensureNode(io);
  const withNode = pathStarting(node, io.env["PATH"] ?? "", "node");
  const needs = ENGINE_NEEDS[entry] ?? "required";
  if (needs === "none") return { node, path: withNode };

  const engine = await ensureEngine(io, node).catch((error) => {
    if (needs === "required" || error?.name !== "ToolchainFailure") throw error;
    console.error(error.message);
  });
  if (engine === undefined) return { node, path: withNode };
  const withEngine = pathStarting(node, pathStarting(engine, withNode, "pulumi"), "node");
  // Last, so that the policy host that comes with an official Pulumi is preferred.
  return { node, path: [withEngine, join(io.root, "toolchain", "shims")].join(delimiter) };
}
