// Remembers the versions programs reported, so that a second run looks at files and starts nothing.

import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { versionIn } from "./versions.mjs";

/** @import { Io } from "./io.mjs" */
/** @typedef {{ version: string, size: number, changed: number }} Known */

/**
 * The version a program reports. Asked once; after that remembered for as long as the file is the same.
 * @param {Io} io
 * @param {string} program
 * @param {string[]} question Arguments that make it print its version on stdout.
 * @returns {Promise<{ version: string } | { why: string }>}
 */
export async function versionOf(io, program, question) {
  const file = join(io.root, ".state", "toolchain.json");
  const { size, mtimeMs: changed } = statSync(program);
  const remembered = read(file)[program];
  if (remembered?.size === size && remembered.changed === changed) return { version: remembered.version };

  const { runCommand } = await import("./command.mjs");
  const env = { ...io.env, PULUMI_SKIP_UPDATE_CHECK: "true" };
  const answer = await runCommand(program, question, { cwd: io.root, env, limitMs: io.limits.question });
  const version = versionIn(answer.stdout);
  if (!answer.ok || version === undefined) return { why: answer.why ?? `says no version: ${answer.tail}` };
  write(file, { ...read(file), [program]: { version, size, changed } });
  return { version };
}

/**
 * @param {string} file
 * @returns {Record<string, Known>} Nothing where the file is missing or unreadable: then all is asked again.
 */
function read(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return {};
  }
}

/**
 * @param {string} file
 * @param {Record<string, Known>} known
 */
function write(file, known) {
  mkdirSync(dirname(file), { recursive: true });
  const incoming = `${file}.${process.pid}`;
  writeFileSync(incoming, `${JSON.stringify(known, null, 2)}\n`);
  renameSync(incoming, file);
}
