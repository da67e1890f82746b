// Whatever is written down of an expression is read as that expression.
import assert from "node:assert/strict";
import fc from "fast-check";
import type { Expression, Setting } from "../../../signals/query/expression.ts";
import type { Filter } from "../../../signals/query/filter.ts";
import { parseMetricMonitor } from "../../../signals/query/metricMonitor.ts";
import { judgedByTraffic, whereTraffic } from "../../../signals/query/minimumTraffic.ts";
import { queryProblem } from "../../../signals/query/monitorQuery.ts";

/** With the prototype of what is written in code, which is compared too. */
const record = <T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record(model, { noNullPrototype: true });

const word = fc
  .stringMatching(/^[a-z][a-z_]{0,5}$/)
  .filter((text) => !["and", "or", "not", "in"].includes(text));
const tagText = fc.oneof(
  word,
  fc.constant("*"),
  fc.tuple(word, word).map(([key, value]) => `${key}:${value}*`),
);
const tag = tagText.map((text): Filter => ({ kind: "tag", text }));

/** In signs; in words, with as many parentheses as there can be. */
const signs: fc.Arbitrary<Filter> = fc
  .array(
    fc.oneof(
      tag,
      tag.map((of): Filter => ({ kind: "not", of })),
    ),
    { minLength: 2, maxLength: 4 },
  )
  .map((of) => ({ kind: "and", of }));
const { words } = fc.letrec<{ words: Filter }>((tie) => ({
  words: fc.oneof(
    { maxDepth: 3 },
    tag,
    record({
      kind: fc.constant("in" as const),
      key: word,
      values: fc.array(word, { minLength: 1, maxLength: 3 }),
    }),
    record({ kind: fc.constant("not" as const), of: tie("words") }),
    record({
      kind: fc.constantFrom("and" as const, "or" as const),
      of: fc.array(tie("words"), { minLength: 2, maxLength: 3 }),
    }),
  ),
}));

const inSigns = (filter: Filter): string =>
  filter.kind === "and"
    ? filter.of.map(inSigns).join(", ")
    : filter.kind === "not"
      ? `!${inSigns(filter.of)}`
      : inWords(filter);

function inWords(filter: Filter): string {
  if (filter.kind === "tag") return filter.text;
  if (filter.kind === "in") return `${filter.key} IN (${filter.values.join(", ")})`;
  if (filter.kind === "not") return `NOT (${inWords(filter.of)})`;
  return filter.of.map((one) => `(${inWords(one)})`).join(filter.kind === "and" ? " AND " : " or ");
}

interface Written {
  readonly text: string;
  readonly means: Expression;
}

const metric: fc.Arbitrary<Written> = record({
  aggregation: fc.constantFrom("avg", "sum", "count", "p95", "p99.9"),
  metric: word,
  filter: fc.oneof(
    signs.map((filter) => ({ filter, text: inSigns(filter) })),
    words.map((filter) => ({ filter, text: inWords(filter) })),
  ),
  groups: fc.array(word, { maxLength: 2 }),
  modifiers: fc.constantFrom(
    [],
    [{ name: "as_count", args: [] }],
    [
      { name: "rollup", args: ["sum", "60"] },
      { name: "fill", args: ["zero"] },
    ],
  ),
}).map(({ filter: { filter, text }, ...query }) => ({
  text:
    `${query.aggregation}:${query.metric}{${text}}${query.groups.length > 0 ? ` by {${query.groups.join(",")}}` : ""}` +
    query.modifiers.map(({ name, args }) => `.${name}(${args.join(", ")})`).join(""),
  means: { kind: "metric", filter, ...query },
}));

const number = fc.nat({ max: 10_000 }).map((whole) => whole / 100);
const setting = record({ kind: fc.constant("setting" as const), name: word, value: word });

