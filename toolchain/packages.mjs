// Makes node_modules be what package-lock.json says: at once seen when it is, by `npm ci` when it is not.

import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** @import { Io } from "./io.mjs" */
/**
 * @typedef {{ version?: string, resolved?: string, integrity?: string, optional?: boolean, os?: string[], cpu?: string[], libc?: string[] }} Locked
 * @typedef {{ packages?: Record<string, Locked> }} LockFile
 */

/**
 * @param {Io} io
 * @throws {import("./failure.mjs").ToolchainFailure} With npm's own words, when it cannot install.
 */
export async function ensurePackages(io) {
  const stamp = join(io.root, "node_modules", ".marsana-stamp");
  const wanted = createHash("sha256")
    .update(readFileSync(join(io.root, "package-lock.json")))
    .digest("hex");
  const isCurrent = () => existsSync(stamp) && readFileSync(stamp, "utf8") === wanted;
  if (isCurrent()) return;

  const { withLock } = await import("./lock.mjs");
  await withLock(join(io.root, ".state", "packages.lock"), io.limits, async (tellOf) => {
    if (isCurrent()) return;
    if (!isInstalledByHand(io)) {
      rmSync(stamp, { force: true });
      await install(io, tellOf);
    }
    // Written last: whatever is interrupted before this is done again.
    writeFileSync(stamp, wanted);
  });
}

/**
 * @param {Io} io
 * @param {(child: number) => void} onStart
 */
async function install(io, onStart) {
  const [{ npm }, { inPhase }] = await Promise.all([import("./npm.mjs"), import("./progress.mjs")]);
  await inPhase("installing the packages of package-lock.json", () =>
    // `--include=dev`: NODE_ENV=production would leave out what the tests need.
    npm(io, ["ci", "--include=dev", "--prefix", io.root], { cwd: io.root, onStart, what: "the packages" }),
  );
}

/**
 * Whether somebody's own `npm ci` or `npm install` ended with just what the lock file says. npm writes its record
 * of what is installed last, and `npm ci` removes it first.
 * @param {Io} io
 */
function isInstalledByHand(io) {
  const record = join(io.root, "node_modules", ".package-lock.json");
  if (!existsSync(record)) return false;
  const installed = packagesIn(record);
  return Object.entries(packagesIn(join(io.root, "package-lock.json"))).every(([folder, locked]) => {
    if (folder === "") return true;
    const have = installed[folder];
    if (have === undefined) return isForOtherMachines(locked, io.platform);
    const isSame = have.version === locked.version && have.integrity === locked.integrity;
    return isSame && existsSync(join(io.root, folder, "package.json"));
  });
}

/**
 * @param {Locked} locked
 * @param {string} platform
 */
function isForOtherMachines({ optional, os, cpu, libc }, platform) {
  const [system = "", processor = ""] = platform.split("-");
  const isOther = (os && !os.includes(system)) || (cpu && !cpu.includes(processor)) || libc !== undefined;
  return optional === true && isOther;
}

/**
 * @param {string} file
 * @returns {Record<string, Locked>}
 */
function packagesIn(file) {
  /** @type {LockFile} */
  const lock = JSON.parse(readFileSync(file, "utf8"));
  return lock.packages ?? {};
}
