// The digest of a runbook: the same for every way to write the same runbook, another for any other.
import { createHash } from "node:crypto";
import type { Identity, Runbook } from "./model.ts";

/**
 * SHA-256, in hex, of the model's canonical JSON: keys sorted, without what is no part of what the runbook says.
 * Thresholds and kinds of incident are sets, and taken in the order of their ids: a row that is moved means what it
 * meant. Everything else stands in the order in which it is done, shown or called.
 */
export function runbookDigest(runbook: Runbook): string {
  const { thresholds, incidents } = runbook;
  const said = { ...runbook, thresholds: byId(thresholds), incidents: byId(incidents) };
  return createHash("sha256")
    .update(JSON.stringify(canonical(said)))
    .digest("hex");
}

function byId<Entry extends Identity>(entries: readonly Entry[]): Entry[] {
  return entries.toSorted((one, other) => (one.id < other.id ? -1 : 1));
}

/**
 * Where something stands, and what it was called before. An id is part of the digest: resources and records are kept
 * under it. A former id says how to come here from an older runbook, not what this one asks for: to take it out, or to
 * give as its id what something is called already, is no other runbook.
 */
const unsaid = new Set(["at", "was"]);

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([key]) => !unsaid.has(key));
  return Object.fromEntries(
    entries.sort(([one], [other]) => (one < other ? -1 : 1)).map(([key, part]) => [key, canonical(part)]),
  );
}
