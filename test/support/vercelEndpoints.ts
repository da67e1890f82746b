// The requests that Vercel's own SDK knows, as a judge of those that are sent here.
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { RecordedRequest } from "../../rehearsal/faults.ts";

const file = resolve(import.meta.dirname, "../../../shared/api-specs/vercel-endpoints.tsv");
export const haveEndpoints = existsSync(file);

/** Those of the requests that the list has not, as `GET /v9/projects/x`. */
export function unknownRequests(requests: readonly RecordedRequest[]): string[] {
  const known = readFileSync(file, "utf8")
    .split("\n")
    .map((line) => line.split("\t"))
    .map(([, path = "", method = ""]) => ({ method, parts: path.split("/") }));
  return requests
    .map(({ method, path }) => ({ method, path: path.replace(/^\/vercel/, "").replace(/\?.*/, "") }))
    .filter(({ method, path }) => {
      const segments = path.split("/");
      return !known.some(
        (one) =>
          one.method === method &&
          one.parts.length === segments.length &&
          one.parts.every((part, index) => part.startsWith("{") || part === segments[index]),
      );
    })
    .map(({ method, path }) => `${method} ${path}`);
}
