// `npm run runbook -- confirm` without a version, as a process of its own: the reviews of what weakens.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadReviews } from "../../inputs/loadEvidence.ts";
import type { Faults } from "../../rehearsal/faults.ts";
import { looseningDigest, reviewOf } from "../../release/looseningReview.ts";
import type { Ended } from "../support/ended.ts";
import { at, githubPerTest, githubToken, head, repositoryWith } from "../support/github.ts";
import { inProcess } from "../support/inProcess.ts";
import { projectFolder, settingsOf } from "../support/inputs.ts";
import { copyProject } from "../support/projectCopy.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

const loosened = ["alert/uptime: later"];
const digest = looseningDigest("prod", loosened);
const prod = ["--stack", "prod"];
const accept = (author: string, by: string) => [
  "accept-loosening",
  digest,
  "--author",
  author,
  "--by",
  by,
  "--link",
  "https://example.com/7",
  ...prod,
];

describe("npm run runbook -- confirm, of reviews", function () {
  this.timeout(60_000);
  const root = temporaryFolder();
  const start = githubPerTest();
  let count = 0;
  let project = projectFolder;
  let folder = "";
  beforeEach(() => {
    project = copyProject(join(root, `${count++}`));
    folder = join(project, "reviews");
  });

  async function run(environment: Record<string, string>, ...args: string[]): Promise<Ended> {
    const { MARSANA_RUNBOOK: _, MARSANA_RELEASE: __, MARSANA_NOW: ___, ...rest } = process.env;
    const env = { ...rest, GITHUB_TOKEN: "", MARSANA_STATE: join(project, ".state"), ...environment };
    return await inProcess("cli/runbook.ts", args, { cwd: project, env });
  }

  /** Records a review. @returns the name of its file */
  async function recorded(author: string, by: string): Promise<string> {
    const { code, stdout } = await run({}, ...accept(author, by));
    assert.equal(code, 0);
    return stdout.trim();
  }

  /** Where GitHub has a file as it is in the copy: ann's pull request 7 brought it, which val approved. */
  async function shownOn(name: string, faults?: Faults): Promise<Record<string, string>> {
    const added = "a".repeat(40);
    const key = `main:reviews/${name}`;
    const state = repositoryWith({
      commits: { [added]: { author: "ann", pullRequests: [7] } },
      files: { [key]: readFileSync(join(folder, name), "utf8") },
      history: { [key]: [added] },
      pull: { reviews: [{ by: "val", state: "APPROVED", commit: head, at }] },
    });
    return { GITHUB_API_URL: (await start(state, faults)).url, GITHUB_TOKEN: githubToken };
  }

  /** What production makes of the loosening, by the reviews that are in the copy. */
  function verdict(): string {
    const instant = new Date();
    const { records, problems } = loadReviews([folder], { instant });
    assert.deepEqual(problems, []);
    const settings = settingsOf("prod").gate;
    const found = reviewOf(loosened, {
      stack: "prod",
      reviews: records,
      situation: undefined,
      settings,
      instant,
    });
    return found.passed ?? found.why;
  }

  it("makes production count a review that GitHub shows, and changes nothing of it", async () => {
    const name = await recorded("ann", "val");
    const before = readFileSync(join(folder, name), "utf8");
    assert.equal(verdict(), "the review of val is known as typed only, and must be as reviewed or better");
    const access = await shownOn(name);
    const { code, stdout, stderr } = await run(access, "confirm", ...prod);
    assert.deepEqual([code, stderr], [0, ""]);
    assert.match(stdout, /^\d{8}T\d{6}Z-confirmation-[0-9a-f]{16}\.json\n$/);
    assert.deepEqual(readdirSync(folder).sort(), [name, stdout.trim()].sort());
    assert.equal(readFileSync(join(folder, name), "utf8"), before);
    assert.equal(verdict(), "reviewed by val: reviewed by a second person");
    assert.deepEqual(await run(access, "confirm", ...prod), {
      code: 0,
      stdout: "",
      stderr: "There is no review of what weakens of a person that is still to be confirmed.\n",
    });
  });

  it("exits with 1 and names what GitHub does not show, and confirms the others", async () => {
    const name = await recorded("ann", "val");
    const other = await recorded("ann", "eve");
    const { code, stdout, stderr } = await run(await shownOn(name), "confirm", ...prod);
    assert.deepEqual([code, stdout.trim().split("\n").length], [1, 1]);
    assert.equal(
      stderr,
      `${other} is not confirmed: it is not on main: commit it, open a pull request as ann, and have eve approve it\n`,
    );
  });

  it("names a file that was edited, confirms nothing of it, and exits with 1", async () => {
    const name = await recorded("ann", "val");
    const access = await shownOn(name);
    writeFileSync(join(folder, name), readFileSync(join(folder, name), "utf8").replace("ann", "noa"));
    const { code, stdout, stderr } = await run(access, "confirm", ...prod);
    assert.deepEqual([code, stdout], [1, ""]);
    assert.match(stderr, new RegExp(`^reviews/${name}: found another content than the name stands for`));
    assert.deepEqual(readdirSync(folder), [name]);
  });

  it("writes nothing at all where GitHub cannot say, and exits with 3", async () => {
    const names = [await recorded("ann", "val"), await recorded("ann", "eve")];
    const access = await shownOn(names[0] ?? "", ({ path }) =>
      path.includes("/7/commits") ? { status: 403, body: `{"message":"${githubToken} may not"}` } : undefined,
    );
    const { code, stdout, stderr } = await run(access, "confirm", ...prod);
    assert.deepEqual([code, stdout], [3, ""]);
    assert.match(
      stderr,
      /^Nothing was confirmed\. GitHub: GET \/repos\/marsana\/fleet\/pulls\/7\/commits: 403: \[token\] may not\. /,
    );
    assert.deepEqual(readdirSync(folder).sort(), names.sort());
  });

  it("exits with 2 without a token, and for a version that is empty", async () => {
    await recorded("ann", "val");
    const untold = await run({}, "confirm", ...prod);
    assert.equal(untold.code, 2);
    assert.match(
      untold.stderr,
      /GITHUB_TOKEN: found nothing; required: a token that may read the repository/,
    );
    const empty = await run({}, "confirm", "", ...prod);
    assert.equal(empty.code, 2);
    assert.match(empty.stderr, /There is no release without a version/);
  });

  it("finds nothing to confirm where there are no reviews, and asks no real service in the rehearsal", async () => {
    const unreachable = { GITHUB_API_URL: "http://127.0.0.1:9", GITHUB_TOKEN: githubToken };
    const { code, stderr } = await run(unreachable, "confirm");
    assert.equal(code, 0);
    assert.match(stderr, /^There is no review of what weakens/);
    assert.equal(existsSync(folder), false);
    await run({}, ...accept("ann", "val").filter((word) => !prod.includes(word)));
    const second = await run(unreachable, "confirm");
    assert.equal(second.code, 1);
    assert.match(second.stderr, /is not confirmed: it is not on main: commit it, open a pull request as ann/);
  });
});
