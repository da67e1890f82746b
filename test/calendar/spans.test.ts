// Cadences, spans, phases and leads as runbooks write them.
import assert from "node:assert/strict";
import { parseCadence, parseHours, parseLead, parseSpan } from "../../calendar/index.ts";

type Case = readonly [text: string, value: unknown];

const grammars: readonly {
  of: string;
  parse: (text: string) => object;
  good: readonly Case[];
  bad: string[];
}[] = [
  {
    of: "a cadence",
    parse: parseCadence,
    good: [
      ["Every 15 minutes", 15],
      ["Every 15 minutes:", 15],
      ["Every hour", 60],
      ["every 4 hours", 240],
      ["Hourly", 60],
      ["Daily", 1440],
      ["Every 2 days", 2880],
      ["Every 1.5 hours", 90],
    ],
    bad: [
      "",
      "Sometimes",
      "Every 0 minutes",
      "Every -5 minutes",
      "Every 0.1 minutes",
      "15 minutes",
      "Every week",
    ],
  },
  {
    of: "a span",
    parse: parseSpan,
    good: [
      ["0-15 minutes", { fromMinutes: 0, toMinutes: 15 }],
      ["15 minutes - 1 hour", { fromMinutes: 15, toMinutes: 60 }],
      ["1 hour – 24 hours", { fromMinutes: 60, toMinutes: 1440 }],
      ["1 to 2 days", { fromMinutes: 1440, toMinutes: 2880 }],
    ],
    bad: ["", "15 minutes", "15-0 minutes", "15-15 minutes", "0-15", "0-15 parsecs", "-5-15 minutes"],
  },
  {
    of: "a phase",
    parse: parseHours,
    good: [
      ["Hour 1-24", { fromHour: 1, toHour: 24 }],
      ["hours 24 – 48", { fromHour: 24, toHour: 48 }],
    ],
    bad: ["", "Hour 24-24", "Hour 48-24", "Hour 1", "Day 1-2", "Hour 1.5-24"],
  },
  {
    of: "a lead",
    parse: parseLead,
    good: [
      ["48 Hours Before Deployment", 48],
      ["1 Hour Before", 1],
      ["30 minutes before the release", 0.5],
      ["2 Days Before Deployment", 48],
    ],
    bad: [
      "",
      "Before Deployment",
      "0 Hours Before Deployment",
      "48 Hours After Deployment",
      "48 Before Deployment",
    ],
  },
];

for (const { of, parse, good, bad } of grammars) {
  describe(`the grammar of ${of}`, () => {
    for (const [text, value] of good) {
      it(`reads "${text}"`, () => assert.deepEqual(parse(text), { value }));
    }
    for (const text of bad) {
      it(`refuses "${text}" by name`, () => {
        const reading = parse(text) as { problem?: { found: string } };
        assert.equal(reading.problem?.found, `"${text}"`);
      });
    }
  });
}
