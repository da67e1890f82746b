// What the sections of a summary have in common.
import type { RunResult } from "../engine/result.ts";
import type { Section } from "./screen.ts";

/** Where all of it is to be found. */
export function whereOf({ log }: RunResult): string {
  return log === undefined ? "--json shows all" : `${log} has all`;
}

/** A section of which each item is one line. */
export function lineSection(items: readonly string[], rest: Section["rest"], title?: string): Section {
  return { ...(title !== undefined && { title }), items: items.map((line) => ({ lines: [line] })), rest };
}

/** Says how many are left out, and where they are. */
export const counted =
  (one: string, several: string, where: string): Section["rest"] =>
  (left) =>
    `  … and ${left.length} ${left.length === 1 ? one : several}: ${where}`;

/** A text of more lines than this is not read in a summary. */
const mostLines = 8;

/** The lines below a first one, as far as they are few. */
export function indented(lines: readonly string[]): string[] {
  const shown = lines.slice(0, mostLines).map((line) => `    ${line}`);
  const left = lines.length - shown.length;
  return left > 0 ? [...shown, `    … and ${left} more lines`] : shown;
}
