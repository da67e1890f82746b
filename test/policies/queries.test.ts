// The rule about queries: on the monitors that the program declares, on a wrong query, and where one is not known.
import assert from "node:assert/strict";
import { parseMonitorQueries } from "../../policies/parseMonitorQueries.ts";
import { types } from "../../policies/resourceTypes.ts";
import { monitors, rehearsalInputs, resource, verdictOf } from "../support/inputs.ts";

describe("the rule about queries", () => {
  const inputs = rehearsalInputs();
  const verdict = (props: object) => verdictOf(parseMonitorQueries, [resource(types.monitor, props)], inputs);

  it("passes what the program declares", () => {
    assert.deepEqual(verdictOf(parseMonitorQueries, monitors(inputs), inputs), []);
  });

  it("says where a query cannot be read", () => {
    const [problem] = verdict({ type: "composite", query: "101 &&#102" });
    assert.equal(
      problem,
      'resource: the query of the monitor cannot be read: column 7: found "#102"; required: the id of a monitor, ! or (; ' +
        "mend: correct it there",
    );
  });

  it("refuses a type whose queries nobody here knows, and a monitor without a query", () => {
    assert.match(
      String(verdict({ type: "log alert", query: 'logs("a").index("*").rollup("count").last("5m") > 5' })),
      /found the type "log alert"; required: one whose queries are known \(query alert, metric alert, composite, slo alert\)/,
    );
    assert.throws(() => verdict({ type: "composite" }), /the monitor resource has no query/);
  });

  it("leaves a query out that is not known at a preview, where nothing but ids are in it, and no other", () => {
    const seen = { ...inputs, observedNothing: [], later: () => {} };
    const judge = (type: string, preview: boolean) => {
      const props = {
        type,
        get query(): string {
          throw new Error("not known");
        },
      };
      const one = { ...resource(types.monitor, {}), props };
      parseMonitorQueries.checkResource(one, { ...seen, preview }, () => assert.fail("it is not known"));
    };
    judge("composite", true);
    judge("slo alert", true);
    assert.throws(() => judge("query alert", true), /not known/);
    assert.throws(() => judge("composite", false), /not known/);
    assert.throws(() => judge("slo alert", false), /not known/);
  });
});
