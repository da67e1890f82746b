// Runs npm so that its errors are seen and nothing that it installs runs a script.

import { mkdirSync, renameSync, rmSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { runCommand } from "./command.mjs";
import { ToolchainFailure } from "./failure.mjs";
import { PAGES } from "./pins.mjs";

/** @import { Io } from "./io.mjs" */
/** @typedef {{ cwd: string, what: string, onStart?: ((pid: number) => void) | undefined }} NpmOptions */

// `.npmrc` silences npm so that its banner does not stand before our JSON: here its errors are wanted.
const FLAGS = [
  "--loglevel=error",
  "--ignore-scripts",
  "--no-audit",
  "--no-fund",
  "--no-update-notifier",
  "--no-progress",
];

/**
 * @param {Io} io
 * @param {string[]} args
 * @param {NpmOptions} options
 * @throws {ToolchainFailure}
 */
export async function npm(io, args, { cwd, what, onStart }) {
  // npm is a script that starts `node`: ours stands last, for a machine that has none on PATH.
  const path = [io.env["PATH"], dirname(io.nodePath)].filter(Boolean).join(delimiter);
  const env = { ...io.env, PATH: path };
  const outcome = await runCommand("npm", [...args, ...FLAGS], { cwd, env, limitMs: io.limits.npm, onStart });
  if (outcome.ok) return;
  throw new ToolchainFailure(
    `npm could not install ${what}`,
    [{ way: `npm ${args.join(" ")}`, why: outcome.why ?? "" }],
    [`see that npm is installed (it comes with Node: ${PAGES.node}) and can reach its registry (npm ping)`],
  );
}

/**
 * Installs one exact package into a folder of its own. The folder appears whole or not at all, once `check` is
 * content with it.
 * @param {Io} io
 * @param {string} spec Name and exact version.
 * @param {string} folder
 * @param {{ onStart: (pid: number) => void, check: (folder: string) => Promise<void> }} options
 */
export async function installApart(io, spec, folder, { onStart, check }) {
  const incoming = join(dirname(folder), `.incoming-${process.pid}`);
  mkdirSync(incoming, { recursive: true });
  try {
    await npm(io, ["install", "--prefix", incoming, "--no-save", spec], {
      cwd: incoming,
      what: spec,
      onStart,
    });
    await check(incoming);
    rmSync(folder, { recursive: true, force: true });
    renameSync(incoming, folder);
  } finally {
    rmSync(incoming, { recursive: true, force: true });
  }
}
