// Shows on stderr what takes long: a line per phase, with a heartbeat of elapsed seconds.

/**
 * @typedef {{ isTTY?: boolean | undefined, write(text: string): unknown }} Screen
 * @typedef {{ end(result: string): void }} Phase
 */

const HEARTBEAT_MS = { terminal: 1_000, log: 15_000 };
const CLEAR_LINE = "\r\u001b[2K";

/**
 * @param {string} title What is being done, such as `installing packages`.
 * @param {Screen} [screen]
 * @returns {Phase} To be ended with its result in a word or two.
 */
export function startPhase(title, screen = process.stderr) {
  const started = Date.now();
  const elapsed = () => `${Math.round((Date.now() - started) / 1000)} s`;
  const terminal = screen.isTTY === true;
  screen.write(terminal ? `${title} …` : `${title} …\n`);
  const heartbeat = setInterval(
    () => screen.write(terminal ? `${CLEAR_LINE}${title} … ${elapsed()}` : `${title} … ${elapsed()}\n`),
    terminal ? HEARTBEAT_MS.terminal : HEARTBEAT_MS.log,
  );
  return {
    end: (result) => {
      clearInterval(heartbeat);
      screen.write(`${terminal ? CLEAR_LINE : ""}${title}: ${result} (${elapsed()})\n`);
    },
  };
}

/**
 * Runs one step as a phase.
 * @template T
 * @param {string} title
 * @param {() => Promise<T>} step
 * @returns {Promise<T>} What the step gives; its error passes through.
 */
export async function inPhase(title, step) {
  const phase = startPhase(title);
  let result = "";
  try {
    const value = await step();
    result = "done";
    return value;
  } catch (error) {
    const [first] = String(error instanceof Error ? error.message : error).split("\n");
    result = `failed: ${first}`;
    throw error;
  } finally {
    phase.end(result);
  }
}
