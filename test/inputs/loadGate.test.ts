// What the gate judges, as it lies in the folders: the release, its evidence, and what other releases left behind.
import assert from "node:assert/strict";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { InputError } from "../../inputs/inputError.ts";
import { type GateInputs, type GateSource, loadGate } from "../../inputs/loadGate.ts";
import { writeRecord } from "../../operations/writeRecord.ts";
import { gateSettingsSchema } from "../../release/gateSettings.ts";
import { recordName, recordText } from "../../release/record.ts";
import type { Release } from "../../release/release.ts";
import { changedRunbook } from "../support/changedRunbook.ts";
import { settingsOf } from "../support/inputs.ts";
import {
  allProof,
  emergencyOf,
  gateSettingsOf,
  instantAt,
  pass,
  plainRunbook,
  recordOf,
  releaseOf,
  type Saying,
} from "../support/situations.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

const item = "48h/verify-all-staging-tests-pass";
const up = (at: string): Saying => ({ type: "deployed", stack: "prod", at, kind: "up" });

describe("the gate's inputs", () => {
  const root = temporaryFolder();
  let releases = "";
  let count = 0;
  beforeEach(() => {
    releases = join(root, `releases-${count++}`);
    mkdirSync(releases);
  });

  function write(release: Release, ...said: readonly Saying[]): string {
    const folder = join(releases, release.version);
    mkdirSync(folder);
    writeFileSync(join(folder, "release.yaml"), stringify(release));
    for (const one of said) writeRecord(join(folder, "evidence"), recordOf(one, release));
    return folder;
  }

  function load(changes: Partial<GateSource> = {}): GateInputs {
    return loadGate({
      version: "2.0.0",
      releases,
      rehearsed: undefined,
      runbook: plainRunbook,
      settings: { ...settingsOf("prod"), gate: gateSettingsOf() },
      stack: "prod",
      instant: instantAt("T"),
      ...changes,
    });
  }

  function problems(changes: Partial<GateSource> = {}): readonly string[] {
    try {
      load(changes);
    } catch (error) {
      if (error instanceof InputError) return error.problems;
      throw error;
    }
    return [];
  }

  it("hold nothing up where everything is proven", () => {
    write(releaseOf(), ...allProof());
    const { assessment, blocking, waiting, advice } = load();
    assert.deepEqual([assessment?.verdict, blocking, waiting, advice], ["ready", [], [], []]);
  });

  it("tell apart what blocks, what is not due yet, and what is only advised", () => {
    write(
      releaseOf(),
      ...allProof().filter(({ item: one }) => one !== item && one !== "1h/final-code-review"),
    );
    const runbook = { ...plainRunbook, lastUpdated: "2025-11-01" };
    const { blocking, waiting, advice } = load({ runbook, instant: instantAt("T-1h") });
    const names = [blocking, waiting, advice].map((list) => list.map((one) => one.split(" ")[0]));
    assert.deepEqual(names, [[item], ["1h/final-code-review", "open-window"], ["require-reviewed-runbook"]]);
    assert.deepEqual(blocking, [
      `${item} ("Verify all staging tests pass") is overdue: nothing proves it; due 2026-02-01T09:00:00.000Z; mend: ` +
        `npm run runbook -- collect 2.0.0, or npm run runbook -- attest 2.0.0 ${item} --by <you> --link <where to look>`,
    ]);
  });

  it("take a rehearsal's own evidence along, and no link in its place", () => {
    const proof = allProof();
    write(releaseOf(), ...proof.slice(1));
    const rehearsed = join(root, "rehearsed");
    for (const one of proof.slice(0, 1)) writeRecord(join(rehearsed, "2.0.0"), recordOf(one, releaseOf()));
    assert.equal(load().assessment?.verdict, "blocked");
    assert.equal(load({ rehearsed }).assessment?.verdict, "ready");
    mkdirSync(join(root, "linked"));
    symlinkSync(join(rehearsed, "2.0.0"), join(root, "linked", "2.0.0"));
    assert.match(problems({ rehearsed: join(root, "linked") })[0] ?? "", /found a link, or a file/);
  });

  it("are refused with an item that the runbook has not, until the release has been deployed", () => {
    const folder = write(releaseOf(), ...allProof());
    const runbook = changedRunbook(["Verify all staging tests pass", "Verify that all staging tests pass"]);
    assert.match(problems({ runbook })[0] ?? "", /the nearest is 48h\/verify-that-all-staging-tests-pass/);
    writeRecord(join(folder, "evidence"), recordOf(up("T"), releaseOf()));
    assert.equal(load({ runbook }).assessment?.verdict, "deployed");
  });

  it("are not held up by an item of an earlier release that the runbook has no more", () => {
    write(releaseOf({ version: "1.9.0" }), pass("48h/feed-the-cat", "T-50h"), up("T-20h"));
    write(releaseOf(), ...allProof());
    assert.equal(load().assessment?.verdict, "ready");
  });

  it("see what an earlier release owes", () => {
    write(releaseOf({ version: "1.9.0", ...emergencyOf() }), up("T-20h"));
    write(releaseOf(), ...allProof());
    assert.match(load().blocking[0] ?? "", /^settle-reports .*the report of 1\.9\.0 is missing/);
  });

  it("are refused when an earlier release's evidence is not as it was written", () => {
    const folder = write(releaseOf({ version: "1.9.0" }));
    write(releaseOf(), ...allProof());
    mkdirSync(join(folder, "evidence"));
    writeFileSync(join(folder, "evidence", "x.json"), "{}");
    assert.match(problems()[0] ?? "", /1\.9\.0\/evidence\/x\.json: found type: Invalid/);
  });

  it("hold a deployed release up for nothing that cannot be read, and tell it", () => {
    const earlier = write(releaseOf({ version: "1.9.0" }));
    const own = write(releaseOf(), up("T-20h"));
    mkdirSync(join(earlier, "evidence"));
    writeFileSync(join(earlier, "evidence", "x.json"), "{}");
    writeFileSync(join(own, "evidence", "y.json"), "{}");
    writeFileSync(join(write(releaseOf({ version: "1.8.0" })), "release.yaml"), "version: [");
    const { assessment, blocking, advice } = load();
    assert.deepEqual([assessment?.verdict, blocking], ["deployed", []]);
    const files = advice.flatMap((one) => /[\w.]+\.(?:json|yaml)/.exec(one)?.[0] ?? []);
    assert.deepEqual([...new Set(files)].sort(), ["release.yaml", "x.json", "y.json"]);
    assert.match(problems({ version: "none" })[0] ?? "", /release\.yaml/);
  });

  it("let no release be left away once one has been deployed, and name the last", () => {
    assert.deepEqual(load({ version: "none" }), { blocking: [], waiting: [], advice: [] });
    write(releaseOf({ version: "1.9.0" }), up("T-30h"));
    write(releaseOf({ version: "1.10.0" }), up("T-20h"));
    write(releaseOf({ version: "1.11.0" }), { ...up("T-10h"), stack: "staging" });
    const { blocking, situation } = load({ version: "none" });
    assert.equal(situation, undefined);
    assert.deepEqual(blocking, [
      "the release is none, and 1.9.0, 1.10.0 has been deployed to prod: an update must say which release it keeps; " +
        "mend: --release 1.10.0, or pulumi config set --stack prod marsana-fleet:release 1.10.0",
    ]);
  });

  it("are no other for links out of the folder of releases", () => {
    write(releaseOf(), ...allProof());
    mkdirSync(join(root, "outside"));
    writeFileSync(join(root, "outside", "release.yaml"), stringify(releaseOf({ version: "1.9.0" })));
    symlinkSync(join(root, "outside"), join(releases, "1.9.0"));
    const refused =
      "releases/1.9.0/release.yaml: found a link, or a file, in place of the folder; required: a folder; mend: take it away";
    assert.deepEqual(problems(), [refused]);
    assert.deepEqual(problems({ version: "1.9.0" }), [refused]);
  });

  it("of 10,000 records are read and judged, which one by one against all others would take minutes", () => {
    const folder = join(write(releaseOf(), ...allProof()), "evidence");
    for (let index = 0; index < 10_000; index++) {
      const one = recordOf(pass(item, `T-${60 + (index % 100)}h-${index}ms`), releaseOf());
      writeFileSync(join(folder, recordName(one)), recordText(one));
    }
    const start = performance.now();
    const { assessment } = load();
    const tookMs = performance.now() - start;
    console.log(`      10,020 records: ${Math.round(tookMs)} ms`);
    assert.equal(assessment?.verdict, "ready");
  });

  it("of 10,000 records in one instant are judged likewise", () => {
    const records = Array.from({ length: 10_000 }, (_, index) =>
      recordOf(pass(item, "T-50h", { detail: `Run ${index}` }), releaseOf()),
    );
    const folder = join(write(releaseOf(), ...allProof()), "evidence");
    for (const one of records) writeFileSync(join(folder, recordName(one)), recordText(one));
    assert.equal(load().assessment?.verdict, "ready");
  });

  it("take the settings as they are where nothing is set", () => {
    assert.deepEqual(gateSettingsSchema.parse({}).freshHours, { "database-backup-on-production": 30 });
    const from = "2026-01-02T00:00:00Z";
    for (const to of ["2026-01-01T00:00:00Z", from]) {
      const freezes = [{ from, to, reason: "Year end" }];
      assert.throws(() => gateSettingsSchema.parse({ freezes }), /an end after the start/);
    }
  });
});
