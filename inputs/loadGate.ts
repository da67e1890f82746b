// Reads what the gate judges: the release with its evidence, and what earlier releases have left behind.
import { join, resolve } from "node:path";
import { type Assessment, assess } from "../release/assess.ts";
import { sentenceOf } from "../release/finding.ts";
import { keyOf, keysOf } from "../release/items.ts";
import type { EvidenceRecord } from "../release/record.ts";
import { isDeployed, type RecordedRelease, recordsOf, type Situation } from "../release/situation.ts";
import type { Runbook } from "../runbook/index.ts";
import { InputError } from "./inputError.ts";
import { loadEvidence, type Read, unknownItemProblems } from "./loadEvidence.ts";
import { knownReleases, loadRelease } from "./loadRelease.ts";
import type { Settings } from "./settings.ts";

/** The word that stands for "no release": the update then changes monitors, windows and settings only. */
export const noRelease = "none";

export interface GateInputs {
  /** Undefined without a release. */
  readonly situation?: Situation;
  readonly assessment?: Assessment;
  /** Why the release must not be deployed, and will not be allowed to by waiting; empty if nothing holds it up. */
  readonly blocking: readonly string[];
  /** What is still to be done, and not yet due. */
  readonly waiting: readonly string[];
  /** What is to be done soon, and holds nothing up. */
  readonly advice: readonly string[];
}

export interface GateSource {
  readonly version: string;
  /** The project's `releases/`. */
  readonly releases: string;
  /** Where a rehearsal keeps the evidence that it makes by itself: a folder for each version. */
  readonly rehearsed: string | undefined;
  readonly runbook: Runbook;
  readonly settings: Settings;
  readonly stack: string;
  readonly instant: Date;
  /** What the clock says; a rehearsal's instant may be another. Default: the instant. */
  readonly latest?: Date;
}

/**
 * What cannot be read holds up a release that is still to be deployed; one that has been goes on as it is, and is told.
 * @throws InputError for the release's manifest, and for what a new release would be judged by, that cannot be read
 */
export function loadGate(source: GateSource): GateInputs {
  const { version, releases, runbook, settings, stack, instant } = source;
  if (version === noRelease) return withoutRelease(source);
  const release = loadRelease(releases, version);
  const own = evidenceOf(version, source);
  const { others, problems: othersProblems } = otherReleases(source);
  const { records } = own;
  const situation: Situation = { runbook, release, records, others, settings: settings.gate, stack, instant };
  const unread = [...own.problems, ...othersProblems];
  const deployed = isDeployed(situation);
  if (!deployed) {
    const problems = [...unread, ...unknownItemProblems(records, version, knownKeys(runbook))];
    if (problems.length > 0)
      throw new InputError(`The evidence of release ${version} cannot be used.`, problems);
  }
  const assessment = assess(situation);
  const { findings, open } = assessment;
  return {
    situation,
    assessment,
    blocking: open.filter(({ state }) => state !== "pending").map(sentenceOf),
    waiting: open.filter(({ state }) => state === "pending").map(sentenceOf),
    advice: [...findings.filter((one) => one.advisory === true).map(sentenceOf), ...unread],
  };
}

/** Leaving the release away is for stacks that never had one: afterwards nobody could say what is deployed. */
function withoutRelease(source: GateSource): GateInputs {
  const { others, problems } = otherReleases(source);
  if (problems.length > 0)
    throw new InputError("Nobody can say whether a release has been deployed.", problems);
  const deployed = others
    .map(({ release: { version }, records }) => ({ version, at: lastDeployed(records, source.stack) }))
    .filter(({ at }) => at > Number.NEGATIVE_INFINITY)
    .sort((a, b) => a.at - b.at)
    .map(({ version }) => version);
  if (deployed.length === 0) return { blocking: [], waiting: [], advice: [] };
  const last = deployed.at(-1);
  return {
    blocking: [
      `the release is ${noRelease}, and ${deployed.join(", ")} has been deployed to ${source.stack}: an update must say which ` +
        `release it keeps; mend: --release ${last}, or pulumi config set --stack ${source.stack} marsana-fleet:release ${last}`,
    ],
    waiting: [],
    advice: [],
  };
}

/** When the stack was last updated to a release, in milliseconds since 1970; minus infinity for never. */
function lastDeployed(records: readonly EvidenceRecord[], stack: string): number {
  const own = recordsOf(records, "deployed").filter((record) => record.stack === stack);
  return Math.max(...own.map(({ at }) => Date.parse(at)));
}

/** The names of all items, such as `48h/verify-backup-strategy`. */
export function itemsOf({ preDeployment }: Runbook): string[] {
  return preDeployment.flatMap((list) => list.items.map((item) => keyOf(list, item)));
}

/** The items' names, and those that they had before. */
function knownKeys({ preDeployment }: Runbook): string[] {
  return preDeployment.flatMap((list) => list.items.flatMap((item) => keysOf(list, item)));
}

function evidenceOf(
  version: string,
  { releases, rehearsed, instant, latest }: GateSource,
): Read<EvidenceRecord> {
  const folders = [
    join(releases, version, "evidence"),
    ...(rehearsed === undefined ? [] : [join(resolve(rehearsed), version)]),
  ];
  return loadEvidence(folders, { version, instant, ...(latest && { latest }) });
}

/** The project's other releases, and why some of them, or of their records, cannot be read. */
function otherReleases(source: GateSource): { others: RecordedRelease[]; problems: string[] } {
  const others: RecordedRelease[] = [];
  const problems: string[] = [];
  for (const version of knownReleases(source.releases)) {
    if (version === source.version) continue;
    try {
      const evidence = evidenceOf(version, source);
      problems.push(...evidence.problems);
      others.push({ release: loadRelease(source.releases, version), records: evidence.records });
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      problems.push(...error.problems);
    }
  }
  return { others, problems };
}
