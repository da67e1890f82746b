// The one error of the toolchain: what could not be had, every way that was tried, and what to install.

/** @typedef {{ way: string, why: string }} Attempt */

export class ToolchainFailure extends Error {
  /**
   * @param {string} problem One sentence without a full stop.
   * @param {Attempt[]} attempts Each way that was tried, in order, and why it failed.
   * @param {string[]} remedies What the reader can do; any one of them is enough.
   */
  constructor(problem, attempts, remedies) {
    const tried = attempts.map(({ way, why }, index) => `  ${index + 1}. ${way}: ${indented(why)}`);
    super(
      [
        `${problem}.`,
        ...(tried.length > 0 ? ["Tried:", ...tried] : []),
        "To mend it, do one of these and run the same command again:",
        ...remedies.map((remedy) => `  - ${remedy}`),
      ].join("\n"),
    );
    this.name = "ToolchainFailure";
  }
}

/** @param {string} text */
function indented(text) {
  return text.trimEnd().split("\n").join("\n     | ");
}
