// The digest of a runbook: the same for every way to write the same runbook, another for any other.
import { createHash } from "node:crypto";
import type { Runbook } from "./model.ts";

/** SHA-256, in hex, of the model's canonical JSON: keys sorted, without the places in the document. */
export function runbookDigest(runbook: Runbook): string {
  return createHash("sha256")
    .update(JSON.stringify(canonical(runbook)))
    .digest("hex");
}

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([key]) => key !== "at");
  return Object.fromEntries(
    entries.sort(([one], [other]) => (one < other ? -1 : 1)).map(([key, part]) => [key, canonical(part)]),
  );
}
