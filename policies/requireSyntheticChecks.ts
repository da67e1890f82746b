// Requires the tests that call the application from outside: of its health, of its certificate, of each flow.
import { statusAssertion } from "../components/SyntheticChecks.ts";
import { monitoringTags } from "../signals/monitoring.ts";
import { certificateTag, healthTag, heartbeatTag, purposeTag } from "../signals/scope.ts";
import { leastLocations, type SyntheticsSources } from "../signals/syntheticTest.ts";
import { tagsOf } from "./monitorTags.ts";
import { types } from "./resourceTypes.ts";
import type { CheckedResource, Report, ResourceRule } from "./rule.ts";

export const requireSyntheticChecks: ResourceRule = {
  name: "require-synthetic-checks",
  description:
    "A live test must call the runbook's health address from three regions and expect its status; so must each other test be there, and live.",
  mend: "Undo the change to `SyntheticChecks`, `FlowTests` or `Heartbeat`, or name more locations in `marsana-fleet:synthetics.locations`.",
  appliesTo: [types.syntheticsTest],
  checkResource(test, { synthetics }, report) {
    if (synthetics === undefined) return;
    for (const [tag] of requiredTests(synthetics))
      if (tagsOf(test).includes(tag)) checkTest(test, tag, synthetics, report);
  },
  checkStack(resources, { synthetics }, report) {
    if (synthetics === undefined) return; // Off on purpose: match-switches-to-config judges what is left.
    const tests = resources.filter(({ type }) => type === types.syntheticsTest);
    for (const [tag, words] of requiredTests(synthetics)) {
      const own = tests.filter((test) => tagsOf(test).includes(tag));
      if (own.length !== 1)
        report(
          `there must be exactly one test of ${words}, and there are ${own.length}; mend: declare it once, with the tag ${tag}`,
        );
    }
  },
};

/** What a test is of, by the tag that says so. */
function requiredTests({ flows, heartbeat }: SyntheticsSources): [tag: string, words: string][] {
  return [
    [healthTag, "the health address"],
    [certificateTag, "the certificate"],
    ...flows.map(({ id, text }): [string, string] => [purposeTag("flow", id), `the critical flow "${text}"`]),
    ...(heartbeat ? [[heartbeatTag, "the heartbeat"] satisfies [string, string]] : []),
  ];
}

function checkTest(test: CheckedResource, tag: string, synthetics: SyntheticsSources, report: Report): void {
  const { props } = test;
  if (props["status"] !== "live")
    report(`the test must be live, and is ${String(props["status"])}; mend: set its status to live`);
  const locations = new Set((props["locations"] as readonly unknown[]).map(String));
  if (locations.size < leastLocations)
    report(
      `the test must run from at least ${leastLocations} locations, and runs from ${locations.size}; mend: name more`,
    );
  if (tag === healthTag) checkHealth(test, synthetics, report);
}

/** The health test is the uptime that the runbook's table has: its address, its status, and the tags it is counted by. */
function checkHealth(test: CheckedResource, synthetics: SyntheticsSources, report: Report): void {
  const { props } = test;
  const { url } = props["requestDefinition"] as { url?: unknown };
  if (String(url) !== synthetics.health.url)
    report(
      `the test must call ${synthetics.health.url}, and calls ${String(url)}; mend: take the runbook's address`,
    );
  const expected = inWords(statusAssertion(synthetics.health.status));
  const found = (props["assertions"] as readonly Record<string, unknown>[]).map(inWords);
  if (!found.includes(expected))
    report(
      `the test must assert "${expected}", and asserts ${found.map((one) => `"${one}"`).join(", ") || "nothing"}; ` +
        "mend: take it from the runbook's table",
    );
  const missing = monitoringTags(synthetics).filter((one) => !tagsOf(test).includes(one));
  if (missing.length > 0)
    report(
      `the test must carry the tags ${missing.join(", ")}, by which uptime is counted; mend: give it them`,
    );
}

function inWords({ type, operator, target }: Record<string, unknown>): string {
  return [type, operator, target].map(String).join(" ");
}
