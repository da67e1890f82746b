// Runs one collector of the backups in a test, on a stand-in whose project is as the rehearsal's config declares it.
import assert from "node:assert/strict";
import { collect } from "../../operations/collect/collect.ts";
import type { Collector, Found } from "../../operations/collect/collector.ts";
import type { Fault } from "../../rehearsal/faults.ts";
import type { SupabaseStandInOptions } from "../../rehearsal/supabase.ts";
import type { Transport } from "../../services/request.ts";
import { settingsOf } from "./inputs.ts";
import { contextOf, inputsAt, unprovenRelease } from "./proof.ts";
import { lines, plantedToken, standInsPerTest } from "./supabase.ts";
import { temporaryFolder } from "./temporaryFolder.ts";

export type Project = NonNullable<SupabaseStandInOptions["projects"]>[string];

export const { projectRef } = settingsOf("rehearsal").supabase;
export const root = `/v1/projects/${projectRef}`;
export const backupsPath = `${root}/database/backups`;
export const url = `https://supabase.com/dashboard/project/${projectRef}/database/backups`;
export const since = "2026-01-01T00:00:00.000Z";
const asConfigured: Project = { scheduleFor: "00:30:00", pitr: { variant: "pitr_7", since } };

/** 25 h before the window of the sample release. */
export const instant = "2026-02-02T08:00:00.000Z";

export interface Case extends Omit<SupabaseStandInOptions, "projects" | "now"> {
  readonly at?: string;
  readonly project?: Project;
  readonly transport?: Partial<Transport>;
}

/** A fault for every request to a path. */
export const faultAt = (path: string, fault: Fault) => ({
  faults: (request: { path: string }) => (request.path.split("?")[0] === path ? fault : undefined),
});

/** Call it once in a `describe`: gives what runs a collector, and what it is recorded to have found. */
export function backupCollecting() {
  const start = standInsPerTest();
  const releases = unprovenRelease(temporaryFolder());
  /** What the collector is recorded to have found, as the command would record it. */
  async function foundBy(collector: Collector, { at = instant, project, transport, ...options }: Case) {
    const projects = { [projectRef]: { ...asConfigured, ...project } };
    const standIn = await start({ ...options, projects, now: () => new Date(at) });
    const inputs = inputsAt(releases, at);
    const { context, waits } = contextOf(inputs, standIn, transport);
    const { situation } = inputs.gate;
    assert.ok(situation);
    const now = () => inputs.now;
    const all = await collect([collector], situation, context, { now, onCollected: () => {} });
    const [record] = all.flatMap(({ record: one }) => (one?.type === "evidence" ? [one] : []));
    assert.ok(record, "it was run");
    assert.ok(!JSON.stringify(record).includes(plantedToken), "no token in the record");
    const { result, detail, source } = record;
    const found: Found = { result, detail, ...(source.url !== undefined && { url: source.url }) };
    return { found, waits, requests: lines(standIn) };
  }
  return { foundBy, releases };
}
