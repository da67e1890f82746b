// The Datadog monitors of the runbook's incidents, and the composites that judge several of them together.
import { Monitor, type MonitorArgs } from "@pulumi/datadog/monitor.js";
import * as pulumi from "@pulumi/pulumi";
import { compositeQuery, compositeWatches, metricWatches } from "../signals/incidentWatches.ts";
import type { IncidentSources, WatchArgs } from "../signals/watch.ts";

export interface IncidentMonitorsArgs extends IncidentSources {
  /** The monitors of the status pages, by what they are known as as parts. */
  readonly statusMonitors: Readonly<Record<string, pulumi.Output<number>>>;
}

export class IncidentMonitors extends pulumi.ComponentResource {
  /** All of them, by the id of the incident and of its part. */
  readonly monitors: Readonly<Record<string, Monitor>>;

  constructor(name: string, args: IncidentMonitorsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("marsana:datadog:IncidentMonitors", name, {}, opts);
    const declare = ({ id, was }: { id: string; was: readonly string[] }, monitor: MonitorArgs) =>
      new Monitor(`${name}-${id}`, monitor, {
        parent: this,
        aliases: was.map((former) => ({ name: `${name}-${former}` })),
      });
    const measuring = metricWatches(args).map((one) => [one.id, declare(one, argsOf(one.args))] as const);
    const ids: Readonly<Record<string, pulumi.Input<string | number>>> = {
      ...Object.fromEntries(measuring.map(([id, monitor]) => [id, monitor.id])),
      ...args.statusMonitors,
    };
    const judging = compositeWatches(args).map((one) => {
      // The one argument of the stack's monitors that nobody knows at a first preview: a composite names ids.
      // Of its own parts alone: another that is still to be made would make this one seem to change.
      const own = Object.fromEntries(one.parts.map(({ id }) => [id, idIn(ids, id)]));
      const query = pulumi.all(own).apply((known) => compositeQuery(one, (part) => idIn(known, part)));
      return [one.id, declare(one, { ...argsOf(one.args), query })] as const;
    });
    this.monitors = Object.fromEntries([...measuring, ...judging]);
    this.registerOutputs({});
  }
}

/** The monitors that measure, by the id of the incident and of its part: every argument is a plain value. */
export function incidentMonitors(sources: IncidentSources): Record<string, MonitorArgs> {
  return Object.fromEntries(metricWatches(sources).map(({ id, args }) => [id, argsOf(args)]));
}

function argsOf<Args extends WatchArgs & { type: string }>(args: Args) {
  return { query: "", ...args, tags: [...args.tags] };
}

function idIn<Id>(known: Readonly<Record<string, Id>>, part: string): Id {
  const id = known[part];
  if (id === undefined) throw new Error(`a composite judges ${part}, which is no monitor of the stack`);
  return id;
}
