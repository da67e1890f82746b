// Reading the reviews of what weakens, and what confirms them: what is believed, and every way in which a file cannot be.
import assert from "node:assert/strict";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadEvidence, loadReviews } from "../../inputs/loadEvidence.ts";
import { looseningReviewOf } from "../../operations/attest.ts";
import { writeRecord } from "../../operations/writeRecord.ts";
import { reviewsOf } from "../../release/looseningReview.ts";
import { confirmationOf, confirmationOfReview, pass, recordOf, releaseOf } from "../support/situations.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

const instant = new Date("2026-02-03T09:00:00Z");
const record = recordOf(pass("48h/verify-all-staging-tests-pass", "T-50h"), releaseOf());
const said = { author: "noa", by: "val", link: "https://example.com/7", identity: "typed" } as const;
const reviewAt = (at: string) => looseningReviewOf(said, "prod", "4".repeat(64), new Date(at));
const review = reviewAt("2026-02-01T09:00:00Z");
const confirmation = confirmationOfReview(review, "2026-02-02T10:00:00Z");

describe("the reviews of what weakens", () => {
  const root = temporaryFolder();
  let folder = "";
  let count = 0;
  beforeEach(() => {
    folder = join(root, `reviews-${count++}`);
  });

  /** Changes one word of a file, and leaves its name. */
  function edit(name: string, from: string, to: string): void {
    const text = readFileSync(join(folder, name), "utf8");
    assert.ok(text.includes(from));
    writeFileSync(join(folder, name), text.replace(from, to));
  }

  /** How each review that is believed is known, and how many files are not. */
  function read() {
    const { records, problems } = loadReviews([folder], { instant });
    return { known: reviewsOf(records, "prod").map(({ identity }) => identity), problems };
  }

  it("are what was written, and none where there is no folder", () => {
    const all = [review, reviewAt("2026-02-02T09:00:00Z"), confirmation];
    for (const one of all.toReversed()) writeRecord(folder, one);
    assert.deepEqual(loadReviews([folder, join(root, "nothing")], { instant }), {
      records: all,
      problems: [],
    });
  });

  it("are no records of a release, nothing edited, and none from the future", () => {
    edit(writeRecord(folder, review), "noa", "ann");
    writeRecord(folder, reviewAt("2026-02-03T09:05:00.001Z"));
    writeRecord(folder, record);
    writeRecord(folder, confirmationOf(record));
    const { known, problems } = read();
    assert.deepEqual([known, problems.length], [[], 4]);
    assert.match(problems.join("\n"), /edited or renamed it/);
    assert.match(problems.join("\n"), /in the future; .*have it reviewed again/);
  });

  it("are raised by a confirmation that stands beside them as it was written", () => {
    const name = [review, confirmation].map((one) => writeRecord(folder, one))[1] ?? "";
    assert.deepEqual(read(), { known: ["reviewed"], problems: [] });
    edit(name, "approved by val", "approved by ann");
    const { known, problems } = read();
    assert.deepEqual([known, problems.length], [["typed"], 1]);
    assert.match(String(problems), /edited or renamed it/);
  });

  it("are named where what was confirmed is gone", () => {
    const name = writeRecord(folder, confirmation);
    const other = writeRecord(folder, reviewAt("2026-02-02T09:00:00Z"));
    const { known, problems } = read();
    assert.deepEqual(known, ["typed"]);
    assert.deepEqual(problems, [
      `reviews/${name}: found a confirmation of a record that is not there: somebody has edited it or taken it away; ` +
        `required: the record as it was confirmed; mend: bring it back (${confirmation.detail}), or delete this file and confirm again`,
    ]);
    rmSync(join(folder, other));
    writeRecord(folder, review);
    assert.deepEqual(read(), { known: ["reviewed"], problems: [] });
  });

  it("are no evidence of a release, and neither is what confirms them", () => {
    for (const one of [review, confirmation]) writeRecord(folder, one);
    const { records, problems } = loadEvidence([folder], { version: "2.0.0", instant });
    assert.deepEqual([records, problems.length], [[], 2]);
  });
});
