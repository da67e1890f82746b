// The services of a rehearsal behind the engine's back: what exists in them, its import ids, and a stack that forgot it.
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import program from "../../index.ts";
import type { AdoptSettings } from "../../inputs/adoptSettings.ts";
import { types } from "../../policies/resourceTypes.ts";
import type { Values } from "../../rehearsal/providers/value.ts";

export interface Existing {
  id: string;
  /** The name of the resource that made it. */
  name: string;
  inputs: Values;
}

const fileOf = (stateFolder: string, type: string): string =>
  join(stateFolder, "providers", `${type.split(":")[0]}.json`);

/** The things of a type that exist at the service, in the order in which they were made. */
export function existing(stateFolder: string, type: string): Existing[] {
  const file = fileOf(stateFolder, type);
  if (!existsSync(file)) return [];
  const things: Record<string, { urn: string; inputs: Values }> =
    JSON.parse(readFileSync(file, "utf8"))[type] ?? {};
  return Object.entries(things).map(([id, { urn, inputs }]) => ({
    id,
    inputs,
    name: urn.slice(urn.lastIndexOf("::") + 2),
  }));
}

/** Whether a resource can be adopted where others of its type can: of the monitors, those of rows alone. */
export function isAdoptable({ name }: { name: string }): boolean {
  return !name.startsWith("objective-") && !name.startsWith("incident-");
}

/** Changes a thing at the service, as somebody does who knows nothing of the stack; without changes, removes it. */
export function changeAtService(stateFolder: string, type: string, id: string, changes: Values): void {
  const file = fileOf(stateFolder, type);
  const all = JSON.parse(readFileSync(file, "utf8"));
  const { inputs, outputs } = all[type][id];
  Object.assign(inputs, changes);
  Object.assign(outputs, changes);
  writeFileSync(file, JSON.stringify(all));
}

/** Makes a copy of a thing at the service, under an id of its own. */
export function copyAtService(stateFolder: string, type: string, id: string, copy: string): void {
  const file = fileOf(stateFolder, type);
  const all = JSON.parse(readFileSync(file, "utf8"));
  all[type][copy] = all[type][id];
  writeFileSync(file, JSON.stringify(all));
}

/** Lets the engine forget its stack; the services keep what is in them. */
export function forget(stateFolder: string): void {
  rmSync(join(stateFolder, "backend"), { recursive: true });
}

export const team = "sentry:index/sentryTeam:SentryTeam";

/** The settings that adopt everything which can be adopted and exists. */
export function adoptingEverything(stateFolder: string): AdoptSettings {
  const ids = (type: string) => existing(stateFolder, type).map(({ id }) => id);
  const project = ids(types.vercelProject)[0];
  const named = (type: string, prefix: string) =>
    existing(stateFolder, type)
      .filter(({ name }) => name.startsWith(prefix))
      .map(({ id, name }) => [name.slice(prefix.length), id] as const);
  return {
    vercelProject: project,
    vercelDomain: `${project}/${ids(types.vercelDomain)[0]}`,
    vercelVariables: Object.fromEntries(
      named(types.vercelVariable, "application-variable-").map(([name, id]) => [name, `${project}/${id}`]),
    ),
    sentryTeam: `marsana/${ids(team)[0]}`,
    sentryProject: `marsana/${ids(types.sentryProject)[0]}`,
    monitors: Object.fromEntries(named(types.monitor, "monitor-")),
    logMetrics: ids(types.logsMetric).sort(),
  };
}

/** The project's own program on a config that adopts these. */
export function adopting(adopt: Partial<AdoptSettings>): () => Promise<Record<string, unknown>> {
  return async () => {
    const texts = pulumi.runtime.allConfig();
    const isSecret: unknown = Reflect.get(pulumi.runtime, "isConfigSecret");
    if (typeof isSecret !== "function") throw new Error("the SDK does not say what is secret");
    const secrets = Object.keys(texts).filter((key) => isSecret(key));
    pulumi.runtime.setAllConfig({ ...texts, "marsana-fleet:adopt": JSON.stringify(adopt) }, secrets);
    return await program();
  };
}
