// What Datadog has really answered, as it stands in test/recordings, and how answers are compared by their fields.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Fields, project, type Recording } from "../recordings/trimmed.ts";

export type { Fields, Recording };

export function recordingsOf(family: string): Recording[] {
  const text = readFileSync(join(project, "test/recordings/datadog", `${family}.jsonl`), "utf8");
  return text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
}

/** Where each field of a value stands, such as `options.thresholds.critical` or `widgets[].id`. */
export function placesIn(value: unknown, at = ""): string[] {
  if (Array.isArray(value)) return [...new Set(value.flatMap((one) => placesIn(one, `${at}[]`)))];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) => {
    const place = at === "" ? name : `${at}.${name}`;
    return [place, ...placesIn(one, place)];
  });
}

/** The monitors in an answer, which is one of them, a list of them, or of something else. */
export function monitorsIn({ response }: Recording): Fields[] {
  const all = (Array.isArray(response) ? response : [response]) as Fields[];
  return all.filter((one) => "query" in one && "options" in one);
}

/** A transport over which every request has the recorded answer; what was sent is kept. */
export function answering({ status, response }: Pick<Recording, "status" | "response">) {
  const sent: Fields[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const text = await new Request(input, init).text();
    if (text !== "") sent.push(JSON.parse(text));
    return Response.json(response, { status });
  };
  const access = {
    apiKey: "plantedApiKey",
    appKey: "plantedAppKey",
    baseUrl: "http://127.0.0.1:9",
    transport: { fetch },
  };
  return { access, sent };
}
