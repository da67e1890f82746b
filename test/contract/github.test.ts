// Every request that this project sends to GitHub, and every answer of the stand-in, against GitHub's own description of
// its API; and its own examples, as the client reads them.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { githubClient } from "../../services/github.ts";
import type { GithubClient } from "../../services/githubAnswers.ts";
import { examplesFile } from "../recordings/described.ts";
import { ApiSpec, type Exchange } from "../support/apiSpec.ts";
import { keepingExchanges, short } from "../support/exchanges.ts";
import { commit, githubPerTest, githubToken, head, repositoryWith } from "../support/github.ts";
import { projectFolder } from "../support/inputs.ts";
import { servicesPerTest } from "../support/watching.ts";

const spec = new ApiSpec("github.json", { refusals: true });
const place = { owner: "marsana", repo: "fleet", token: githubToken };
const path = "drizzle/0007_parts.sql";

/** Everything that the client can be asked, by its method. */
const asked: { [Name in keyof GithubClient]: (client: GithubClient) => Promise<unknown> } = {
  commit: (client) => client.commit(commit),
  compare: (client) => client.compare(head, commit),
  checkRuns: (client) => client.checkRuns(commit),
  statuses: (client) => client.statuses(commit),
  releaseOfTag: (client) => client.releaseOfTag("v1.0.0"),
  file: (client) => client.file(path, "main"),
  pullRequestsOf: (client) => client.pullRequestsOf(commit),
  reviews: (client) => client.reviews(7),
  commitsIn: (client) => client.commitsIn(7),
  commitsOf: (client) => client.commitsOf(path, "main"),
};

/** All of it is there, as much as there can be of each. */
const full = repositoryWith({
  released: {
    author: "ann",
    committer: null,
    checkRuns: [
      { name: "build", status: "completed", conclusion: "success" },
      { name: "tests", status: "in_progress", conclusion: null },
    ],
    statuses: [{ context: "Vercel", state: "success" }],
  },
  pull: {
    reviews: [
      { by: "lea", state: "APPROVED", commit: head, at: "2026-02-01T08:00:00Z" },
      { by: null, state: "COMMENTED", commit: head, at: "2026-02-01T09:00:00Z", association: "NONE" },
    ],
  },
  releases: { "v1.0.0": { draft: false, body: "The first." } },
  files: { [`main:${path}`]: "select 1;" },
  history: { [`main:${path}`]: [commit] },
  compared: { [`${head}...${commit}`]: { status: "ahead", files: [{ filename: path, status: "added" }] } },
});

describe("the contract with GitHub", () => {
  const start = githubPerTest();
  const startAll = servicesPerTest();

  /** A client whose exchanges are kept. */
  async function observed(state = full) {
    const { exchanges, fetch } = keepingExchanges("/github");
    const { url } = await start(state);
    return { client: githubClient({ ...place, baseUrl: url, transport: { fetch } }), exchanges };
  }

  for (const [name, ask] of Object.entries(asked)) {
    it(`is kept by ${name}, where what is asked for is there`, async () => {
      const { client, exchanges } = await observed();
      assert.notEqual(await ask(client), undefined);
      assert.equal(exchanges.length, 1);
      for (const one of exchanges) {
        assert.equal(one.answer?.status, 200);
        assert.deepEqual(spec.problems(one), [], short(one));
      }
    });
  }

  it("is kept by refusals of what is not there", async () => {
    const { client, exchanges } = await observed(repositoryWith());
    await assert.rejects(client.commit("e".repeat(40)), { status: 422 });
    await assert.rejects(client.compare(head, commit), { status: 404 });
    assert.equal(await client.file(path, "main"), undefined);
    assert.equal(await client.releaseOfTag("v1.0.0"), undefined);
    const refused = exchanges.map(({ answer }) => answer?.status);
    assert.deepEqual(refused, [422, 404, 404, 404]);
    for (const one of exchanges) assert.deepEqual(spec.problems(one), [], short(one));
  });

  it("is kept by who asks for the repository itself", async () => {
    const { environment } = await startAll();
    const headers = { authorization: "Bearer token" };
    const answer = await fetch(`${environment["GITHUB_API_URL"]}/repos/marsana/fleet`, { headers });
    const exchange = { method: "GET", path: "/repos/marsana/fleet" };
    const problems = spec.problems({ ...exchange, answer: { status: 200, body: await answer.text() } });
    assert.deepEqual(problems, []);
  });

  const broken: [string, Exchange, RegExp][] = [
    ["an unknown path", { method: "GET", path: "/repos/a/b/reviews" }, /describes no such request/],
    ["an unknown query", { method: "GET", path: "/repos/a/b/commits?branch=main" }, /query branch: is not/],
    [
      "a commit without its parents",
      { method: "GET", path: "/repos/a/b/commits/c", answer: { status: 200, body: '{"sha":"c"}' } },
      /answer: required .*"parents"/,
    ],
    [
      "a refusal of another form",
      { method: "GET", path: "/repos/a/b/commits/c", answer: { status: 404, body: '{"errors":["no"]}' } },
      /answer: additionalProperties/,
    ],
  ];
  for (const [what, exchange, problem] of broken) {
    it(`is broken by ${what}`, () => assert.match(spec.problems(exchange).join("\n"), problem));
  }
});

