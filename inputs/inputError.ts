// Bad input: what an engineer can mend in a file or in the stack's config. Commands that meet it exit with 2.

/** Everything wrong with the input, found at once; each problem says where, what was found, required, and the mend. */
export class InputError extends Error {
  readonly problems: readonly string[];

  constructor(title: string, problems: readonly string[]) {
    const shown = problems.map(visible);
    super(`${visible(title)}\n${shown.map((problem) => `  - ${problem}`).join("\n")}`);
    this.name = "InputError";
    this.problems = shown;
  }
}

/** A problem quotes what was found, and a terminal obeys what is in it: what it would obey is shown as its code. */
export function visible(text: string): string {
  return text.replaceAll(
    /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`,
  );
}
