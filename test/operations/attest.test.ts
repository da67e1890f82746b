// What a person says of a release: the record that it becomes, and what is refused, all of it at once.
import assert from "node:assert/strict";
import { InputError } from "../../inputs/inputError.ts";
import { looseningReviewOf, recordOf, type Statement } from "../../operations/attest.ts";
import { digestsOf } from "../../release/release.ts";
import { instantAt, releaseOf } from "../support/situations.ts";

const release = releaseOf();
const items = ["48h/verify-all-staging-tests-pass", "24h/final-staging-verification"];
const at = instantAt("T-2h");
const link = "https://ci.example.com/runs/7";

const statement = (changes: Partial<Statement> = {}): Statement => {
  return { type: "evidence", item: items[0] ?? "", by: "val", link, identity: "typed", ...changes };
};

function problems(changes: Partial<Statement> & Record<string, unknown>): readonly string[] {
  const given = Object.entries({ ...statement(), ...changes }).filter(([, value]) => value !== undefined);
  try {
    recordOf(Object.fromEntries(given) as unknown as Statement, release, items, at);
  } catch (error) {
    if (error instanceof InputError) return error.problems;
    throw error;
  }
  return [];
}

describe("a person's statement", () => {
  const common = {
    at: "2026-02-03T07:00:00.000Z",
    by: "val",
    identity: "typed",
    source: { kind: "person", url: link },
    detail: "attested by a person",
    release: { version: "2.0.0", ...digestsOf(release) },
  };

  it("becomes a record that is bound to the release", () => {
    assert.deepEqual(recordOf(statement(), release, items, at), {
      ...common,
      type: "evidence",
      item: items[0],
      result: "pass",
    });
  });

  it("is kept with its result, its words, and the account in one spelling", () => {
    const said = statement({ by: "@Val", result: "fail", note: "3 of 812 failed" });
    assert.deepEqual(recordOf(said, release, items, at), {
      ...common,
      detail: "3 of 812 failed",
      type: "evidence",
      item: items[0],
      result: "fail",
    });
  });

  it("may be a waiver until some instant, with a reason", () => {
    const said = statement({
      type: "waiver",
      expires: "2026-02-04T09:00:00+01:00",
      note: "The suite is down",
    });
    assert.deepEqual(recordOf(said, release, items, at), {
      ...common,
      detail: "The suite is down",
      type: "waiver",
      item: items[0],
      expires: "2026-02-04T09:00:00+01:00",
    });
  });

  const refused: readonly [what: string, changes: Record<string, unknown>, problem: string][] = [
    [
      "an item with a slip of the pen",
      { item: "48h/verify-all-staging-test-pass" },
      `<item>: found "48h/verify-all-staging-test-pass"; required: an item of the runbook; the nearest is ${items[0]}; mend: write it so`,
    ],
    [
      "an item without its list",
      { item: "final-staging-verification" },
      `<item>: found "final-staging-verification"; required: an item of the runbook; the nearest is ${items[1]}; mend: write it so`,
    ],
    [
      "an item that is like none",
      { item: "x" },
      `<item>: found "x"; required: one of ${items.join(", ")}; mend: write it so`,
    ],
    [
      "a name that is no account",
      { by: "Ada Lovelace" },
      '--by: found "Ada Lovelace"; required: an account name, such as ada-l; mend: write it so',
    ],
    [
      "a note with a control character",
      { note: "a\u001b[2Kb" },
      '--note: found "a\\u001b[2Kb"; required: one line of text, without control characters; mend: write it so',
    ],
    [
      "a note that is turned around",
      { note: "\u202eenif" },
      '--note: found "\\u{202e}enif"; required: one line of text, without control characters; mend: write it so',
    ],
    [
      "an address that is none",
      { link: "see Slack" },
      '--link: found "see Slack"; required: an address, such as https://example.com/releases/1.0.0; mend: write it so',
    ],
    [
      "an address without a host",
      { link: "https://" },
      '--link: found "https://"; required: an address, such as https://example.com/releases/1.0.0; mend: write it so',
    ],
    [
      "an address that runs",
      { link: "javascript:alert(1)" },
      '--link: found "javascript:alert(1)"; required: an address, such as https://example.com/releases/1.0.0; mend: write it so',
    ],
    [
      "no address",
      { link: undefined },
      "--link: found nothing; required: an address, such as https://example.com/releases/1.0.0; mend: write it so",
    ],
    [
      "an expiry without a time zone",
      { type: "waiver", note: "x", expires: "2026-02-04T09:00:00" },
      '--expires: found "2026-02-04T09:00:00"; required: an instant with its time zone, such as 2026-02-03T09:00:00Z or 2026-02-03T10:00:00+01:00; mend: write it so',
    ],
    [
      "an expiry that has passed",
      { type: "waiver", note: "x", expires: "2026-02-03T07:00:00Z" },
      '--expires: found "2026-02-03T07:00:00Z"; required: an instant after 2026-02-03T07:00:00.000Z; mend: write it so',
    ],
    [
      "a waiver without a reason",
      { type: "waiver", expires: "2026-02-04T09:00:00Z" },
      "--note: found nothing; required: a line of text; mend: write it so",
    ],
    [
      "a broken glass without a reason",
      { type: "break-glass", item: undefined },
      "--note: found nothing; required: a line of text; mend: write it so",
    ],
    [
      "a broken glass that was not announced",
      { type: "break-glass", item: undefined, note: "x", link: undefined },
      "--link: found nothing; required: an address, such as https://example.com/releases/1.0.0; mend: write it so",
    ],
    [
      "an approval by somebody else",
      { type: "approval", item: undefined, by: "ann" },
      '--by: found "ann"; required: lea, the release\'s approver; mend: write it so',
    ],
  ];
  for (const [what, changes, problem] of refused) {
    it(`is refused with ${what}`, () => assert.deepEqual(problems(changes), [problem]));
  }

  it("is refused with every problem at once", () => {
    const places = problems({ item: "x", by: "", note: "", link: "", expires: "" }).map(
      (one) => one.split(":")[0],
    );
    assert.deepEqual(places, ["<item>", "--by", "--note", "--expires", "--link"]);
  });
});

describe("a second person's review of what weakens", () => {
  const digest = "4".repeat(64);
  const said = { author: "noa", by: "@Val", link, identity: "typed" } as const;

  function objections(changes: Partial<Record<"author" | "by" | "link" | "note", string>>, given = digest) {
    try {
      looseningReviewOf({ ...said, ...changes }, "prod", given, at);
    } catch (error) {
      if (error instanceof InputError) return error.problems;
      throw error;
    }
    return [];
  }

  it("becomes a record of who has looked at whose change", () => {
    assert.deepEqual(looseningReviewOf(said, "prod", digest, at), {
      type: "loosening-review",
      stack: "prod",
      digest,
      author: "noa",
      at: "2026-02-03T07:00:00.000Z",
      by: "val",
      identity: "typed",
      source: { kind: "person", url: link },
      detail: "reviewed by a second person",
    });
  });

  it("is refused from the author, under any spelling", () => {
    assert.deepEqual(objections({ by: "@NOA" }), [
      '--by: found "@NOA"; required: somebody other than noa, who makes the change; mend: write it so',
    ]);
  });

  it("is refused with every problem at once", () => {
    const places = objections({ author: "", by: "", note: "a\nb", link: "x" }, "12").map(
      (one) => one.split(":")[0],
    );
    assert.deepEqual(places, ["<digest>", "--author", "--by", "--note", "--link"]);
  });
});
