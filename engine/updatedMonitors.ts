// What Datadog tells of the monitors of an account once the stack has been updated and all is well, for the rehearsal.
import type { SyntheticsTestArgs } from "@pulumi/datadog/syntheticsTest.js";
import { incidentSources } from "../inputs/incidents.ts";
import type { Inputs } from "../inputs/inputs.ts";
import { type MonitorBody, monitorBody, testMonitorBody } from "../rehearsal/services/datadog.ts";
import { compositeQuery, compositeWatches } from "../signals/incidentWatches.ts";
import { declaredMonitors } from "./declaredMonitors.ts";
import { declaredTests } from "./declaredTests.ts";

const firstId = 101;
const firstIdOfTests = 901;

/** The stack's own, and one that Datadog has made of each synthetic test, all by their names in the stack. */
export function updatedMonitors(inputs: Inputs): Record<string, MonitorBody> {
  const entries = Object.entries(declaredMonitors(inputs));
  const measuring = entries.map(([name, one], index) => [name, monitorBody(one, firstId + index)] as const);
  const ofTests = Object.entries(declaredTests(inputs)).map(
    ([name, test], index) => [name, bodyOfTest(name, test, firstIdOfTests + index)] as const,
  );
  const ids = new Map([...measuring, ...ofTests].map(([name, { id }]) => [name, id]));
  const idOf = (part: string): number => {
    const id = ids.get(`incident-${part}`) ?? ids.get(`status-page-${part}`);
    if (id === undefined) throw new Error(`a composite judges ${part}, which is no monitor of the account`);
    return id;
  };
  const incidents = incidentSources(inputs);
  const judging = (incidents === undefined ? [] : compositeWatches(incidents)).map((one, index) => {
    const declared = { ...one.args, query: compositeQuery(one, idOf) };
    return [`incident-${one.id}`, monitorBody(declared, firstId + entries.length + index)] as const;
  });
  return Object.fromEntries([...measuring, ...judging, ...ofTests]);
}

/** It has the test's words and tags, tags about the test, and a query that says nothing. */
function bodyOfTest(
  name: string,
  { message, tags, locations, subtype, optionsList }: SyntheticsTestArgs,
  id: number,
): MonitorBody {
  // Every argument of a test is a plain value: the rules of the pack read it.
  const { monitorName, monitorPriority } = (optionsList ?? {}) as Record<string, unknown>;
  const declared = {
    name: String(monitorName ?? name),
    message: String(message),
    tags: tags as string[],
    priority: String(monitorPriority),
    locations: locations as string[],
    kind: subtype === "http" ? "api" : `api-${subtype}`,
  };
  return testMonitorBody(declared, id);
}
