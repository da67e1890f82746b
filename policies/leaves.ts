// Walks the properties of a resource down to their texts, past what nobody can know before the update.

/** A text with the path to it; `text` is undefined where the value is not known yet. */
export interface Leaf {
  readonly path: readonly string[];
  readonly text: string | undefined;
}

/** Every text below a value. Numbers and booleans hold no name and no address, and are left out. */
export function leavesIn(value: unknown, path: readonly string[] = []): Leaf[] {
  if (typeof value === "string") return [{ path, text: value }];
  if (typeof value !== "object" || value === null) return [];
  return Object.keys(value).flatMap((name) => {
    const at = [...path, name];
    let child: unknown;
    try {
      child = (value as Readonly<Record<string, unknown>>)[name];
    } catch {
      // The pack's SDK throws where a value is unknown, and nowhere else.
      return [{ path: at, text: undefined }];
    }
    return leavesIn(child, at);
  });
}

/** The known texts alone. */
export function stringsIn(value: unknown): string[] {
  return leavesIn(value).flatMap(({ text }) => (text === undefined ? [] : [text]));
}

/** A text among the properties of a resource; undefined where it is not there, or not known yet. */
export function textOrUnknown(props: Readonly<Record<string, unknown>>, name: string): string | undefined {
  return leavesIn(props).find(({ path }) => path.length === 1 && path[0] === name)?.text;
}
