// A lock between processes: one file that names its owner, so that the lock of a dead one can be taken over.

import { mkdirSync, readFileSync, renameSync, rmdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { hostname, uptime } from "node:os";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ToolchainFailure } from "./failure.mjs";
import { startPhase } from "./progress.mjs";

/**
 * @typedef {{ host: string, pid: number, child?: number | undefined }} Owner
 * @typedef {{ lockWait: number, staleLock: number }} Limits Milliseconds.
 */

const POLL_MS = 100;
/** Longer than breaking a lock or writing its first bytes can take. */
const MOMENT_MS = 10_000;

/**
 * Does the work while holding the lock. `work` is handed a function that tells the lock of a child process: the
 * lock then lives as long as that child, even when we are killed.
 * @template T
 * @param {string} file
 * @param {Limits} limits
 * @param {(tellOf: (child: number) => void) => Promise<T>} work
 * @returns {Promise<T>}
 * @throws {ToolchainFailure} When another process holds it for longer than `lockWait`.
 */
export async function withLock(file, limits, work) {
  mkdirSync(dirname(file), { recursive: true });
  await take(file, limits);
  try {
    return await work((child) => {
      const incoming = `${file}.${process.pid}`;
      writeFileSync(incoming, ownership(child));
      renameSync(incoming, file);
    });
  } finally {
    rmSync(file, { force: true });
  }
}

/**
 * @param {string} file
 * @param {Limits} limits
 */
async function take(file, limits) {
  const deadline = Date.now() + limits.lockWait;
  /** @type {import("./progress.mjs").Phase | undefined} */
  let waiting;
  while (!create(file)) {
    const holder = look(file);
    if (holder === undefined) continue;
    if (isStale(holder, limits.staleLock)) breakLock(file, holder.text);
    else
      waiting ??= startPhase(
        `waiting for process ${holder.owner?.pid ?? "?"}, which is setting up the same thing`,
      );
    if (Date.now() > deadline) {
      waiting?.end("gave up");
      throw new ToolchainFailure(
        `Another process did not finish setting up: ${file}`,
        [],
        [
          `end process ${holder.owner?.pid ?? "named in that file"}`,
          "delete that file when no such process runs",
        ],
      );
    }
    await sleep(POLL_MS);
  }
  waiting?.end("it is our turn");
}

/** @param {string} file */
function create(file) {
  try {
    writeFileSync(file, ownership(undefined), { flag: "wx" });
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
}

/** @param {number | undefined} child */
function ownership(child) {
  return JSON.stringify({ host: hostname(), pid: process.pid, child });
}

/**
 * @param {string} file
 * @returns {{ text: string, owner: Owner | undefined, written: number } | undefined} Undefined when released.
 */
function look(file) {
  try {
    const text = readFileSync(file, "utf8");
    const written = statSync(file).mtimeMs;
    return { text, written, owner: text.endsWith("}") ? JSON.parse(text) : undefined };
  } catch {
    return undefined;
  }
}

/**
 * @param {{ owner: Owner | undefined, written: number }} lock
 * @param {number} staleMs
 */
function isStale({ owner, written }, staleMs) {
  const age = Date.now() - written;
  // After a restart of the machine the same process ids belong to others.
  if (age > Math.min(staleMs, uptime() * 1000)) return true;
  if (owner === undefined) return age > MOMENT_MS;
  return owner.host === hostname() && !isAlive(owner.pid) && !isAlive(owner.child);
}

/** @param {number | undefined} pid */
function isAlive(pid) {
  if (pid === undefined) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return codeOf(error) === "EPERM";
  }
  try {
    // One that has ended but was never waited for, as happens in containers, does not count.
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return true;
  }
}

/**
 * Removes a stale lock, unless it has changed hands since it was looked at.
 * @param {string} file
 * @param {string} text
 */
function breakLock(file, text) {
  const guard = `${file}.breaking`;
  try {
    mkdirSync(guard);
  } catch {
    if (Date.now() - (statSync(guard, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()) > MOMENT_MS)
      rmdirSync(guard);
    return;
  }
  if (look(file)?.text === text) rmSync(file, { force: true });
  rmdirSync(guard);
}

/** @param {unknown} error */
function codeOf(error) {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