describe("GitHub's own examples", () => {
  const lines = readFileSync(join(projectFolder, examplesFile), "utf8").trim().split("\n");
  const examples = Object.fromEntries(
    lines.map((line): [string, unknown] => {
      const { name, value } = JSON.parse(line);
      return [name, value];
    }),
  );

  const octocat = { login: "octocat", type: "User" };
  const sha = "6dcb09b5b57875f334f61aebed695e2e4193db5e";
  const page = "https://github.com/octocat/Hello-World";
  const one = {
    sha,
    html_url: `${page}/commit/${sha}`,
    author: { login: "octocat" },
    committer: { login: "octocat" },
  };
  /** By the client's method: which example answers it, and what is read of it. */
  const read: { [Name in keyof GithubClient]: [example: unknown, found: unknown] } = {
    commit: [examples["commit"], one],
    compare: [
      examples["comparison"],
      { status: "behind", files: [{ filename: "file1.txt", status: "added" }], isWhole: true },
    ],
    checkRuns: [
      examples["checkRuns"],
      [{ name: "mighty_readme", status: "completed", conclusion: "neutral" }],
    ],
    statuses: [
      examples["status"],
      [
        { context: "continuous-integration/jenkins", state: "success" },
        { context: "security/brakeman", state: "success" },
      ],
    ],
    releaseOfTag: [
      examples["release"],
      {
        tag_name: "v1.0.0",
        draft: false,
        html_url: `${page}/releases/v1.0.0`,
        body: "Description of the release",
      },
    ],
    file: [examples["file"], undefined],
    pullRequestsOf: [
      examples["pullRequests"],
      [
        {
          number: 1347,
          html_url: `${page}/pull/1347`,
          user: octocat,
          merged_at: "2011-01-26T19:01:12Z",
          merge_commit_sha: "e5bd3914e2e596debea16f433f57875b5b90bcd6",
          base: { ref: "master" },
          head: { sha },
        },
      ],
    ],
    reviews: [
      examples["reviews"],
      [
        {
          user: octocat,
          state: "APPROVED",
          commit_id: "ecdd80bb57125d7ba9641ffaa4d7d2c19d3f3091",
          author_association: "COLLABORATOR",
          submitted_at: "2019-11-17T17:43:43Z",
        },
      ],
    ],
    commitsIn: [[examples["commit"]], { commits: [one], isWhole: true }],
    commitsOf: [[examples["commit"]], [one]],
  };

  for (const [name, ask] of Object.entries(asked)) {
    it(`are read by ${name}`, async () => {
      const [example, found] = read[name as keyof GithubClient];
      const fetch = async () => Response.json(example);
      const client = githubClient({ ...place, transport: { fetch } });
      if (name !== "file") return assert.deepEqual(await ask(client), found);
      // Its size is that of a whole file, of which GitHub shows the beginning.
      await assert.rejects(ask(client), /bytes\. Run this again/);
    });
  }
});
