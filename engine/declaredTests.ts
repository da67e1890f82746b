// The synthetic tests that the program declares, without running it, by their names in the stack.
import type { SyntheticsTestArgs } from "@pulumi/datadog/syntheticsTest.js";
import { flowArgs } from "../components/FlowTests.ts";
import { heartbeatArgs } from "../components/Heartbeat.ts";
import { statusPageTests } from "../components/StatusPageTests.ts";
import { checkArgs } from "../components/SyntheticChecks.ts";
import { incidentSources } from "../inputs/incidents.ts";
import type { Inputs } from "../inputs/inputs.ts";

/** None where Datadog is off. */
export function declaredTests(inputs: Inputs): Record<string, SyntheticsTestArgs> {
  const { synthetics } = inputs;
  const incidents = incidentSources(inputs);
  if (synthetics === undefined || incidents === undefined) return {};
  const prefixed = (prefix: string, tests: Readonly<Record<string, SyntheticsTestArgs>>) =>
    Object.entries(tests).map(([id, args]) => [`${prefix}-${id}`, args]);
  return Object.fromEntries([
    ...prefixed("synthetics", checkArgs(synthetics)),
    ...synthetics.flows.map((flow) => [`flow-${flow.id}`, flowArgs(flow, synthetics)]),
    ...(synthetics.heartbeat ? [["heartbeat", heartbeatArgs(synthetics)]] : []),
    ...prefixed("status-page", statusPageTests(incidents)),
  ]);
}
