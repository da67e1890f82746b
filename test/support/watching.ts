// The stand-ins that watch and carry messages, and what the collectors make of them for the sample release.
import assert from "node:assert/strict";
import { afterEach } from "mocha";
import { updatedMonitors } from "../../engine/updatedMonitors.ts";
import { type Inputs, readInputs } from "../../inputs/inputs.ts";
import type { Settings } from "../../inputs/settings.ts";
import { collect } from "../../operations/collect/collect.ts";
import type { CollectContext, Collector, Found } from "../../operations/collect/collector.ts";
import type { MonitorBody } from "../../rehearsal/services/datadog.ts";
import { type Services, type ServicesOptions, startServices } from "../../rehearsal/services/index.ts";
import { keyOf } from "../../release/items.ts";
import type { EvidenceRecord } from "../../release/record.ts";
import type { Release } from "../../release/release.ts";
import type { Runbook } from "../../runbook/index.ts";
import { clock, settingsOf } from "./inputs.ts";

/** The inputs of the sample release, with what differs in them, and with these records alone. */
export function sampleInputs(
  changes: { settings?: Settings; runbook?: (runbook: Runbook) => Runbook; release?: Partial<Release> } = {},
  records: readonly EvidenceRecord[] = [],
): Inputs {
  const read = readInputs(changes.settings ?? settingsOf("rehearsal"), "rehearsal", {}, clock);
  const runbook = changes.runbook?.(read.runbook) ?? read.runbook;
  const { situation } = read.gate;
  assert.ok(situation !== undefined);
  const release = { ...situation.release, ...changes.release };
  return {
    ...read,
    runbook,
    release,
    gate: { ...read.gate, situation: { ...situation, runbook, release, records } },
  };
}

/** The settings of the rehearsal, with other announcements. */
export function announcing(changes: Partial<Settings["announce"]>): Settings {
  const settings = settingsOf("rehearsal");
  return { ...settings, announce: { ...settings.announce, ...changes } };
}

/** The monitors of an account in which all is well, by the row's id. */
export const accountMonitors = (): Record<string, MonitorBody> => updatedMonitors(sampleInputs());

/** Every item of the checklists, such as `48h/verify-backup-strategy`. */
export function keysOf({ preDeployment }: Runbook): string[] {
  return preDeployment.flatMap((list) => list.items.map((item) => keyOf(list, item)));
}

/** Call it once in a `describe`: gives what starts the services, which are closed when the test is done. */
export function servicesPerTest(): (options?: Partial<ServicesOptions>) => Promise<Services> {
  const open: Services[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((services) => services.close()));
  });
  return async (options) => {
    const services = await startServices({ now: clock, ...options });
    open.push(services);
    return services;
  };
}

export interface Asking {
  readonly inputs?: Inputs;
  readonly environment?: CollectContext["environment"];
  readonly transport?: CollectContext["transport"];
  readonly signal?: AbortSignal;
}

/** What a collector is asked with: it never really waits. */
export function contextOf({ environment }: Pick<Services, "environment">, asking: Asking = {}) {
  const waits: number[] = [];
  const inputs = asking.inputs ?? sampleInputs();
  assert.ok(inputs.release !== undefined);
  const context: CollectContext = {
    inputs,
    release: inputs.release,
    environment: { ...environment, ...asking.environment },
    transport: { sleep: async (milliseconds) => void waits.push(milliseconds), ...asking.transport },
    signal: asking.signal ?? new AbortController().signal,
  };
  return { context, waits };
}

/** What the command would record of one collector, at the start of the sample's window. */
export async function recordOf(
  collector: Collector,
  services: Pick<Services, "environment">,
  asking: Asking & { send?: boolean; now?: () => Date } = {},
): Promise<Found & { record: EvidenceRecord; waits: number[] }> {
  const { context, waits } = contextOf(services, asking);
  const { situation } = context.inputs.gate;
  assert.ok(situation !== undefined);
  // Its own items, and not what production serves, which has a test of its own.
  const only = new Set(keysOf(situation.runbook));
  const options = { now: asking.now ?? clock, send: asking.send ?? true, onCollected: () => {}, only };
  const all = await collect([collector], situation, context, options);
  const collected = all.find((one) => one.collector === collector.name);
  const record = collected?.record;
  assert.ok(record?.type === "evidence", `${collector.name} was not run: ${collected?.skipped}`);
  const { result, detail, source, sent } = record;
  return { result, detail, ...(source.url && { url: source.url }), ...(sent && { sent }), record, waits };
}

/** Requests in short: "POST /slack/chat.postMessage". */
export function lines({ requests }: Pick<Services, "requests">): string[] {
  return requests.map(({ method, path }) => `${method} ${path.split("?")[0]}`);
}
