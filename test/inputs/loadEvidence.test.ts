// Reading evidence: what is believed, and every way in which a file cannot be.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadEvidence, unknownItemProblems } from "../../inputs/loadEvidence.ts";
import { writeRecord } from "../../operations/writeRecord.ts";
import { hashOf, recordName, recordText } from "../../release/record.ts";
import { allProof, confirmationOf, pass, recordOf, releaseOf, type Saying } from "../support/situations.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

const item = "48h/verify-all-staging-tests-pass";
const release = releaseOf();
const instant = new Date("2026-02-03T09:00:00Z");
const expected = { version: release.version, instant };

describe("the evidence of a release", () => {
  const root = temporaryFolder();
  let folder = "";
  let count = 0;
  beforeEach(() => {
    folder = join(root, `evidence-${count++}`);
    mkdirSync(folder);
  });

  const record = (changes: object = {}) => recordOf(pass(item, "T-50h", changes), release);

  /** What is wrong with the folder, each without its place. */
  function problems(): string[] {
    return loadEvidence([folder], expected).problems.map((problem) => {
      assert.match(problem, /^[^;]+: found .+; required: .+; mend: .+/s);
      return problem.replaceAll(`${folder}/`, "").replace(/; mend: .*/s, "");
    });
  }

  /** Puts a file there whose name fits its content, whatever that is. */
  function forge(content: unknown, text = JSON.stringify(content, undefined, 2)): string {
    const name = `20260201T070000Z-48h-verify-all-staging-tests-pass-${hashOf(text)}.json`;
    writeFileSync(join(folder, name), text);
    return name;
  }

  it("is what was written, of all folders, oldest first", () => {
    const other = join(root, "rehearsed");
    const records = allProof().map((one) => recordOf(one, release));
    for (const [index, one] of records.entries()) writeRecord(index % 2 === 0 ? folder : other, one);
    const { records: read } = loadEvidence([folder, other, join(root, "nothing")], expected);
    assert.deepEqual(read.map(recordText).sort(), records.map(recordText).sort());
    const times = read.map(({ at }) => Date.parse(at));
    assert.deepEqual(
      times,
      [...times].sort((a, b) => a - b),
    );
  });

  it("is none where there is no folder, and where it is empty", () => {
    assert.deepEqual(loadEvidence([join(root, "nothing"), folder], expected), { records: [], problems: [] });
  });

  it("may be up to 5 minutes ahead of this clock, and no more", () => {
    writeRecord(folder, recordOf(pass("1h/final-code-review", "T+5m"), release));
    assert.deepEqual(problems(), []);
    const name = writeRecord(folder, recordOf(pass("1h/final-code-review", "T+5m+1ms"), release));
    assert.deepEqual(problems(), [
      `${name}: found 2026-02-03T09:05:00.001Z, which is in the future; required: at most 5 minutes after ${instant.toISOString()}`,
    ]);
  });

  it("is not that of another release", () => {
    const name = writeRecord(folder, recordOf(pass(item, "T-50h"), releaseOf({ version: "1.9.0" })));
    assert.deepEqual(problems(), [`${name}: found a record of release 1.9.0; required: one of 2.0.0`]);
  });

  const edited = (name: string) =>
    `${name}: found another content than the name stands for: somebody has edited or renamed it; required: the file as it was written`;

  it("is noticed to be edited", () => {
    const name = writeRecord(folder, record({ result: "fail" }));
    const text = readFileSync(join(folder, name), "utf8");
    writeFileSync(join(folder, name), text.replace('"fail"', '"pass"'));
    assert.deepEqual(problems(), [edited(name)]);
  });

  it("is noticed to be formatted in another way", () => {
    const name = writeRecord(folder, record());
    writeFileSync(join(folder, name), JSON.stringify(record()));
    const fitting = forge(undefined, JSON.stringify(record()));
    assert.deepEqual(problems().sort(), [edited(name), edited(fitting)].sort());
  });

  it("is noticed to be renamed", () => {
    const name = writeRecord(folder, record());
    const renamed = name.replace("20260201", "20260202");
    renameSync(join(folder, name), join(folder, renamed));
    assert.deepEqual(problems(), [edited(renamed)]);
  });

  it("is confirmed by a record beside it, and by none whose record is edited or gone", () => {
    const typed = record({ kind: "person", identity: "typed" });
    const [name, confirmation] = [writeRecord(folder, typed), writeRecord(folder, confirmationOf(typed))];
    assert.deepEqual(problems(), []);
    rmSync(join(folder, name));
    const found = [
      `releases/2.0.0/evidence/${confirmation}: found a confirmation of a record that is not there: somebody has edited ` +
        "it or taken it away; required: the record as it was confirmed",
    ];
    assert.deepEqual(problems(), found);
    writeRecord(folder, record({ kind: "person", identity: "typed", by: "eve" }));
    assert.deepEqual(problems(), found);
    writeRecord(folder, typed);
    assert.deepEqual(problems(), []);
  });

  const bad: readonly [what: string, changes: object, found: RegExp][] = [
    ["a date that is none", { at: "2026-02-30T09:00:00Z" }, /found at: an instant with its time zone/],
    [
      "an instant without a time zone",
      { at: "2026-02-01T09:00:00" },
      /found at: an instant with its time zone/,
    ],
    ["a date without a time", { at: "2026-02-01" }, /found at: an instant with its time zone/],
    ["seconds since 1970", { at: 1769936400 }, /found at: an instant with its time zone/],
    ["a result that is none", { result: "ok" }, /found result: Invalid option/],
    ["an item without its list", { item: "verify-backup-strategy" }, /found item: an item such as/],
    ["a way out of the folder as item", { item: "48h/../../x" }, /found item: an item such as/],
    ["a name that is no account", { by: "Ada Lovelace" }, /found by: an account name/],
    ["a control character", { detail: "fine\u001b[2K\rreally" }, /found detail: one line of text/],
    ["two lines", { detail: "fine\nVERDICT: READY" }, /found detail: one line of text/],
    ["a separator of lines", { detail: "fine\u2028really" }, /found detail: one line of text/],
    ["text that is turned around", { detail: "\u202egnorw si siht" }, /found detail: one line of text/],
    ["characters that nobody sees", { detail: "fi\u200bne" }, /found detail: one line of text/],
    ["half a character", { detail: "fine \ud83d" }, /found detail: one line of text/],
    ["no words", { detail: "  " }, /found detail: a line of text/],
    ["too many words", { detail: "x".repeat(501) }, /found detail: a line of at most 500/],
    [
      "an address that runs",
      { source: { kind: "ci", url: "javascript:alert(1)" } },
      /found source.url: an address/,
    ],
    [
      "an address that is turned around",
      { source: { kind: "ci", url: "https://x.example/\u202e" } },
      /found source.url: an address in ASCII/,
    ],
    ["a key that means nothing", { colour: "blue" }, /Unrecognized key: "colour"/],
    ["a digest that is none", { release: { version: "2.0.0", commit: "x" } }, /found release.commit/],
    [
      "a confirmation of a name in place of a digest",
      { ...confirmationOf(recordOf(pass(item, "T-50h"), release)), of: "x.json" },
      /found (?:of|the record): /,
    ],
    ["another type", { type: "verdict" }, /found type: Invalid/],
  ];
  for (const [what, changes, found] of bad) {
    it(`is not believed with ${what}`, () => {
      forge({ ...record(), ...changes });
      const [problem, ...more] = problems();
      assert.deepEqual(more, []);
      assert.match(problem ?? "", found);
      assert.match(problem ?? "", /; required: a record, as the commands write it$/);
    });
  }

  const texts: readonly [what: string, text: string][] = [
    ["an empty file", ""],
    ["a truncated one", recordText(recordOf(pass(item, "T-50h"), release)).slice(0, -40)],
    ["null", "null"],
    ["a list", "[]"],
    ["brackets without end", "[".repeat(60_000)],
    ["bytes that are no text", "\u0000\u0001"],
    [
      "a key twice",
      recordText(record()).replace('"result": "pass"', '"result": "fail",\n  "result": "pass"'),
    ],
    ["__proto__", recordText(record()).replace('"result": "pass"', '"__proto__": {"result": "pass"}')],
    ["__proto__ beside the rest", recordText(record()).replace("{", '{\n  "__proto__": {"by": "lea"},')],
    ["a byte order mark", `\ufeff${recordText(record())}`],
  ];
  for (const [what, text] of texts) {
    it(`is not believed when it is ${what}`, () => {
      forge(undefined, text);
      assert.equal(problems().length, 1);
    });
  }

  it("is read from no link, no folder and no huge file", () => {
    const name = writeRecord(join(root, "elsewhere"), record());
    symlinkSync(join(root, "elsewhere", name), join(folder, name));
    mkdirSync(join(folder, name.replace("20260201", "20260202")));
    writeFileSync(join(folder, "20260203T000000Z-x.json"), "x".repeat(64 * 1024 + 1));
    const plain = "found a link, or a folder; required: a plain file";
    assert.deepEqual(problems(), [
      `${name}: ${plain}`,
      `${name.replace("20260201", "20260202")}: ${plain}`,
      "20260203T000000Z-x.json: found 65537 bytes; required: a record, of at most 65536",
    ]);
  });

  it("is not looked for behind a link, or in a file", () => {
    for (const [name, make] of Object.entries({
      linked: (path: string) => symlinkSync(folder, path),
      filed: (path: string) => writeFileSync(path, ""),
    })) {
      make(join(root, name));
      assert.deepEqual(loadEvidence([join(root, name)], expected).problems, [
        `${join(root, name)}: found a link, or a file; required: a folder of records; mend: take it away`,
      ]);
    }
  });

  it("says where a file is without letting its name play tricks", () => {
    writeFileSync(join(folder, "evil\u001b[2K\u202e.json"), "");
    assert.match(problems()[0] ?? "", /^evil\\u\{1b\}\[2K\\u\{202e\}\.json: found no JSON/);
  });

  it("gives every problem at once", () => {
    for (const text of ["", "[", "{}"]) forge(undefined, text);
    assert.equal(problems().length, 3);
  });

  it("of an item that the runbook has not is refused with the nearest", () => {
    const typo: Saying = pass("48h/verify-all-staging-test-pass", "T-50h");
    const records = [record(), recordOf(typo, release)];
    assert.deepEqual(unknownItemProblems(records, "2.0.0", [item, "24h/final-staging-verification"]), [
      `releases/2.0.0/evidence/${recordName(records[1] ?? record())}: found the item 48h/verify-all-staging-test-pass, ` +
        `which the runbook has not; required: an item of the runbook; the nearest is ${item}; mend: prove the item ` +
        "under its name of today, and delete this record, or give the item its old words back",
    ]);
    assert.deepEqual(unknownItemProblems([record()], "2.0.0", [item]), []);
  });
});
