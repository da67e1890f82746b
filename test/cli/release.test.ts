// The verbs of `npm run runbook` for a release, on the rehearsal's evidence.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Ended, ended } from "../support/ended.ts";
import { inProcess } from "../support/inProcess.ts";
import { projectFolder } from "../support/inputs.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

const version = "1.0.0-rc1";
const item = "48h/verify-backup-strategy";
const link = ["--link", "https://example.com/7"];

describe("npm run runbook, for a release", function () {
  this.timeout(60_000);
  const root = temporaryFolder();
  let state = "";
  let count = 0;
  beforeEach(() => {
    state = join(root, `${count++}`);
  });

  async function run(...args: readonly string[]): Promise<Ended> {
    const { MARSANA_RUNBOOK: _, MARSANA_RELEASE: __, MARSANA_NOW: ___, ...rest } = process.env;
    const env = { ...rest, MARSANA_STATE: state };
    return await inProcess("cli/runbook.ts", args, { cwd: projectFolder, env });
  }

  /** Every file below the state's folder. */
  function written(): string[] {
    if (!existsSync(state)) return [];
    return readdirSync(state, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".json"));
  }

  /** The only record there is, after a command that was fine. */
  function recorded({ code, stdout, stderr }: Ended): Record<string, unknown> {
    assert.deepEqual([code, stderr], [0, ""]);
    assert.deepEqual(written(), [join("evidence", version, stdout.trim())]);
    const { release, ...record } = JSON.parse(readFileSync(join(state, written()[0] ?? ""), "utf8"));
    assert.equal(release.version, version);
    return record;
  }

  const said = { at: "2026-02-03T09:00:00.000Z", by: "ada", identity: "typed" };
  const source = { kind: "person", url: "https://example.com/7" };

  const verbs: readonly [args: readonly string[], record: object][] = [
    [
      ["attest", version, item, "--by", "ada", ...link],
      { ...said, source, type: "evidence", item, result: "pass", detail: "attested by a person" },
    ],
    [
      ["attest", version, item, "--by", "ada", ...link, "--result", "unknown", "--note", "It did not answer"],
      { ...said, source, type: "evidence", item, result: "unknown", detail: "It did not answer" },
    ],
    [
      ["waive", version, item, "--by", "ada", "--note", "Moved", "--expires", "2026-02-04T00:00:00Z"],
      {
        ...said,
        source: { kind: "person" },
        type: "waiver",
        item,
        detail: "Moved",
        expires: "2026-02-04T00:00:00Z",
      },
    ],
    [
      ["approve", version, "--by", "@Fleet-Lead", ...link],
      { ...said, by: "fleet-lead", source, type: "approval", detail: "attested by a person" },
    ],
    [
      ["drill", version, "--by", "ada", ...link, "--at", "2026-02-03T10:00:00+01:00"],
      { ...said, source, type: "restore-drill", detail: "attested by a person" },
    ],
    [
      ["report", version, "--by", "ada", ...link],
      { ...said, source, type: "report", detail: "attested by a person" },
    ],
    [
      ["break-glass", version, "--by", "ada", ...link, "--note", "GitHub is down"],
      { ...said, source, type: "break-glass", detail: "GitHub is down" },
    ],
    [
      ["deployed", version, "--by", "ada"],
      {
        ...said,
        source: { kind: "person" },
        type: "deployed",
        stack: "rehearsal",
        detail: "attested by a person",
      },
    ],
  ];
  for (const [args, record] of verbs) {
    it(`records: ${args.join(" ")}`, async () => assert.deepEqual(recorded(await run(...args)), record));
  }

  it("changes the checklist by what it records", async () => {
    const stateOf = async () => {
      const { code, stdout } = await run("checklist", version, "--format", "json");
      const { verdict, items } = JSON.parse(stdout);
      const [found] = items.filter((one: { item: string }) => one.item === item);
      return [code, verdict, found.state];
    };
    assert.deepEqual(await stateOf(), [0, "ready", "done"]);
    await run("attest", version, item, "--by", "ada", ...link, "--result", "fail");
    assert.deepEqual(await stateOf(), [1, "blocked", "failed"]);
    for (const by of ["ada", "bob"])
      await run("waive", version, item, "--by", by, "--note", "Moved", "--expires", "2026-02-04T00:00:00Z");
    assert.deepEqual(await stateOf(), [0, "ready", "waived"]);
    await run("deployed", version, "--by", "ada");
    assert.deepEqual(await stateOf(), [0, "deployed", "waived"]);
  });

  it("prints the checklist in the format that is asked for, and writes nothing", async () => {
    const starts = {
      table: "Release 1.0.0-rc1 at 2026-02-03T09:00:00.000Z: READY\n",
      html: "<!doctype html>\n",
    };
    for (const [format, start] of Object.entries(starts)) {
      const { code, stdout } = await run("checklist", version, "--format", format);
      assert.equal(code, 0);
      assert.equal(stdout.slice(0, start.length), start);
    }
    assert.deepEqual(written(), []);
  });

  it("exits with 1 where something blocks, as a process too", async () => {
    const env = { ...process.env, MARSANA_STATE: state };
    const args = ["cli/runbook.ts", "checklist", "1.1.0-rc1"];
    const { code, stdout } = await ended(process.execPath, args, { cwd: projectFolder, env });
    assert.deepEqual(await run("checklist", "1.1.0-rc1"), { code, stdout, stderr: "" });
    assert.equal(code, 1);
    assert.match(stdout, /^ {2}failed {6}require-full-commit: release 1\.1\.0-rc1 names the commit "main"/m);
  });

  const attest = (...args: string[]) => ["attest", version, item, "--by", "ada", ...link, ...args];
  const refused: readonly [what: string, args: readonly string[], stderr: RegExp][] = [
    [
      "a version that leads out of the folder",
      ["attest", "../x", item, "--by", "ada", ...link],
      /--release: found "\.\.\/x"; required: a semantic version/,
    ],
    [
      "no version",
      ["attest", "", item, "--by", "ada", ...link],
      /<version>: found nothing; required: a folder below releases\//,
    ],
    [
      "none as version",
      ["approve", "none", "--by", "fleet-lead"],
      /<version>: found none; required: a release; mend: name one/,
    ],
    [
      "a version that plays tricks",
      ["checklist", "1.0.0\u001b[2K\u202e"],
      /There is no release 1\.0\.0\\u\{1b\}\[2K\\u\{202e\}/,
    ],
    [
      "an item with a slip of the pen",
      ["attest", version, "48h/verify-backup-stratgy", "--by", "ada", ...link],
      /the nearest is 48h\/verify-backup-strategy/,
    ],
    [
      "an instant without a time zone",
      attest("--at", "2026-02-03T09:00:00"),
      /It must be an instant with its time zone/,
    ],
    [
      "a control character",
      attest("--note", "fine\u001b[2K"),
      /--note: found "fine\\u001b\[2K"; required: one line of text/,
    ],
    ["no link", ["attest", version, item, "--by", "ada"], /--link: found nothing; required: an address/],
    [
      "no expiry",
      ["waive", version, item, "--by", "ada", "--note", "x"],
      /required option '--expires <instant>' not specified/,
    ],
  ];
  for (const [what, args, stderr] of refused) {
    it(`refuses ${what}, with exit code 2 and nothing written`, async () => {
      const told = await run(...args);
      assert.match(told.stderr, stderr);
      assert.deepEqual([told.code, told.stdout], [2, ""]);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: none may reach the terminal
      assert.doesNotMatch(told.stderr, /[\u0000-\u0009\u000b-\u001f\u202e]|\n\s+at /);
      assert.deepEqual(written(), []);
    });
  }

  it("records nothing beside evidence that cannot be believed, and says which", async () => {
    const folder = join(state, "evidence", version);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "x.json"), "{");
    const { code, stderr } = await run(...attest());
    assert.equal(code, 2);
    assert.match(
      stderr,
      /x\.json: found no JSON; required: a record, as the commands write it; mend: delete it/,
    );
    assert.equal(written().length, 1);
  });

  it("writes through no link in place of the folder", async () => {
    const outside = join(root, "outside");
    mkdirSync(outside);
    mkdirSync(join(state, "evidence"), { recursive: true });
    symlinkSync(outside, join(state, "evidence", version));
    const { code, stderr } = await run(...attest());
    assert.equal(code, 2);
    assert.match(stderr, /found a link, or a file; required: a folder of records/);
    assert.deepEqual(readdirSync(outside), []);
  });

  it("records a second person's review of what weakens, of no release and among the rehearsal's own", async () => {
    const digest = "4".repeat(64);
    const { code, stdout, stderr } = await run(
      "accept-loosening",
      digest,
      "--author",
      "noa",
      "--by",
      "val",
      ...link,
    );
    assert.deepEqual([code, stderr], [0, ""]);
    assert.deepEqual(written(), [join("evidence", "reviews", stdout.trim())]);
    assert.deepEqual(JSON.parse(readFileSync(join(state, written()[0] ?? ""), "utf8")), {
      ...said,
      by: "val",
      source,
      type: "loosening-review",
      stack: "rehearsal",
      digest,
      author: "noa",
      detail: "reviewed by a second person",
    });
  });

  it("writes no review through a link in place of the folder", async () => {
    const outside = join(root, "outside-reviews");
    mkdirSync(outside);
    mkdirSync(join(state, "evidence"), { recursive: true });
    symlinkSync(outside, join(state, "evidence", "reviews"));
    const args = ["accept-loosening", "4".repeat(64), "--author", "noa", "--by", "val", ...link];
    const { code, stdout, stderr } = await run(...args);
    assert.deepEqual([code, stdout], [2, ""]);
    assert.match(stderr, /reviews: found a link; required: a folder of records; mend: take it away/);
    assert.deepEqual(readdirSync(outside), []);
  });

  it("writes no review by the author of the change", async () => {
    const args = ["accept-loosening", "4".repeat(64), "--author", "val", "--by", "val", ...link];
    const { code, stderr } = await run(...args);
    assert.deepEqual([code, written()], [2, []]);
    assert.match(stderr, /--by: found "val"; required: somebody other than val/);
  });
});
