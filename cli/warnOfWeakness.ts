// Tells a person whose record does not count yet on a stack, because it is known as theirs in too weak a way, what to do.
import type { GateSettings } from "../release/gateSettings.ts";
import type { LooseningReview } from "../release/looseningReview.ts";
import type { EvidenceRecord } from "../release/record.ts";
import { isTooWeak } from "../release/situation.ts";

/** Says on stderr what the person has to know, if there is anything. */
export function warnOfWeakness(
  made: EvidenceRecord | LooseningReview,
  settings: GateSettings,
  stack: string,
): void {
  // Anybody's word is enough to doubt, and to break the glass.
  const counts = made.type === "break-glass" || (made.type === "evidence" && made.result !== "pass");
  if (counts || !isTooWeak({ settings }, made)) return;
  process.stderr.write(
    `This does not count on ${stack} yet: it is known as ${made.identity} only, and must be as ${settings.identity} or better.` +
      ` ${mendOf(made, stack)}\n`,
  );
}

function mendOf(made: EvidenceRecord | LooseningReview, stack: string): string {
  if (made.type === "loosening-review")
    return (
      `Commit it as ${made.author} in your pull request, have ${made.by} approve that, merge it, and run:` +
      ` npm run runbook -- confirm --stack ${stack}`
    );
  return (
    `Commit it as ${made.by}, have somebody else approve your pull request, merge it, and run:` +
    ` npm run runbook -- confirm ${made.release.version} --stack ${stack}`
  );
}
