// The process groups we started: an interrupt that reaches us reaches them too, then ends us as it would have.

/** @type {NodeJS.Signals[]} */
export const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];

/** @type {Set<number>} */
const running = new Set();

/** @param {number} pid The leader of a group of its own. */
export function adoptGroup(pid) {
  if (running.size === 0) for (const signal of SIGNALS) process.on(signal, interrupted);
  running.add(pid);
}

/** @param {number} pid */
export function releaseGroup(pid) {
  running.delete(pid);
  if (running.size === 0) for (const signal of SIGNALS) process.off(signal, interrupted);
}

/**
 * @param {number} pid
 * @param {NodeJS.Signals} signal
 */
export function signalGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
  } catch {
    // The group has ended by itself.
  }
}

/** @param {NodeJS.Signals} signal */
function interrupted(signal) {
  for (const pid of running) signalGroup(pid, signal);
  for (const each of SIGNALS) process.off(each, interrupted);
  process.kill(process.pid, signal);
}
