// Walks through the text of a query, and says where it is not what it must be.

/** A query that Datadog could not read; its message gives column, what was found there and what is required. */
export class QueryError extends Error {
  /** Counts from 1. */
  readonly column: number;

  constructor(column: number, found: string, required: string) {
    super(`column ${column}: found ${found}; required: ${required}`);
    this.name = "QueryError";
    this.column = column;
  }
}

/** More of the text than this is not repeated in a message. */
const longestQuote = 24;
/** No query of a person's is nested so deeply; what is deeper would exhaust the stack. */
const deepest = 64;

export class Scanner {
  readonly #text: string;
  #position = 0;
  #depth = 0;
  /** Where each metric stands that has been read, from left to right, with white space behind it. */
  readonly metrics: { readonly start: number; readonly end: number }[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  get position(): number {
    return this.#position;
  }

  /**
   * What a pattern finds here, if it does, and then goes on behind it. White space before it is passed over.
   * @param pattern sticky (`y`), so that it looks nowhere else
   */
  take(pattern: RegExp): RegExpExecArray | undefined {
    this.#passSpace();
    return this.takeHere(pattern);
  }

  /** The same, where no white space may come before it. */
  takeHere(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#position;
    const found = pattern.exec(this.#text);
    if (found === null) return undefined;
    this.#position = pattern.lastIndex;
    return found;
  }

  /** What a pattern must find here. @throws QueryError if it does not */
  expect(pattern: RegExp, required: string): RegExpExecArray {
    return this.take(pattern) ?? this.fail(required);
  }

  /** @throws QueryError unless nothing is left */
  end(required: string): void {
    this.#passSpace();
    if (this.#position < this.#text.length) this.fail(required);
  }

  /** @param at where the fault is; where the scanner is, unless it is said */
  fail(required: string, at = this.#position): never {
    const rest = this.#text.slice(at, at + longestQuote + 1);
    const quoted = JSON.stringify(rest.slice(0, longestQuote));
    const found = rest === "" ? "the end" : `${quoted}${rest.length > longestQuote ? "…" : ""}`;
    throw new QueryError(at + 1, found, required);
  }

  /** Reads what may contain itself. @throws QueryError if that goes too deep */
  nested<T>(read: () => T): T {
    if (this.#depth === deepest) this.fail(`at most ${deepest} levels of nesting`);
    this.#depth += 1;
    const result = read();
    this.#depth -= 1;
    return result;
  }

  #passSpace(): void {
    this.takeHere(/\s+/y);
  }
}

/** Reads one thing, and more of them as long as a separator follows. */
export function listOf<T>(scanner: Scanner, separator: RegExp, read: () => T): T[] {
  const all = [read()];
  while (scanner.take(separator)) all.push(read());
  return all;
}
