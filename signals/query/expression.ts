// What a metric monitor measures: arithmetic over queries of metrics, and functions of both.
import { type Filter, readFilter } from "./filter.ts";
import { functionRequired, modifierRequired } from "./functions.ts";
import { listOf, type Scanner } from "./scanner.ts";

/** One metric, as `sum:requests{env:production} by {env}.as_count()`. */
export interface MetricQuery {
  readonly kind: "metric";
  /** How its series are joined: avg, sum, min, max, count, or a percentile such as p95. */
  readonly aggregation: string;
  readonly metric: string;
  readonly filter: Filter;
  readonly groups: readonly string[];
  readonly modifiers: readonly { readonly name: string; readonly args: readonly string[] }[];
}

export type Operator = "+" | "-" | "*" | "/";

/** A setting of a function is a text, or has a name: `'agile'`, `direction='above'`. */
export type Setting = { readonly kind: "setting"; readonly name?: string; readonly value: string };

export type Expression =
  | MetricQuery
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "negative"; readonly of: Expression }
  | {
      readonly kind: "arithmetic";
      readonly operator: Operator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | {
      readonly kind: "call";
      readonly name: string;
      readonly of: Expression;
      readonly args: readonly (Expression | Setting)[];
    };

const plainNumber = /\d+(?:\.\d+)?(?![\w.])/y;
const aggregated = /(avg|sum|min|max|count|p\d{1,2}(?:\.\d{1,2})?)\s*:/y;
const text = /'([^']*)'|"([^"]*)"/y;
const anExpression =
  "a metric such as avg:requests{*}, a number, a function or a group; a metric begins with avg:, sum:, min:, max:, " +
  "count: or a percentile such as p95:";

/** Sums and differences. */
export function readExpression(scanner: Scanner): Expression {
  return chain(scanner, /[+-]/y, () => chain(scanner, /[*/]/y, () => readOperand(scanner)));
}

/** Operands with operators of one rank between them, which bind to the left. */
function chain(scanner: Scanner, operators: RegExp, read: () => Expression): Expression {
  let left = read();
  for (let found = scanner.take(operators); found !== undefined; found = scanner.take(operators))
    left = { kind: "arithmetic", operator: found[0] as Operator, left, right: read() };
  return left;
}

function readOperand(scanner: Scanner): Expression {
  return scanner.nested(() => {
    if (scanner.take(/-/y)) return { kind: "negative", of: readOperand(scanner) };
    const number = scanner.take(plainNumber);
    if (number !== undefined) return { kind: "number", value: Number(number[0]) };
    if (scanner.take(/\(/y)) {
      const within = readExpression(scanner);
      scanner.expect(/\)/y, "an operator (+ - * /), or ) at the end of the group");
      return within;
    }
    const metric = scanner.take(aggregated);
    if (metric !== undefined) return readMetric(scanner, metric[1] ?? "", metric.index);
    const call = scanner.take(/([a-z]\w*)\s*\(/y);
    return call === undefined ? scanner.fail(anExpression) : readCall(scanner, call[1] ?? "", call.index);
  });
}

function readMetric(scanner: Scanner, aggregation: string, start: number): MetricQuery {
  const [metric] = scanner.expect(
    /[A-Za-z][\w.]*(?![\w.-])/y,
    "the name of a metric: letters, digits, _ and dots",
  );
  const filter = readFilter(scanner);
  const groups = scanner.take(/by(?=[\s{])/y) ? readGroups(scanner) : [];
  const modifiers = [];
  for (let found = scanner.takeHere(/\.(\w+)/y); found !== undefined; found = scanner.takeHere(/\.(\w+)/y))
    modifiers.push(readModifier(scanner, found[1] ?? "", found.index));
  scanner.metrics.push({ start, end: scanner.position });
  return { kind: "metric", aggregation, metric, filter, groups, modifiers };
}

function readGroups(scanner: Scanner): string[] {
  scanner.expect(/\{/y, "the tags to group by, such as by {env}");
  const groups = listOf(
    scanner,
    /,/y,
    () => scanner.expect(/[^\s,:(){}'"]+/y, "the key of a tag, such as env")[0],
  );
  scanner.expect(/\}/y, "a comma, or } at the end of the tags to group by");
  return groups;
}

function readModifier(scanner: Scanner, name: string, at: number): MetricQuery["modifiers"][number] {
  scanner.expect(/\(/y, `( behind .${name}`);
  const args = scanner.take(/(?=\))/y) ? [] : listOf(scanner, /,/y, () => readWord(scanner));
  scanner.expect(/\)/y, `a comma, or ) at the end of .${name}(`);
  const required = modifierRequired(name, args);
  return required === undefined ? { name, args } : scanner.fail(required, at);
}

function readWord(scanner: Scanner): string {
  const quoted = scanner.take(text);
  return quoted?.[1] ?? quoted?.[2] ?? scanner.expect(/\w+/y, "a word, a number or a text")[0];
}

function readCall(scanner: Scanner, name: string, at: number): Expression {
  const required = functionRequired(name);
  if (required !== undefined) scanner.fail(required, at);
  const of = readExpression(scanner);
  const args = scanner.take(/,/y) ? listOf(scanner, /,/y, () => readArgument(scanner)) : [];
  scanner.expect(/\)/y, `an operator (+ - * /), a comma, or ) at the end of ${name}(`);
  return { kind: "call", name, of, args };
}

function readArgument(scanner: Scanner): Expression | Setting {
  const named = scanner.take(/(\w+)\s*=/y);
  const quoted = scanner.take(text);
  const value = quoted?.[1] ?? quoted?.[2];
  if (named !== undefined) {
    const [plain] =
      value === undefined ? scanner.expect(/\w+(?:\.\w+)?/y, `a value of ${named[1]}`) : [value];
    return { kind: "setting", name: named[1] ?? "", value: plain };
  }
  return value === undefined ? readExpression(scanner) : { kind: "setting", value };
}
