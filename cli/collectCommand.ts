// `npm run runbook -- collect <version>`: what a machine can prove of a release, proven and recorded.
import { InputError } from "../inputs/inputError.ts";
import { itemsOf } from "../inputs/loadGate.ts";
import { unknownItem } from "../operations/attest.ts";
import { type Collected, collect } from "../operations/collect/collect.ts";
import { collectors } from "../operations/collect/collectors.ts";
import { writeRecord } from "../operations/writeRecord.ts";
import { hasDeployed } from "../release/production.ts";
import type { EvidenceRecord } from "../release/record.ts";
import type { Situation } from "../release/situation.ts";
import {
  type Answer,
  clockOf,
  ended,
  madeUp,
  openProof,
  type ProofOptions,
  readProvable,
} from "./proofCommand.ts";
import { evidenceFolder, readRelease, situationIn } from "./releaseInputs.ts";

export interface CollectArguments extends ProofOptions {
  item?: string[];
  send?: true;
}

/** Ends the process. */
export async function collectCommand(version: string, options: CollectArguments): Promise<never> {
  return await ended(options.json === true, async (signal) => await collected(version, options, signal));
}

async function collected(version: string, options: CollectArguments, signal: AbortSignal): Promise<Answer> {
  const inputs = readProvable(version, options);
  const situation = situationIn(inputs);
  const { release } = situation;
  const only = itemsAsked(options.item, itemsOf(inputs.runbook));
  const folder = evidenceFolder(release.version, options.stack);
  const proof = await openProof(inputs, inputs);
  const say = (text: string) => void (options.json || process.stdout.write(text));
  say(`Release ${release.version}, stack ${options.stack}${madeUp(options.stack)}:\n`);
  try {
    const all = await collect(
      collectors,
      situation,
      { inputs, release, environment: proof.environment, signal },
      {
        now: clockOf(inputs),
        send: options.send === true,
        ...(only !== undefined && { only }),
        onCollected: (one) => {
          if (one.record !== undefined) writeRecord(folder, one.record);
          say(lineOf(one));
        },
      },
    );
    const after = readRelease(version, options);
    const verdict = after.gate.assessment?.verdict ?? "blocked";
    const isBad = all.some(({ record }) => isWrong(record, situation));
    return {
      outcome: signal.aborted ? "failed" : isBad ? "blocked" : "passed",
      text: `The release is ${verdict.toUpperCase()}: npm run runbook -- checklist ${version} says what is left.\n`,
      json: { release: release.version, at: after.now.toISOString(), items: all.map(itemJson), verdict },
    };
  } finally {
    await proof.close();
  }
}

/** What production serves matters once a release has been deployed there. */
function isWrong(record: EvidenceRecord | undefined, situation: Situation): boolean {
  if (record?.type === "production") return record.state !== "promoted" && hasDeployed(situation);
  return record?.type === "evidence" && record.result !== "pass";
}

function itemsAsked(asked: string[] | undefined, items: readonly string[]): ReadonlySet<string> | undefined {
  if (asked === undefined) return undefined;
  const problems = asked
    .filter((item) => !items.includes(item))
    .map((item) => unknownItem(item, items, "--item"));
  if (problems.length > 0) throw new InputError("Nothing was collected.", problems);
  return new Set(asked);
}

function lineOf({ item, collector, record, skipped }: Collected): string {
  const by = collector === undefined ? "" : ` (${collector})`;
  const word = record === undefined ? "skipped" : "result" in record ? record.result : "recorded";
  return `  ${word.padEnd(8)} ${item}${by}: ${record?.detail ?? skipped}\n`;
}

function itemJson({ item, collector, record, skipped }: Collected): object {
  return {
    item,
    collector: collector ?? null,
    result: record !== undefined && "result" in record ? record.result : null,
    detail: record?.detail ?? null,
    url: record?.source.url ?? null,
    skipped: skipped ?? null,
  };
}
