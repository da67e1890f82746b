// Statements in a run of GitHub Actions, each as a process of its own, in a copy of the project.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { actionsPerTest, leasRun, runSecret, type Signing } from "../support/actions.ts";
import { type Ended, ended } from "../support/ended.ts";
import { copyProject } from "../support/projectCopy.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

const version = "1.0.0-rc1";
const issuerHere = pathToFileURL(join(import.meta.dirname, "../support/issuerHere.ts")).href;
const githubIssuer = "https://token.actions.githubusercontent.com";
const approve = ["approve", version, "--stack", "prod"];

describe("a statement in a run of GitHub Actions, by its command", function () {
  this.timeout(60_000);
  const root = temporaryFolder();
  const startActions = actionsPerTest();
  /** As GitHub: its word is the only one that the command takes. */
  const start = async (signing: Signing = {}) => {
    const { environment, url, requests } = await startActions({ issuer: githubIssuer, ...signing });
    return { environment: { ...environment, MARSANA_TEST_ISSUER: url }, requests };
  };
  let count = 0;
  let project = "";
  let folder = "";
  let before: readonly string[] = [];
  beforeEach(() => {
    project = copyProject(join(root, `${count++}`));
    folder = join(project, "releases", version, "evidence");
    before = readdirSync(folder);
  });

  async function run(environment: object, ...args: string[]): Promise<Ended> {
    const { MARSANA_RUNBOOK: _, MARSANA_RELEASE: __, MARSANA_NOW: ___, ...rest } = process.env;
    const state = { MARSANA_STATE: join(project, ".state"), NODE_OPTIONS: `--import=${issuerHere}` };
    const env = { ...rest, ...state, ...environment };
    const told = await ended(process.execPath, ["cli/runbook.ts", ...args], { cwd: project, env });
    assert.ok(!`${told.stdout}${told.stderr}`.includes(runSecret));
    return told;
  }

  const added = () => readdirSync(folder).filter((name) => !before.includes(name));
  const claims = { ...leasRun, actor: "Fleet-Lead" };

  it("counts in production as it is, with the run as where to look", async () => {
    const { environment } = await start({ claims });
    const { code, stdout, stderr } = await run(environment, ...approve);
    assert.deepEqual([code, stderr, added()], [0, "", [stdout.trim()]]);
    const record = JSON.parse(readFileSync(join(folder, stdout.trim()), "utf8"));
    assert.deepEqual(
      [record.by, record.identity, record.source],
      ["fleet-lead", "oidc", { kind: "person", url: "https://github.com/marsana/fleet/actions/runs/4711" }],
    );
    const checklist = await run({}, "checklist", version, "--stack", "prod", "--format", "json");
    const { items } = JSON.parse(checklist.stdout);
    assert.equal(items.find(({ item }: { item: string }) => item === "require-approval").state, "done");
  });

  it("is not recorded for somebody else, or where nobody knows who started the run", async () => {
    const other = await start({ claims });
    const named = await run(other.environment, ...approve, "--by", "eve");
    assert.equal(named.code, 2);
    assert.match(
      named.stderr,
      /--by: found eve; required: Fleet-Lead, who started the run; mend: leave it away/,
    );
    const stranger = await start();
    const notTheirs = await run(stranger.environment, ...approve);
    assert.equal(notTheirs.code, 2);
    assert.match(notTheirs.stderr, /--by: found "Lea"; required: fleet-lead, the release's approver/);
    const forged = await start({ claims, otherKey: true });
    const unbelieved = await run(forged.environment, ...approve, "--by", "fleet-lead");
    assert.equal(unbelieved.code, 2);
    assert.match(
      unbelieved.stderr,
      /is not believed: signature verification failed; mend: run it again, or take id-token/,
    );
    assert.deepEqual(added(), []);
  });

  it("is believed from no other issuer, whatever variable names it", async () => {
    const { environment, url } = await startActions({ claims });
    for (const issuer of [undefined, url]) {
      const all = { ...environment, MARSANA_TEST_ISSUER: url, ACTIONS_ISSUER: issuer };
      const { code, stderr } = await run(all, ...approve);
      assert.equal(code, 2);
      assert.match(stderr, /is not believed: unexpected "iss" claim value/);
    }
    assert.deepEqual(added(), []);
  });

  it("is typed elsewhere, by somebody who says who they are", async () => {
    const { code, stderr } = await run({}, ...approve);
    assert.equal(code, 2);
    assert.match(stderr, /--by: found ""; required: /);
    assert.deepEqual(added(), []);
  });

  it("asks for no token in the rehearsal", async () => {
    const { environment, requests } = await start();
    const { code } = await run(environment, "approve", version, "--by", "fleet-lead");
    assert.deepEqual([code, requests], [0, []]);
  });
});
