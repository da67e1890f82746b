// What stands in the braces behind a metric: which of its series are meant.
import { listOf, type Scanner } from "./scanner.ts";

/** A comma is an `and`, `!` and `-` are a `not`, `*` is a tag that all have. */
export type Filter =
  | { readonly kind: "tag"; readonly text: string }
  | { readonly kind: "in"; readonly key: string; readonly values: readonly string[] }
  | { readonly kind: "not"; readonly of: Filter }
  | { readonly kind: "and" | "or"; readonly of: readonly Filter[] };

const tag = /[^\s,(){}'"!-][^\s,(){}'"]*/y;
/** As words of their own, and not at the start of a tag such as `in:stock`. */
const words = {
  and: /(?:AND|and)(?=[\s(])/y,
  or: /(?:OR|or)(?=[\s(])/y,
  not: /(?:NOT|not)(?=[\s(])/y,
  in: /(?:IN|in)(?=[\s(])/y,
  notIn: /(?:NOT\s+IN|not\s+in)(?=[\s(])/y,
} as const;

const oneNotation =
  "either the signs ! and , or the words AND, OR, NOT and IN: Datadog takes no filter with both";
const aTag = "a tag such as env:production, or * for all";

/** Reads a filter with its braces. */
export function readFilter(scanner: Scanner): Filter {
  scanner.expect(/\{/y, "a filter in braces, such as {env:production} or {*}");
  const filter = new FilterReader(scanner).alternatives();
  scanner.expect(/\}/y, "a comma, AND, OR, or } at the filter's end");
  return filter;
}

type Notation = "signs" | "words";

class FilterReader {
  readonly #scanner: Scanner;
  #notation: Notation | undefined;

  constructor(scanner: Scanner) {
    this.#scanner = scanner;
  }

  alternatives(): Filter {
    const of = [this.#all()];
    while (this.#take(words.or, "words")) of.push(this.#all());
    return joined("or", of);
  }

  #all(): Filter {
    const of = [this.#one()];
    while (this.#take(/,/y, "signs") || this.#take(words.and, "words")) of.push(this.#one());
    return joined("and", of);
  }

  #one(): Filter {
    const scanner = this.#scanner;
    return scanner.nested(() => {
      if (this.#take(/[!-]/y, "signs")) return { kind: "not", of: this.#tag() };
      if (this.#take(words.not, "words")) return { kind: "not", of: this.#one() };
      if (!this.#take(/\(/y, "words")) return this.#tag();
      const within = this.alternatives();
      scanner.expect(/\)/y, "AND, OR or ) at the end of the group");
      return within;
    });
  }

  #tag(): Filter {
    const scanner = this.#scanner;
    const [text] = scanner.expect(tag, aTag);
    if (text.endsWith(":")) scanner.fail(`a value of ${text}`);
    if (text.includes(":")) return { kind: "tag", text };
    const excluded = this.#take(words.notIn, "words");
    if (!excluded && !this.#take(words.in, "words")) return { kind: "tag", text };
    scanner.expect(/\(/y, "values in parentheses, such as (a, b)");
    const values = listOf(scanner, /,/y, () => scanner.expect(tag, "a value")[0]);
    scanner.expect(/\)/y, "a comma, or ) at the end of the values");
    const found: Filter = { kind: "in", key: text, values };
    return excluded ? { kind: "not", of: found } : found;
  }

  /** Whether it stands here; it must be of the same notation as the rest of the filter. */
  #take(pattern: RegExp, notation: Notation): boolean {
    const found = this.#scanner.take(pattern);
    if (found === undefined) return false;
    if (this.#notation !== undefined && this.#notation !== notation)
      this.#scanner.fail(oneNotation, found.index);
    this.#notation = notation;
    return true;
  }
}

function joined(kind: "and" | "or", of: readonly Filter[]): Filter {
  const [only] = of;
  return only !== undefined && of.length === 1 ? only : { kind, of };
}
