// Reads what may be read of a resource before the update, past what nobody can know yet.

export type Props = Readonly<Record<string, unknown>>;

/** Stands for a value that is not known before the update. */
class Unknown {
  toJSON(): string {
    return "(unknown before the update)";
  }
}
const unknown = new Unknown();

export function isUnknown(value: unknown): boolean {
  return value === unknown;
}

/** A property as plain data, in which everything can be read. */
export function partOf(props: Props, name: string): unknown {
  try {
    return known(props[name]);
  } catch {
    // The pack's SDK throws where a value is unknown, and nowhere else.
    return unknown;
  }
}

/** The value as plain data; one that is known itself, though perhaps not everything in it. */
export function known(value: unknown): unknown {
  if (typeof value !== "object" || value === null || isUnknown(value)) return value;
  const names = Object.keys(value);
  if (Array.isArray(value)) return names.map((name) => partOf(value as unknown as Props, name));
  return Object.fromEntries(names.map((name) => [name, partOf(value as Props, name)]));
}

/** A text with the path to it; `text` is undefined where the value is not known yet. */
export interface Leaf {
  readonly path: readonly string[];
  readonly text: string | undefined;
}

/** Every text below a value. Numbers and booleans hold no name and no address, and are left out. */
export function leavesIn(value: unknown): Leaf[] {
  return leavesBelow(known(value), []);
}

function leavesBelow(value: unknown, path: readonly string[]): Leaf[] {
  if (isUnknown(value)) return [{ path, text: undefined }];
  if (typeof value === "string") return [{ path, text: value }];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) => leavesBelow(one, [...path, name]));
}

/** A text among the properties of a resource; undefined where it is not there, or not known yet. */
export function textOrUnknown(props: Props, name: string): string | undefined {
  const part = partOf(props, name);
  return typeof part === "string" ? part : undefined;
}
