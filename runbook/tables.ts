// Reads tables: columns by the name in their header, every row complete.
import type { Table, TableCell, TableRow } from "mdast";
import { type Document, placeOf, plainText } from "./document.ts";
import type { Place } from "./model.ts";
import { headingSlug, requireNoHeadings, type Section } from "./sections.ts";

/** The columns a table must have: how each is written, and which slugs of a header mean it. */
export type Columns<Key extends string> = Readonly<Record<Key, { header: string; slug: RegExp }>>;

export interface Cell {
  text: string;
  /** Undefined in a row that lacks it. */
  node: TableCell | undefined;
  at: Place;
}

export interface Row<Key extends string> {
  cells: Record<Key, Cell>;
  at: Place;
}

/** The rows of the one table under a heading. Columns stand in any order; unknown ones are findings. */
export function readTable<Key extends string>(
  doc: Document,
  section: Section,
  columns: Columns<Key>,
): Row<Key>[] {
  requireNoHeadings(doc, section);
  const tables = section.content.filter((node) => node.type === "table");
  const [table, ...others] = tables;
  const required = `one table with the columns ${names(columns)} under "${section.title}"`;
  if (table === undefined) {
    const mend = "add it, with a line of dashes under its header";
    doc.error("missing-table", section.at, { found: "no table", required, mend });
    return [];
  }
  for (const other of others) {
    doc.error("duplicate-table", placeOf(other), {
      found: "another table",
      required,
      mend: "put its rows into the first",
    });
  }
  return rowsOf(doc, table, columns);
}

function rowsOf<Key extends string>(doc: Document, table: Table, columns: Columns<Key>): Row<Key>[] {
  const [header, ...rows] = table.children;
  if (header === undefined) return [];
  const places = columnPlaces(doc, header, columns);
  if (rows.length === 0) {
    doc.error("empty-table", placeOf(header), {
      found: "a table without rows",
      required: "at least one row",
      mend: `add a row with ${names(columns)}`,
    });
  }
  if (places === undefined) return [];
  return rows.flatMap((row) => {
    const cells = cellsOf(doc, row, header.children.length, places);
    return cells ? [{ cells, at: placeOf(row) }] : [];
  });
}

/** The index of each wanted column, or undefined if one is missing. */
function columnPlaces<Key extends string>(
  doc: Document,
  header: TableRow,
  columns: Columns<Key>,
): Record<Key, number> | undefined {
  const wanted = Object.entries(columns) as [Key, Columns<Key>[Key]][];
  const places: Partial<Record<Key, number>> = {};
  for (const [index, cell] of header.children.entries()) {
    const text = plainText(cell);
    const key = wanted.find(([, { slug }]) => slug.test(headingSlug(text)))?.[0];
    if (key === undefined) {
      doc.finding("unknown-column", placeOf(cell), {
        found: `the column "${text}", which nothing executes`,
        required: names(columns),
        mend: "leave it for people to read, or give it one of these names",
      });
    } else if (places[key] !== undefined) {
      doc.error("duplicate-column", placeOf(cell), {
        found: `the column "${text}" again`,
        required: "each column once",
        mend: "delete one of the two",
      });
    } else places[key] = index;
  }
  const missing = wanted.filter(([key]) => places[key] === undefined);
  for (const [, { header: name }] of missing) {
    doc.error("missing-column", placeOf(header), {
      found: `no column "${name}"`,
      required: `the columns ${names(columns)}`,
      mend: `add "${name}" to the header, and its cell to each row`,
    });
  }
  return missing.length === 0 ? (places as Record<Key, number>) : undefined;
}

function cellsOf<Key extends string>(
  doc: Document,
  row: TableRow,
  count: number,
  places: Record<Key, number>,
): Record<Key, Cell> | undefined {
  if (row.children.length !== count) {
    doc.error("cell-count", placeOf(row), {
      found: `${row.children.length} cells`,
      required: `${count}, one for each column of the header`,
      mend: row.children.length < count ? "add what is missing" : 'delete a cell, or write "\\|" inside one',
    });
    return undefined;
  }
  const entries = Object.entries<number>(places).map(([key, index]) => {
    const cell = row.children[index];
    return [
      key,
      { text: cell ? plainText(cell) : "", node: cell, at: placeOf(cell?.children[0] ?? cell ?? row) },
    ] as const;
  });
  return Object.fromEntries(entries) as Record<Key, Cell>;
}

/** A cell's text; an empty cell is an error. */
export function requireText(doc: Document, cell: Cell, column: string): string | undefined {
  if (cell.text !== "") return cell.text;
  doc.error("empty-cell", cell.at, {
    found: "an empty cell",
    required: `a value for "${column}"`,
    mend: "fill it in, or delete the row",
  });
  return undefined;
}

const names = (columns: Columns<string>): string =>
  Object.values(columns)
    .map(({ header }) => header)
    .join(", ");
