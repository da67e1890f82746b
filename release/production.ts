// What production serves must be what a release has brought there: neither a rollback, nor something that nobody knows.
import { withConfirmations } from "./confirmations.ts";
import type { Finding } from "./finding.ts";
import { brokenWords, openGlass } from "./glass.ts";
import { provableFrom } from "./items.ts";
import type { EvidenceRecord, RecordOf } from "./record.ts";
import { digestsOf, type Release } from "./release.ts";
import { hoursBefore, inOrder, isTooWeak, recordsOf, type Situation } from "./situation.ts";

type Judgement = Pick<Finding, "state" | "reason" | "mend"> & Partial<Finding>;

/** Everything that was recorded, whichever release it was recorded with. */
function allRecords({ records, others }: Pick<Situation, "records" | "others">): EvidenceRecord[] {
  return inOrder([...records, ...others.flatMap((one) => one.records)]);
}

/**
 * Judges by the newest record of what production serves. It is due and can be made when the items of the last checklist
 * are and can be. Undefined for a stack to which nothing was ever deployed: no release could have promoted what it serves.
 */
export function productionJudgement(situation: Situation): Judgement | undefined {
  const { stack, runbook, release, instant } = situation;
  const all = allRecords(situation);
  const newest = recordsOf(all, "production").findLast((record) => record.stack === stack);
  if (!hasDeployed(situation) && newest?.state !== "rolled-back") return undefined;
  const list = runbook.preDeployment.reduce((a, b) => (b.hoursBefore < a.hoursBefore ? b : a));
  const due = hoursBefore(situation, list.hoursBefore);
  const provable = provableFrom(situation, list).getTime();
  const last = recordsOf(all, "production")
    .filter(
      (record) =>
        record.stack === stack && Date.parse(record.at) >= provable && !isDoubtful(situation, record),
    )
    .at(-1);
  const mend = `npm run runbook -- collect ${release.version} --stack ${stack}`;
  if (last !== undefined) return { ...judged(last, mend), due, by: last.by, source: last.source };
  const glass = openGlass(situation);
  const unknown = `nobody has looked at what production serves since ${new Date(provable).toISOString()}; due ${due.toISOString()}`;
  if (glass === undefined)
    return { state: instant > due ? "overdue" : "pending", due, reason: unknown, mend };
  const reason = brokenWords(glass);
  return { state: "waived", due, by: glass.by, source: glass.source, reason, mend: "" };
}

/** Whether a release has been deployed to the stack, this one or another. */
export function hasDeployed(situation: Pick<Situation, "records" | "others" | "stack">): boolean {
  return recordsOf(allRecords(situation), "deployed").some(({ stack }) => stack === situation.stack);
}

/** Anybody's word is enough to doubt, and not to trust. */
function isDoubtful(situation: Situation, record: RecordOf<"production">): boolean {
  return record.state === "promoted" && record.source.kind === "person" && isTooWeak(situation, record);
}

function judged({ state, detail }: RecordOf<"production">, again: string): Judgement {
  if (state === "promoted") return { state: "done", reason: detail, mend: "" };
  const mend = `give production the deployment of a release with \`vercel promote\`, then ${again}`;
  return { state: "failed", reason: detail, mend };
}

/** The stack's updates to a release: no weak word says that there was one, as none says it in isDeployed. */
export function trustedDeployments(
  records: readonly EvidenceRecord[],
  situation: Pick<Situation, "stack" | "settings">,
): RecordOf<"deployed">[] {
  return recordsOf(withConfirmations(records), "deployed").filter(
    (record) =>
      record.stack === situation.stack && !(record.source.kind === "person" && isTooWeak(situation, record)),
  );
}

/** The release that has been deployed to the stack with this commit, whatever its manifest says today. */
export function releaseWith(
  commit: string,
  situation: Pick<Situation, "release" | "records" | "others" | "stack" | "settings">,
): Release | undefined {
  const { release, records, others } = situation;
  return [{ release, records }, ...others].find((one) => {
    const proof = digestsOf({ ...one.release, commit }).commit;
    return trustedDeployments(one.records, situation).some((record) => record.release.commit === proof);
  })?.release;
}
