// Bad input: what an engineer can mend in a file or in the stack's config. Commands that meet it exit with 2.

/** Everything wrong with the input, found at once; each problem says where, what was found, required, and the mend. */
export class InputError extends Error {
  readonly problems: readonly string[];

  constructor(title: string, problems: readonly string[]) {
    super(`${title}\n${problems.map((problem) => `  - ${problem}`).join("\n")}`);
    this.name = "InputError";
    this.problems = problems;
  }
}
