// Which source a row is measured by: what config chooses, or else what ships.
import type { Identity } from "../runbook/model.ts";
import { sourcesOf } from "./shipped.ts";
import type { SignalSettings } from "./signalSchema.ts";
import type { Source, Sources } from "./source.ts";

export interface ChosenSource {
  /** Of the signal: the row's id, or one that it had before. */
  readonly id: string;
  readonly name: string;
  readonly source: Source;
  readonly sources: Sources;
  readonly settings: SignalSettings;
}

/** Undefined for a query of one's own, and for a source that is not there. */
export function chosenSource(
  row: Identity,
  settings: Readonly<Record<string, SignalSettings>>,
): ChosenSource | undefined {
  const known = [row.id, ...(row.was ?? [])];
  const id = known.find((one) => Object.hasOwn(settings, one) || Object.hasOwn(sourcesOf, one)) ?? "";
  const sources = Object.hasOwn(sourcesOf, id) ? sourcesOf[id] : undefined;
  const own = (Object.hasOwn(settings, id) ? settings[id] : undefined) ?? {};
  if (sources === undefined || own.query !== undefined) return undefined;
  const { source: name = sources.shipped } = own;
  const source = Object.hasOwn(sources.sources, name) ? sources.sources[name] : undefined;
  return source && { id, name, source, sources, settings: own };
}
