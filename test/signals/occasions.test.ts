// What a message shows on each occasion, read off Datadog's conditional blocks.
import assert from "node:assert/strict";
import { type Occasion, shownOn } from "../../signals/occasions.ts";

const all: readonly Occasion[] = [
  "alert",
  "warning",
  "an alert that becomes a warning",
  "no data",
  "recovery from an alert",
  "recovery from a warning",
  "recovery from no data",
];

/** The occasions on which a text is shown whatever else is so, and those on which it may be. */
function when(message: string): { surely: Occasion[]; perhaps: Occasion[] } {
  const on = (how: "surely" | "perhaps") => all.filter((one) => shownOn(one, message)[how].includes("@x"));
  return { surely: on("surely"), perhaps: on("perhaps") };
}

describe("what a message shows", () => {
  const recoveries = all.slice(4);
  for (const [message, surely, perhaps = surely] of [
    ["@x", all],
    ["{{#is_alert}}no{{/is_alert}} @x", all],
    ["{{#is_alert}}@x{{/is_alert}}", ["alert"]],
    ["{{ #is_warning }}@x{{ /is_warning }}", ["warning", "an alert that becomes a warning"]],
    ["{{#is_alert_to_warning}}@x{{/is_alert_to_warning}}", ["an alert that becomes a warning"]],
    ["{{#is_no_data}}@x{{/is_no_data}}", ["no data"]],
    ["{{#is_recovery}}@x{{/is_recovery}}", recoveries],
    ["{{#is_alert_recovery}}@x{{/is_alert_recovery}}", ["recovery from an alert"]],
    ["{{^is_recovery}}@x{{/is_recovery}}", all.slice(0, 4)],
    ["{{#is_unknown}}@x{{/is_unknown}}", []],
    ["{{#is_alert}}no{{else}}@x{{/is_alert}}", all.slice(1)],
    ["{{^is_alert}}no{{else}}@x{{/is_alert}}", ["alert"]],
    ["{{^is_warning}}{{^is_recovery}}@x{{/is_recovery}}{{/is_warning}}", ["alert", "no data"]],
    ['{{#is_match "host.name" "db"}}@x{{/is_match}}', [], all],
    ['{{#is_exact_match "env" "a"}}no{{else}}@x{{/is_exact_match}}', [], all],
    ["{{#is_alert}}{{#is_renotify}}@x{{/is_renotify}}{{/is_alert}}", [], ["alert"]],
    ["{{value}} {{#is_alert}}{{host.name}} @x{{/is_alert}}", ["alert"]],
  ] as [string, readonly Occasion[], (readonly Occasion[])?][]) {
    it(`is by state: ${message}`, () => {
      assert.deepEqual(when(message), { surely: [...surely], perhaps: [...perhaps] });
    });
  }

  it("is not known of blocks that do not close each other", () => {
    for (const [message, problem] of [
      ["{{#is_alert}}@x", "the block is_alert in the message is not closed"],
      ["@x{{/is_alert}}", "{{/is_alert}} in the message belongs to no block that is open there"],
      ["{{else}}", "{{else}} in the message belongs to no block that is open there"],
      [
        "{{#is_alert}}{{#is_warning}}@x{{/is_alert}}{{/is_warning}}",
        "{{/is_alert}} in the message belongs to no block that is open there",
      ],
    ] as const)
      assert.throws(() => shownOn("alert", message), new SyntaxError(problem));
  });
});
