// The rule about the tests that call the application from outside, on what the program declares, one thing changed at a time.
import assert from "node:assert/strict";
import { flowArgs } from "../../components/FlowTests.ts";
import { heartbeatArgs } from "../../components/Heartbeat.ts";
import { checkArgs } from "../../components/SyntheticChecks.ts";
import { requireSyntheticChecks } from "../../policies/requireSyntheticChecks.ts";
import { types } from "../../policies/resourceTypes.ts";
import type { CheckedResource } from "../../policies/rule.ts";
import { rehearsalInputs, resource, switchedOn, verdictOf } from "../support/inputs.ts";

describe("require-synthetic-checks", () => {
  const inputs = rehearsalInputs();
  const synthetics = switchedOn(inputs.synthetics);
  const args = {
    ...checkArgs(synthetics),
    ...Object.fromEntries(synthetics.flows.map((flow) => [flow.id, flowArgs(flow, synthetics)])),
    heartbeat: heartbeatArgs(synthetics),
  };
  const declared = Object.entries(args).map(([name, test]) => resource(types.syntheticsTest, test, { name }));
  const judge = (resources: readonly CheckedResource[]) =>
    verdictOf(requireSyntheticChecks, resources, inputs);
  const changed = (name: string, props: object) =>
    judge(declared.map((one) => (one.name === name ? { ...one, props: { ...one.props, ...props } } : one)));

  it("passes what the program declares", () => {
    assert.deepEqual(judge(declared), []);
  });

  it("passes a test of somebody else's, and asks for none where Datadog is off", () => {
    const other = resource(
      types.syntheticsTest,
      { tags: ["service:shop"], status: "paused" },
      { name: "other" },
    );
    assert.deepEqual(judge([...declared, other]), []);
    assert.deepEqual(verdictOf(requireSyntheticChecks, [], { ...inputs, synthetics: undefined }), []);
  });

  for (const [name, words, tag] of [
    ["health", "the health address", "runbook-check:health"],
    ["certificate", "the certificate", "runbook-check:certificate"],
    ["vehicle-list", 'the critical flow "Vehicle list"', "runbook-flow:vehicle-list"],
    ["heartbeat", "the heartbeat", "runbook-check:heartbeat"],
  ]) {
    it(`refuses a stack without the test of ${words}`, () => {
      assert.deepEqual(judge(declared.filter((one) => one.name !== name)), [
        `stack: there must be exactly one test of ${words}, and there are 0; mend: declare it once, with the tag ${tag}`,
      ]);
    });
  }

  it("refuses two tests of one thing", () => {
    const twin = { ...(declared[0] as CheckedResource), name: "twin", urn: "twin" };
    assert.deepEqual(judge([...declared, twin]), [
      "stack: there must be exactly one test of the health address, and there are 2; mend: declare it once, with the tag runbook-check:health",
    ]);
  });

  it("refuses a test that is paused", () => {
    assert.deepEqual(changed("login", { status: "paused" }), [
      "login: the test must be live, and is paused; mend: set its status to live",
    ]);
  });

  it("refuses fewer than three locations, and does not count one twice", () => {
    assert.deepEqual(changed("health", { locations: ["aws:eu-west-1", "aws:eu-west-1", "aws:us-east-1"] }), [
      "health: the test must run from at least 3 locations, and runs from 2; mend: name more",
    ]);
  });

  it("refuses another address than the runbook's, and another status", () => {
    assert.deepEqual(
      changed("health", {
        requestDefinition: { url: "https://app.marsana.com/" },
        assertions: [{ type: "statusCode", operator: "is", target: "500" }],
      }),
      [
        "health: the test must call https://app.marsana.com/api/health, and calls https://app.marsana.com/; mend: take the runbook's address",
        'health: the test must assert "statusCode is 200", and asserts "statusCode is 500"; mend: take it from the runbook\'s table',
      ],
    );
  });

  it("refuses a health test that uptime would not count", () => {
    const tags = (checkArgs(synthetics).health.tags as string[]).slice(1);
    assert.deepEqual(changed("health", { tags }), [
      "health: the test must carry the tags env:rehearsal, by which uptime is counted; mend: give it them",
    ]);
  });
});
