// Hands over to the entry: in this very process where its Node is right, else in the right one, as if it were us.

import { realpathSync } from "node:fs";
import module from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { SIGNALS } from "./groups.mjs";

/** @import { Plan } from "./prepare.mjs" */

/**
 * @param {Plan} plan
 * @param {string} root The project's folder.
 * @param {string} name The entry, from there.
 * @param {string[]} args
 */
export async function start(plan, root, name, args) {
  const entry = join(root, name);
  process.env["PATH"] = plan.path;
  // The tests run copies of the project, whose files nobody comes back to.
  if (!name.startsWith("test/")) keepCompiled(join(root, ".state", "compiled"));
  if (realpathSync(plan.node) === realpathSync(process.execPath)) {
    process.argv = [process.execPath, entry, ...args];
    await import(pathToFileURL(entry).href);
    return;
  }
  await startInOther(plan.node, entry, args);
}

/**
 * Lets Node keep what it compiles, in this process and in those that it starts: loading is much of a preview's time.
 * @param {string} folder Where, unless the user has named another.
 */
function keepCompiled(folder) {
  process.env["NODE_COMPILE_CACHE"] ??= folder;
  // Missing in Node 20, which only hands over to another.
  module.enableCompileCache?.();
}

/**
 * @param {string} node
 * @param {string} entry
 * @param {string[]} args
 */
async function startInOther(node, entry, args) {
  const { spawn } = await import("node:child_process");
  const child = spawn(node, [...process.execArgv, entry, ...args], { stdio: "inherit" });
  const forward = (/** @type {NodeJS.Signals} */ signal) => {
    // Ctrl-C at a terminal has reached the child already; a second one would make Pulumi stop without cleaning up.
    if (signal === "SIGINT" && process.stdin.isTTY) return;
    child.kill(signal);
  };
  for (const signal of SIGNALS) process.on(signal, forward);
  child.on("error", (error) => {
    console.error(`${node} could not be started: ${error.message}`);
    process.exit(3);
  });
  child.on("exit", (code, signal) => {
    for (const each of SIGNALS) process.off(each, forward);
    if (signal === null) process.exit(code ?? 1);
    process.kill(process.pid, signal);
  });
}
