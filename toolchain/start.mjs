// Hands over to the entry: in this very process where its Node is right, else in the right one, as if it were us.

import { realpathSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { SIGNALS } from "./groups.mjs";

/** @import { Plan } from "./prepare.mjs" */

/**
 * @param {Plan} plan
 * @param {string} entry
 * @param {string[]} args
 */
export async function start(plan, entry, args) {
  process.env["PATH"] = plan.path;
  if (realpathSync(plan.node) === realpathSync(process.execPath)) {
    process.argv = [process.execPath, entry, ...args];
    await import(pathToFileURL(entry).href);
    return;
  }
  await startInOther(plan.node, entry, args);
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
