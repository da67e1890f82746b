// What a collector is given in a test: the inputs of an unproven release at an instant, and services on this machine.
import { cpSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Inputs, readInputs } from "../../inputs/inputs.ts";
import type { Settings } from "../../inputs/settings.ts";
import type { CollectContext } from "../../operations/collect/collector.ts";
import type { Transport } from "../../services/request.ts";
import { projectFolder, settingsOf } from "./inputs.ts";
import { plantedToken } from "./supabase.ts";

export const version = "1.0.0-rc1";

/** A folder of releases with the sample release and nothing that was recorded of it. */
export function unprovenRelease(folder: string): string {
  mkdirSync(join(folder, version), { recursive: true });
  const manifest = join(version, "release.yaml");
  cpSync(join(projectFolder, "releases", manifest), join(folder, manifest));
  return folder;
}

/** The rehearsal's inputs at an instant. */
export function inputsAt(
  releases: string,
  instant: string,
  settings: Settings = settingsOf("rehearsal"),
): Inputs {
  const environment = { MARSANA_RELEASE: version, MARSANA_NOW: instant };
  return readInputs(settings, "rehearsal", environment, () => new Date(instant), releases);
}

/** With no real waiting; `waits` are the milliseconds that it would have waited. */
export function contextOf(
  inputs: Inputs,
  { url }: { url: string },
  transport: Partial<Transport> = {},
): { context: CollectContext; waits: number[] } {
  const { release } = inputs;
  if (release === undefined) throw new Error("the inputs have no release");
  const waits: number[] = [];
  const context: CollectContext = {
    inputs,
    release,
    environment: { SUPABASE_ACCESS_TOKEN: plantedToken, SUPABASE_API_URL: url },
    transport: { sleep: async (milliseconds) => void waits.push(milliseconds), ...transport },
    signal: new AbortController().signal,
  };
  return { context, waits };
}
