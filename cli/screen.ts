// Fits sections of text on one screen: what matters most gets its rows first, and what is left out is counted and named.
import { visible } from "../inputs/inputError.ts";

export interface Screen {
  /** Infinity where it is no terminal: then no line is broken. */
  readonly columns: number;
  readonly rows: number;
}

/** More than this is no summary, however tall the terminal is. */
export const mostRows = 40;

/** What belongs together: a fact, and the lines that say what to do about it. */
export interface Item {
  readonly lines: readonly string[];
  /** The rules that it is about, or the places: what must be named even where there is no room for the lines. */
  readonly about?: readonly string[];
}

export interface Section {
  /** Stands above the items, if there are any. */
  readonly title?: string;
  readonly items: readonly Item[];
  /** One line in place of the items that do not fit. */
  readonly rest: (left: readonly Item[]) => string;
}

/** A line that is to be copied as a whole, such as a command: the terminal may break it, a summary never does. */
const isToCopy = (line: string): boolean => /^\s*fix: |https?:\/\//.test(line);

/** The text as rows of a terminal; what is broken goes on below the words of its first row. */
function broken(line: string, columns: number): string[] {
  if (line.length <= columns || isToCopy(line)) return [line];
  const indent = " ".repeat((/^\s*(?:- )?/.exec(line)?.[0].length ?? 0) || 2);
  const rows: string[] = [];
  let row = "";
  for (const word of line.split(/(?<=\S) /)) {
    const longer = row === "" ? word : `${row} ${word}`;
    if (longer.length <= columns || row === "") row = longer;
    else {
      rows.push(row);
      row = `${indent}${word}`;
    }
  }
  return [...rows, row];
}

const rowsOf = (lines: readonly string[], columns: number): number =>
  lines
    .flatMap((line) => broken(visible(line), columns))
    .reduce((sum, row) => sum + Math.max(1, Math.ceil(row.length / columns)), 0);

/**
 * The sections in their order, as lines. Each has at least the line that says how much of it is left out; the room is given
 * to them by `ranked`, first to what comes first in it.
 */
export function fitted(sections: readonly Section[], ranked: readonly Section[], screen: Screen): string[] {
  const { columns } = screen;
  let room = screen.rows - sections.filter(({ items }) => items.length > 0).length;
  const shown = new Map<Section, string[]>();
  for (const section of ranked) {
    const lines = linesWithin(section, room + 1, columns);
    shown.set(section, lines);
    if (lines.length > 0) room -= rowsOf(lines, columns) - 1;
  }
  return sections
    .flatMap((section) => shown.get(section) ?? [])
    .flatMap((line) => broken(visible(line), columns));
}

function linesWithin({ title, items, rest }: Section, room: number, columns: number): string[] {
  if (items.length === 0) return [];
  const head = title === undefined ? [] : [title];
  for (let count = items.length; count > 0; count -= 1) {
    const left = items.slice(count);
    const lines = [
      ...head,
      ...items.slice(0, count).flatMap(({ lines: own }) => own),
      ...(left.length > 0 ? [rest(left)] : []),
    ];
    if (rowsOf(lines, columns) <= room) return lines;
  }
  return [rest(items)];
}
