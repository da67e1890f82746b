// Has a second person, who is made up, look at what a command was blocked for weakening.
import assert from "node:assert/strict";
import { join } from "node:path";
import type { RunResult } from "../../engine/result.ts";
import { looseningReviewOf } from "../../operations/attest.ts";
import { writeRecord } from "../../operations/writeRecord.ts";
import { looseningRule } from "../../release/looseningReview.ts";
import { clock } from "./inputs.ts";

/** Records the review among the rehearsal's own evidence. @returns what was weakened, one line each */
export function reviewed(stateFolder: string, { stack, violations }: RunResult): string[] {
  const own = violations.filter(({ rule }) => rule === looseningRule);
  const digest = /accept-loosening ([0-9a-f]{64})/.exec(own[0]?.message ?? "")?.[1];
  assert.ok(digest, `nothing was weakened: ${JSON.stringify(violations)}`);
  const said = { author: "noa", by: "val", identity: "typed", link: "https://example.com/7" } as const;
  const folder = join(stateFolder, "evidence", "reviews");
  writeRecord(folder, looseningReviewOf(said, stack, digest, clock()));
  return own.map(({ message }) => message.split("; ")[0] ?? "");
}
