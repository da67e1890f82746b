// What the toolchain knows of the machine it runs on: one value, so that tests can hand in another machine.

import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { LIMITS } from "./pins.mjs";

/**
 * @typedef {object} Io
 * @property {string} root The project's folder.
 * @property {Record<string, string | undefined>} env
 * @property {string} home The user's own folder.
 * @property {string} platform Operating system and processor, such as `linux-x64`.
 * @property {string} nodePath The Node that runs now.
 * @property {string} nodeVersion Its version.
 * @property {typeof LIMITS} limits Milliseconds.
 */

/** @returns {Io} The machine as it is. */
export function thisMachine() {
  return {
    root: dirname(dirname(fileURLToPath(import.meta.url))),
    env: process.env,
    home: homedir(),
    platform: `${process.platform}-${process.arch}`,
    nodePath: process.execPath,
    nodeVersion: process.versions.node,
    limits: LIMITS,
  };
}

/**
 * The user's cache for what is fetched on demand: outside the project, so that clones share it.
 * @param {Io} io
 */
export function cacheFolder({ env, home }) {
  return (
    env["MARSANA_TOOLCHAIN_HOME"] || join(env["XDG_CACHE_HOME"] || join(home, ".cache"), "marsana-toolchain")
  );
}

/**
 * Pulumi's own version cache, shared with its npm wrapper and its Automation API.
 * @param {Io} io
 */
export function pulumiHome({ env, home }) {
  return env["PULUMI_HOME"] || join(home, ".pulumi");
}

/**
 * Where a version of Pulumi is kept.
 * @param {Io} io
 * @param {string} version
 */
export function engineInCache(io, version) {
  return join(pulumiHome(io), "versions", version, "bin", "pulumi");
}