/** Every operand stands in parentheses, so that nothing hangs on what binds first. */
const { expression } = fc.letrec<{ expression: Written }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 4 },
    metric,
    number.map((value): Written => ({ text: String(value), means: { kind: "number", value } })),
    tie("expression").map(
      ({ text, means }): Written => ({ text: `-(${text})`, means: { kind: "negative", of: means } }),
    ),
    fc.tuple(tie("expression"), fc.constantFrom("+", "-", "*", "/"), tie("expression")).map(
      ([left, operator, right]): Written => ({
        text: `(${left.text})${operator}(${right.text})`,
        means: { kind: "arithmetic", operator, left: left.means, right: right.means },
      }),
    ),
    fc
      .tuple(
        fc.constantFrom("abs", "default_zero", "timeshift"),
        tie("expression"),
        fc.array(setting, { maxLength: 2 }),
      )
      .map(
        ([name, of, args]): Written => ({
          text: `${name}(${[of.text, ...args.map((one: Setting) => `${one.name} = '${one.value}'`)].join(", ")})`,
          means: { kind: "call", name, of: of.means, args },
        }),
      ),
  ),
}));

describe("what is written down", () => {
  it("is read as what it means", () => {
    fc.assert(
      fc.property(expression, ({ text, means }) => {
        const read = parseMetricMonitor(`avg(last_5m):${text} > 1`);
        assert.deepEqual(read.expression, means, text);
      }),
      { numRuns: 500 },
    );
  });

  it("binds * and / before + and -, and to the left, as numbers do", () => {
    const value = (of: Expression): number => {
      if (of.kind === "number") return of.value;
      if (of.kind === "negative") return -value(of.of);
      assert.ok(of.kind === "arithmetic");
      const [left, right] = [value(of.left), value(of.right)];
      return { "+": left + right, "-": left - right, "*": left * right, "/": left / right }[of.operator];
    };
    const sum = fc.array(fc.tuple(fc.constantFrom("+", "-", "*", "/"), fc.integer({ min: 1, max: 99 })), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(sum, (terms) => {
        const text = `7${terms.map(([operator, of]) => ` ${operator} ${of}`).join("")}`;
        const read = parseMetricMonitor(`avg(last_5m):${text} > 1`);
        assert.equal(value(read.expression), new Function(`return ${text}`)());
      }),
    );
  });

  it("has a minimum of traffic in one of two forms, which is found again with the ratio as it was", () => {
    fc.assert(
      fc.property(
        expression,
        fc.nat({ max: 1000 }),
        fc.constantFrom("0", "1", "100"),
        (ratio, events, otherwise) => {
          const text = whereTraffic(ratio.text, "sum:hits{*}.as_count()", String(events), otherwise);
          const judged = judgedByTraffic(parseMetricMonitor(`sum(last_5m):${text} > 1`).expression);
          assert.deepEqual(judged, {
            measured: ratio.means,
            traffic: { events, otherwise: Number(otherwise) },
          });
        },
      ),
    );
    const elsewhere = [
      "1 + is_greater(avg:a{*}, 1)",
      "(1 - 2) * is_greater(avg:a{*}, 1) * 2",
      "100 - (1 - 2) * is_greater(avg:a{*}, 1)",
    ];
    for (const text of elsewhere)
      assert.equal(
        judgedByTraffic(parseMetricMonitor(`sum(last_5m):${text} > 1`).expression),
        undefined,
        text,
      );
  });

  it("is anything: a text of any kind is read or refused, and nothing else happens", () => {
    const pieces = fc.array(
      fc.oneof(
        fc.string(),
        fc.constantFrom(
          "avg(last_5m):",
          "avg:a{",
          "}",
          " by {",
          "*",
          "(",
          ")",
          "&&",
          "!",
          "1",
          ">",
          ".over(",
          '"',
        ),
      ),
    );
    fc.assert(
      fc.property(fc.constantFrom("query alert", "composite", "slo alert"), pieces, (type, all) => {
        const problem = queryProblem(type, all.join(""));
        assert.ok(problem === undefined || /^column \d+: found .+; required: .+$/.test(problem), problem);
      }),
    );
  });
});
