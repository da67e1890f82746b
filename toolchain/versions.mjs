// Reads and compares the versions that programs report.

import { ENGINE, NODE_MINIMA } from "./pins.mjs";

/**
 * @param {string} text Such as `v24.21.0` or `go version go1.26.8 linux/amd64`.
 * @returns {string | undefined} The first version in the text, without a leading `v`.
 */
export function versionIn(text) {
  return /(\d+\.\d+(?:\.\d+)?)/.exec(text)?.[1];
}

/**
 * @param {string} version
 * @param {string} minimum
 */
export function isAtLeast(version, minimum) {
  const [have, want] = [parts(version), parts(minimum)];
  const difference = have.map((part, index) => part - (want[index] ?? 0)).find((step) => step !== 0);
  return (difference ?? 0) >= 0;
}

/**
 * Whether a Node of this version runs TypeScript without a flag.
 * @param {string} version
 */
export function isRightNode(version) {
  return isAtLeast(version, isAtLeast(version, "23.0.0") ? NODE_MINIMA.later : NODE_MINIMA.line22);
}

/**
 * Whether a Pulumi of this version is new enough, and of the same major.
 * @param {string} version
 */
export function isRightEngine(version) {
  return isAtLeast(version, ENGINE.minimum) && parts(version)[0] === parts(ENGINE.minimum)[0];
}

/** @param {string} version */
function parts(version) {
  const [major = 0, minor = 0, patch = 0] = version.split(".").map(Number);
  return [major, minor, patch];
}
