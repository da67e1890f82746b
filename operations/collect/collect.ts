// Runs the collectors of a release, and makes a record of what each has found.
import { idsOf, itemFindings, keyOf, provableFrom } from "../../release/items.ts";
import { type EvidenceRecord, recordSchema } from "../../release/record.ts";
import { digestsOf, lineOfText, type Release } from "../../release/release.ts";
import type { Situation } from "../../release/situation.ts";
import type { CollectContext, Collector, Found } from "./collector.ts";
import { collectProduction } from "./production.ts";

/** How long one collector may take, in milliseconds, with all its tries. */
const limitMs = 120_000;

export interface Collected {
  /** Such as `48h/verify-backup-strategy`; or the name of a condition. */
  readonly item: string;
  /** Undefined where there is none for the item. */
  readonly collector?: string;
  /** What was found, as evidence; undefined where the collector was not run. */
  readonly record?: EvidenceRecord;
  /** Why it was not run. */
  readonly skipped?: string;
}

/** Called as each is done, so that what was found is kept when the command is ended. */
export type OnCollected = (collected: Collected) => void;

export interface CollectOptions {
  /** Asked after each collector: the instant of its record. */
  readonly now: () => Date;
  /** Whether collectors that send a message are run too. Default: no. */
  readonly send?: boolean;
  readonly onCollected: OnCollected;
  /** The only items to look at, such as `48h/verify-backup-strategy`. Default: all. */
  readonly only?: ReadonlySet<string>;
}

/**
 * Runs the collector of every item of the runbook that has one, one after the other, in the runbook's order; last,
 * unless only some items are asked for, looks at what production serves. What the end of the signal cuts short is no
 * finding, and is skipped.
 */
export async function collect(
  collectors: readonly Collector[],
  situation: Situation,
  context: CollectContext,
  { now, send = false, onCollected, only }: CollectOptions,
): Promise<Collected[]> {
  const all: Collected[] = [];
  for (const list of situation.runbook.preDeployment) {
    for (const item of list.items) {
      const key = keyOf(list, item);
      if (only !== undefined && !only.has(key)) continue;
      const collector = collectors.find(({ items }) => idsOf(item).some((id) => items.includes(id)));
      const collected: Collected = {
        item: key,
        ...(collector === undefined
          ? { skipped: "no collector proves it: a person attests it" }
          : await collectedBy(collector, key, situation, context, {
              now,
              send,
              provable: provableFrom(situation, list, item),
            })),
      };
      onCollected(collected);
      all.push(collected);
    }
  }
  if (only !== undefined || context.signal.aborted) return all;
  const production = await collectProduction(situation, context, now);
  onCollected(production);
  return [...all, production];
}

async function collectedBy(
  collector: Collector,
  key: string,
  situation: Situation,
  context: CollectContext,
  { now, send, provable }: { now: () => Date; send: boolean; provable: Date },
): Promise<Omit<Collected, "item">> {
  const { name } = collector;
  const skipped = reasonToWait(provable, now()) ?? reasonToSkip(collector, context, send);
  if (skipped !== undefined) return { collector: name, skipped };
  const result = await found(collector, context);
  const told = { collector: name, record: evidenceOf(context.release, key, name, result, now()) };
  // Whom a message has reached is kept whatever else is so: nobody is to be told twice.
  if (result.sent !== undefined) return told;
  if (context.signal.aborted) return { collector: name, skipped: endedBefore };
  // Who has attested the item knew what the machine cannot say: recorded, it would take that word away.
  const attested = result.result === "unknown" ? attestedBy(situation, key) : undefined;
  if (attested !== undefined)
    return { collector: name, skipped: `${result.detail}; the word of ${attested} stands` };
  return told;
}

/** The person by whose word the item is done, if it is. */
function attestedBy(situation: Situation, key: string): string | undefined {
  const finding = itemFindings(situation).find(({ item }) => item === key);
  return finding?.state === "done" && finding.source?.kind === "person" ? finding.by : undefined;
}

const endedBefore = "the command was ended before it was done";

function reasonToWait(provable: Date, now: Date): string | undefined {
  return now < provable ? `it can be proven from ${provable.toISOString()} on` : undefined;
}

function reasonToSkip(
  { needs, sends, off }: Collector,
  { environment, inputs, signal }: CollectContext,
  send: boolean,
): string | undefined {
  if (signal.aborted) return endedBefore;
  if (sends && !send) return "sends a message; add --send";
  if (off?.(inputs) !== undefined) return undefined;
  const missing = needs.filter((name) => !environment[name]);
  return missing.length > 0 ? `${missing.join(", ")} not set` : undefined;
}

/** What was found by a machine, as a record. */
export function evidenceOf(
  release: Release,
  item: string,
  collector: string,
  { result, detail, url, asOf, sent }: Found,
  at: Date,
): EvidenceRecord {
  return recordSchema.parse({
    type: "evidence",
    item,
    result,
    ...(asOf !== undefined && { asOf: asOf.toISOString() }),
    ...(sent !== undefined && { sent }),
    at: at.toISOString(),
    by: collector,
    identity: "typed",
    source: { kind: collector, ...(url !== undefined && { url }) },
    detail: oneLine(detail),
    release: { version: release.version, ...digestsOf(release) },
  });
}

/** What cannot be found out is unknown, and never passes. */
async function found(collector: Collector, context: CollectContext): Promise<Found> {
  const off = collector.off?.(context.inputs);
  if (off !== undefined) return { result: "unknown", detail: off };
  const limit = AbortSignal.timeout(limitMs);
  const signal = AbortSignal.any([context.signal, limit]);
  try {
    const work = collector.collect({ ...context, signal });
    // Whom a message has reached must be known even then: the signal ends the requests of the one that sends it.
    return await (collector.sends ? work : Promise.race([work, ended(signal)]));
  } catch (error) {
    return { result: "unknown", detail: error instanceof Error ? error.message : String(error) };
  }
}

function ended(signal: AbortSignal): Promise<never> {
  return new Promise<never>((_, reject) => {
    const end = () => reject(new Error(`no answer within ${limitMs / 1000} s`));
    // One that has ended already tells nobody any more.
    if (signal.aborted) end();
    signal.addEventListener("abort", end);
  });
}

/** A service's own words may hold anything; a record holds one line. */
function oneLine(text: string): string {
  const line = text
    .replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\s]+/gu, " ")
    .trim()
    .slice(0, 500);
  return lineOfText.safeParse(line).success ? line : "nothing was said";
}
