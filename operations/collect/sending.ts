// Sends a message once for a version and its window: what the records say was sent before is not sent again.
import type { RecordOf, Sent } from "../../release/record.ts";
import { isTooWeak, recordsOf } from "../../release/situation.ts";
import { Refusal } from "../../services/refusal.ts";
import type { CollectContext, Collector, Found } from "./collector.ts";

/** What became of one try to reach some of the targets. */
export interface Attempt {
  readonly targets: readonly string[];
  /** Why they were not reached; undefined where the service has accepted the message. */
  readonly refusal?: Refusal;
  /** Where people see the message. */
  readonly link?: string;
}

/** A way to people: through which service, and to whom. */
export interface Route {
  readonly service: string;
  readonly targets: readonly string[];
  send(targets: readonly string[]): Promise<Attempt[]>;
}

/** One try. Whatever goes wrong in it, what was sent before it stays known. */
export async function attempt(
  targets: readonly string[],
  send: () => Promise<{ readonly link?: string }>,
): Promise<Attempt> {
  try {
    const { link } = await send();
    return { targets, ...(link !== undefined && { link }) };
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    return { targets, refusal: error instanceof Refusal ? error : new Refusal(words, "unsure") };
  }
}

/**
 * Sends through every route to whom has not been reached for this window yet.
 * @param again whether to try again those of whom nobody knows whether they were reached: a test may arrive twice, an
 *   announcement may not
 */
export async function sendOnce(
  context: CollectContext,
  collector: Pick<Collector, "name" | "items">,
  routes: readonly Route[],
  { again }: { again: boolean },
): Promise<Found> {
  const word = personsWord(context, collector.items);
  if (word !== undefined)
    return {
      result: "unknown",
      detail: `${word.by} has recorded at ${word.at} that it is done: nothing was sent`,
    };
  const before = sentBefore(context, collector.name);
  const attempts: Attempt[] = [];
  for (const route of routes) {
    const left = route.targets.filter(
      (one) => !before.to.includes(one) && (again || !before.unsure.includes(one)),
    );
    if (left.length > 0 && !context.signal.aborted) attempts.push(...(await route.send(left)));
  }
  return foundOf(context, routes, before, attempts);
}

interface Before extends Omit<Sent, "window"> {
  /** When that was recorded last. */
  readonly at?: string;
}

/**
 * What the collector's own records say was sent for this version and this window. Neither depends on the commit, the
 * migrations or the plan: when they change, what was sent is proof no more, and people know it all the same.
 */
function sentBefore({ inputs, release }: CollectContext, name: string): Before {
  const records = recordsOf(inputs.gate.situation?.records ?? [], "evidence").filter(
    (record) =>
      record.source.kind === name &&
      record.sent !== undefined &&
      record.release.version === release.version &&
      isSameWindow(record.sent.window, release.window),
  );
  const to = [...new Set(records.flatMap(({ sent }) => sent?.to ?? []))];
  const unsure = [...new Set(records.flatMap(({ sent }) => sent?.unsure ?? []))].filter(
    (one) => !to.includes(one),
  );
  const at = records.at(-1)?.at;
  return { to, unsure, ...(at !== undefined && { at }) };
}

function isSameWindow(one: Sent["window"], other: Sent["window"]): boolean {
  return Date.parse(one.start) === Date.parse(other.start) && one.minutes === other.minutes;
}

/** Who tells people by hand says so in a record; they are not to be told once more, whatever else changes. */
function personsWord(
  { inputs, release }: CollectContext,
  items: readonly string[],
): RecordOf<"evidence"> | undefined {
  const { situation } = inputs.gate;
  if (situation === undefined) return undefined;
  return recordsOf(situation.records, "evidence").findLast(
    (record) =>
      record.source.kind === "person" &&
      record.result === "pass" &&
      items.some((item) => record.item.endsWith(`/${item}`)) &&
      record.release.version === release.version &&
      !isTooWeak(situation, record),
  );
}

function foundOf(
  { release, signal }: CollectContext,
  routes: readonly Route[],
  before: Before,
  attempts: readonly Attempt[],
): Found {
  const reached = attempts.filter(({ refusal }) => refusal === undefined).flatMap(({ targets }) => targets);
  const lost = attempts
    .filter(({ refusal }) => refusal?.meaning === "unsure")
    .flatMap(({ targets }) => targets);
  const to = [...before.to, ...reached];
  const unsure = [...new Set([...before.unsure, ...lost])].filter((one) => !to.includes(one));
  const sent: Sent = { window: release.window, to, unsure };
  const link = attempts.find((one) => one.link !== undefined)?.link;
  const common = { sent, ...(link !== undefined && { url: link }) };
  const refusals = attempts.flatMap(({ refusal }) => refusal ?? []);
  const missing = routes.flatMap(({ targets }) => targets).filter((one) => !to.includes(one));
  if (missing.length === 0) return { ...common, result: "pass", detail: passDetail(routes, before, reached) };
  const waiting = before.unsure.filter((one) => missing.includes(one) && !lost.includes(one));
  const details = [
    ...new Set(refusals.map(({ message }) => message)),
    ...(waiting.length > 0
      ? [
          `whether it reached ${waiting.join(", ")} before ${before.at} is not known, and nobody is told twice: look there, ` +
            "and attest the item",
        ]
      : []),
    ...(signal.aborted ? ["it was ended before all were told"] : []),
    ...(to.length > 0 ? [`reached: ${to.join(", ")}`] : []),
  ];
  const result = refusals.some(({ meaning }) => meaning === "wrong") ? "fail" : "unknown";
  return { ...common, result, detail: details.join("; ") };
}

function passDetail(routes: readonly Route[], before: Before, reached: readonly string[]): string {
  if (reached.length === 0) return `sent before, as recorded at ${before.at}; nothing was sent again`;
  const accepted = routes.map(
    ({ service, targets }) => `${service} has accepted it for ${targets.join(", ")}`,
  );
  const earlier = before.to.length > 0 ? `; ${before.to.join(", ")} had it before` : "";
  return accepted.join("; ") + earlier;
}
