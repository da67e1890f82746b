// The kinds of incident: what starts each, and its three lists.
import assert from "node:assert/strict";
import { assertProblems, changedRunbook, firstIn, lineOf } from "../support/changedRunbook.ts";

const heading = "### Error Rate Spike (> 5%)";
const look = "2. **Investigation**\n   - Identify affected endpoints";

describe("the kinds of incident", () => {
  it("take another threshold, and other services", () => {
    const { incidents } = changedRunbook(
      [heading, "### Error Rate Spike (> 7.5 %)"],
      ["(SendGrid, Mapbox, Sentry)", "(Acme Mail; Acme Maps)"],
    );
    assert.deepEqual(
      incidents.map(({ id, trigger, threshold, services }) => [id, trigger, threshold?.value, services]),
      [
        ["error-rate-spike", "> 7.5 %", 7.5, []],
        ["database-performance-degradation", undefined, undefined, []],
        ["third-party-service-failure", "Acme Mail; Acme Maps", undefined, ["Acme Mail", "Acme Maps"]],
      ],
    );
  });

  it("may have labels in place of numbers", () => {
    const numbered = firstIn(/1\. \*\*Immediate Actions\*\*\n {3}- Check active.*?\n\n(?=###)/s);
    const labelled = numbered.replaceAll(/^\d\. (\*\*.*\*\*)$/gm, "$1").replaceAll(/^ {3}- /gm, "- ");
    const straight = changedRunbook().incidents[1];
    const { incidents } = changedRunbook([numbered, labelled]);
    const texts = (of: typeof straight) => of?.mitigation.map(({ text }) => text);
    assert.deepEqual(texts(incidents[1]), texts(straight));
    assert.equal(incidents[1]?.immediate.length, 4);
  });

  it("refuse an amount that cannot be read", () => {
    assertProblems(
      [heading, "### Error Rate Spike (> 5)"],
      [{ rule: "unreadable-quantity", found: '"> 5"', at: "### Error Rate Spike (> 5)" }],
    );
  });

  it("must not be repeated", () => {
    assertProblems(
      ["### Database Performance Degradation", "### Error rate spike"],
      [
        {
          rule: "duplicate",
          found: `"Error rate spike" again, as on line ${lineOf(heading)}`,
          at: "### Error rate spike",
        },
      ],
    );
  });

  it("must have all three lists, each once", () => {
    assertProblems(
      [look, look.replace("Investigation", "Thinking")],
      [
        { rule: "missing-list", found: 'no list under "Investigation"', at: heading },
        {
          severity: "finding",
          rule: "unknown-list",
          found: 'a list under "Thinking", which nothing executes',
          at: "2. **Thinking**",
        },
      ],
    );
    assertProblems(
      [look, look.replace("Investigation", "Mitigation")],
      [
        { rule: "missing-list", found: 'no list under "Investigation"', at: heading },
        {
          rule: "duplicate-list",
          found: `"Mitigation" again, as on line ${lineOf(look)}`,
          at: "3. **Mitigation**\n   - Scale up",
        },
      ],
    );
  });

  it("must have something in each list", () => {
    assertProblems(
      [
        "   - Kill long-running queries\n   - Optimize queries\n   - Add indexes if needed\n   - Scale database if necessary\n",
        "",
      ],
      [
        {
          rule: "missing-list",
          found: 'no list under "Mitigation"',
          at: "   - Check index usage\n\n¦3. **Mitigation**",
        },
      ],
    );
  });
});
