// Runs one command to its end: bounded in time, its last output kept, never left behind when we are interrupted.

import { spawn } from "node:child_process";
import { adoptGroup, releaseGroup, signalGroup } from "./groups.mjs";

/**
 * @typedef {object} Outcome
 * @property {boolean} ok
 * @property {string} stdout
 * @property {string} tail The first and last lines of stdout and stderr together.
 * @property {string | undefined} why What went wrong, with those lines; undefined when it went well.
 *
 * @typedef {object} Options
 * @property {string} cwd
 * @property {Record<string, string | undefined>} env
 * @property {number} limitMs Longest time to the end.
 * @property {number} [silenceMs] Longest time without a byte of output.
 * @property {((pid: number) => void) | undefined} [onStart]
 */

/** npm says what is wrong first and then explains at length; most others say it last. */
const SHOWN_LINES = { first: 6, last: 12 };
const MOST_KEPT = 64 * 1024;

/**
 * Never rejects: a command that cannot be started or exceeds a limit is an outcome like any other.
 * @param {string} command
 * @param {string[]} args
 * @param {Options} options
 * @returns {Promise<Outcome>}
 */
export async function runCommand(command, args, options) {
  const started = Date.now();
  // Its own process group: a limit has to end the whole family, such as npm, its shell and its curl.
  const child = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"], detached: true });
  const output = keep(child);
  const guard = watch(child, options);
  const { pid } = child;
  if (pid !== undefined) {
    adoptGroup(pid);
    options.onStart?.(pid);
  }
  const ended = await endOf(child);
  guard.rest();
  if (pid !== undefined) releaseGroup(pid);

  const problem = guard.stopped() ?? ended;
  const tail = shortened(output.all);
  const why =
    problem && [`${problem} (after ${seconds(Date.now() - started)})`, tail].filter(Boolean).join("\n");
  return { ok: problem === undefined, stdout: output.stdout, tail, why };
}

/** @typedef {import("node:child_process").ChildProcessByStdio<null, import("node:stream").Readable, import("node:stream").Readable>} Child */

/**
 * @param {Child} child
 * @returns {{ stdout: string, all: string }} Filled while the command runs.
 */
function keep(child) {
  const kept = { stdout: "", all: "" };
  child.stdout.on("data", (chunk) => {
    kept.stdout = (kept.stdout + chunk).slice(-MOST_KEPT);
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk) => {
      kept.all = (kept.all + chunk).slice(-MOST_KEPT);
    });
  }
  return kept;
}

/**
 * Ends the command when it takes too long or is silent for too long.
 * @param {Child} child
 * @param {Options} options
 */
function watch(child, { limitMs, silenceMs }) {
  /** @type {string | undefined} */
  let reason;
  const stopAfter = (/** @type {number} */ ms, /** @type {string} */ why) =>
    setTimeout(() => {
      reason ??= `${why} for ${seconds(ms)}, so it was stopped`;
      if (child.pid !== undefined) signalGroup(child.pid, "SIGKILL");
    }, ms);
  const limit = stopAfter(limitMs, "did not end");
  const silence = silenceMs === undefined ? undefined : stopAfter(silenceMs, "no sign of a connection");
  for (const stream of [child.stdout, child.stderr]) stream.on("data", () => silence?.refresh());
  return {
    stopped: () => reason,
    rest: () => {
      clearTimeout(limit);
      clearTimeout(silence);
    },
  };
}

/**
 * @param {Child} child
 * @returns {Promise<string | undefined>} What was wrong with its end.
 */
function endOf(child) {
  return new Promise((resolve) => {
    child.on("error", (error) => resolve(`could not be started: ${error.message}`));
    child.on("close", (code, signal) =>
      resolve(code === 0 ? undefined : signal ? `was ended by ${signal}` : `ended with exit code ${code}`),
    );
  });
}

/** @param {number} ms */
function seconds(ms) {
  return ms < 10_000 ? `${(ms / 1000).toFixed(1)} s` : `${Math.round(ms / 1000)} s`;
}

/** @param {string} text */
function shortened(text) {
  const lines = text.split(/[\r\n]+/).filter((line) => line.trim() !== "");
  const { first, last } = SHOWN_LINES;
  if (lines.length <= first + last) return lines.join("\n");
  return [...lines.slice(0, first), "…", ...lines.slice(-last)].join("\n");
}
