// `npm run runbook -- confirm`; in the rehearsal, and for production in a copy of the project.
import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { sampleGithub } from "../../rehearsal/services/githubSample.ts";
import type { Ended } from "../support/ended.ts";
import { githubPerTest, githubToken } from "../support/github.ts";
import { inProcess } from "../support/inProcess.ts";
import { projectFolder } from "../support/inputs.ts";
import { copyProject } from "../support/projectCopy.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

const version = "1.0.0-rc1";
const confirmation = /^\d{8}T\d{6}Z-confirmation-[0-9a-f]{16}\.json$/;

describe("npm run runbook -- confirm", function () {
  this.timeout(60_000);
  const root = temporaryFolder();
  const start = githubPerTest();
  let count = 0;
  let state = "";
  let project = projectFolder;
  beforeEach(() => {
    state = join(root, `${count++}`);
    project = projectFolder;
  });

  async function run(environment: Record<string, string>, ...args: string[]): Promise<Ended> {
    const {
      MARSANA_RUNBOOK: _,
      MARSANA_RELEASE: __,
      MARSANA_NOW: ___,
      GITHUB_TOKEN: ____,
      ...rest
    } = process.env;
    const env = { ...rest, MARSANA_STATE: state, ...environment };
    return await inProcess("cli/runbook.ts", args, { cwd: project, env });
  }

  const lines = (text: string) => text.split("\n").filter((line) => line !== "");
  const samples = readdirSync(join(projectFolder, "releases", version, "evidence")).length;
  const evidence = (folder: string) => (existsSync(folder) ? readdirSync(folder) : []);

  it("confirms the sample's records in the rehearsal, once, and asks no real service", async () => {
    const unreachable = { GITHUB_API_URL: "http://127.0.0.1:9", GITHUB_TOKEN: githubToken };
    const first = await run(unreachable, "confirm", version);
    assert.deepEqual([first.code, first.stderr], [0, ""]);
    assert.equal(lines(first.stdout).length, samples);
    for (const line of lines(first.stdout)) assert.match(line, confirmation);
    assert.deepEqual(evidence(join(state, "evidence", version)).sort(), lines(first.stdout).sort());
    const second = await run({}, "confirm", version);
    assert.deepEqual(second, {
      code: 0,
      stdout: "",
      stderr: "There is no record of a person that is still to be confirmed.\n",
    });
  });

  it("exits with 1 and names what GitHub does not show", async () => {
    await run(
      {},
      "attest",
      version,
      "48h/verify-backup-strategy",
      "--by",
      "ada",
      "--link",
      "https://example.com/7",
    );
    const [name] = evidence(join(state, "evidence", version));
    const { code, stdout, stderr } = await run({}, "confirm", version);
    assert.equal(code, 1);
    assert.equal(lines(stdout).length, samples);
    assert.equal(
      stderr,
      `${name} is not confirmed: it is not on main: commit it, open a pull request as ada, and have somebody else approve it\n`,
    );
  });

  it("makes production count what people have said", async () => {
    project = copyProject(join(root, "production"));
    const standIn = await start(sampleGithub());
    const access = { GITHUB_API_URL: standIn.url, GITHUB_TOKEN: githubToken };
    const approval = async () => {
      const { stdout } = await run({}, "checklist", version, "--stack", "prod", "--format", "json");
      const { items } = JSON.parse(stdout);
      return items.find(({ item }: { item: string }) => item === "require-approval");
    };
    const before = await approval();
    assert.notEqual(before.state, "done");
    assert.match(
      before.reason,
      /the approval of fleet-lead is known as typed only, and must be as reviewed or better/,
    );
    const { code, stdout, stderr } = await run(access, "confirm", version, "--stack", "prod");
    assert.deepEqual([code, stderr, lines(stdout).length], [0, "", samples]);
    assert.equal(evidence(join(project, "releases", version, "evidence")).length, 2 * samples);
    assert.equal((await approval()).state, "done");
  });

  it("writes nothing where GitHub cannot say, and exits with 3", async () => {
    project = copyProject(join(root, "unsaid"));
    const refused = { status: 403, body: `{"message":"${githubToken} may not"}` };
    const standIn = await start(sampleGithub(), ({ path }) =>
      path.includes("/pulls/3/") ? refused : undefined,
    );
    const access = { GITHUB_API_URL: standIn.url, GITHUB_TOKEN: githubToken };
    const { code, stdout, stderr } = await run(access, "confirm", version, "--stack", "prod");
    assert.deepEqual([code, stdout], [3, ""]);
    assert.match(
      stderr,
      /^Nothing was confirmed\. GitHub: GET \/repos\/marsana\/fleet\/pulls\/3\/reviews: 403: \[token\] may not\. /,
    );
    assert.equal(evidence(join(project, "releases", version, "evidence")).length, samples);
  });

  it("exits with 2 without a token, or without a release", async () => {
    const untold = await run({}, "confirm", version, "--stack", "prod");
    assert.equal(untold.code, 2);
    assert.match(
      untold.stderr,
      /GITHUB_TOKEN: found nothing; required: a token that may read the repository/,
    );
    const none = await run({}, "confirm", "none");
    assert.equal(none.code, 2);
    assert.match(none.stderr, /<version>: found none; required: a release/);
  });

  it("is asked for where a record does not count yet on the stack, and for no other", async () => {
    project = copyProject(join(root, "weak"));
    const link = ["--link", "https://example.com/7"];
    const attest = ["attest", version, "48h/verify-backup-strategy", "--by", "ada", ...link];
    const waive = ["waive", version, "48h/verify-backup-strategy", "--by", "ada", "--note", "Moved"];
    const prod = ["--stack", "prod"];
    const weak = (by: string) =>
      "This does not count on prod yet: it is known as typed only, and must be as reviewed or better." +
      ` Commit it as ${by}, have somebody else approve your pull request, merge it, and run:` +
      " npm run runbook -- confirm 1.0.0-rc1 --stack prod\n";
    const accept = ["accept-loosening", "4".repeat(64), "--author", "noa", "--by", "val", ...link];
    const weakReview =
      "This does not count on prod yet: it is known as typed only, and must be as reviewed or better." +
      " Commit it as noa in your pull request, have val approve that, merge it, and run:" +
      " npm run runbook -- confirm --stack prod\n";
    const said: readonly [args: readonly string[], stderr: string][] = [
      [[...attest, ...prod], weak("ada")],
      [[...waive, "--expires", "2126-02-04T00:00:00Z", ...prod], weak("ada")],
      [["approve", version, "--by", "fleet-lead", ...prod], weak("fleet-lead")],
      [[...accept, ...prod], weakReview],
      [accept, ""],
      [[...attest, "--result", "fail", ...prod], ""],
      [["break-glass", version, "--by", "ada", ...link, "--note", "GitHub is down", ...prod], ""],
    ];
    for (const [args, stderr] of said) {
      const { code, ...told } = await run({}, ...args);
      assert.deepEqual([code, told.stderr], [0, stderr], args.join(" "));
    }
  });
});
