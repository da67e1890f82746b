// Whether a composite judges the monitors that it is declared to judge: its query names them by ids of this account.
import { incidentSources } from "../../inputs/incidents.ts";
import type { Inputs } from "../../inputs/inputs.ts";
import type { DatadogClient, Monitor } from "../../services/datadog.ts";
import { purposeTag, sourceTag } from "../../signals/scope.ts";
import { type CompositeWatch, statusId, statusPageName } from "../../signals/watch.ts";
import { incidentWatchesOf, isWatch } from "./incidentWatches.ts";

/** The ids of the monitors that a part of a composite may be, by the part's id. */
export type PartIds = ReadonlyMap<string, readonly number[]>;

/**
 * Those of the stack's own monitors, and of the monitors of the status pages, which are asked for: their tests carry no
 * tag of the stack.
 * @throws Refusal
 */
export async function partIdsOf(
  inputs: Inputs,
  own: readonly Monitor[],
  client: DatadogClient,
): Promise<PartIds> {
  const thirdParties = incidentSources(inputs)?.thirdParties ?? [];
  const incidents = new Set(thirdParties.map(({ incident }) => incident.id));
  const pages = await Promise.all(
    [...incidents].map((id) => client.monitors([sourceTag, purposeTag("incident", id)])),
  );
  const named = (name: string) => pages.flat().filter((one) => one.name === name);
  const ids = (monitors: readonly Monitor[]) => monitors.map(({ id }) => id);
  return new Map([
    ...incidentWatchesOf(inputs).map(
      (watch) => [watch.id, ids(own.filter((one) => isWatch(one, watch)))] as const,
    ),
    ...thirdParties.map(({ service }) => [statusId(service), ids(named(statusPageName(service)))] as const),
  ]);
}

/** Where what it joins is not its parts, in their order. */
export function compositeProblems({ query }: Monitor, { parts }: CompositeWatch, partIds: PartIds): string[] {
  const found = query.split("&&").map((one) => one.trim());
  if (found.length !== parts.length)
    return [`its query joins ${found.length} monitors, and must join ${parts.length}`];
  return parts.flatMap(({ id, not }, index) => {
    const [, negated, number] = /^(!?)\s*(\d+)$/.exec(found[index] ?? "") ?? [];
    const isPart = number !== undefined && (partIds.get(id) ?? []).includes(Number(number));
    if (isPart && (negated === "!") === (not ?? false)) return [];
    return [
      `its query has ${found[index]}, and must have ${not ? "! and " : ""}the id of the monitor ${id} there`,
    ];
  });
}
