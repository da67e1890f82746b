// What the client asks of GitHub, what it makes of the answers, and how it says no.
import assert from "node:assert/strict";
import { InputError } from "../../inputs/inputError.ts";
import type { Fault } from "../../rehearsal/faults.ts";
import { githubClient } from "../../services/github.ts";
import { ServiceError, type Transport } from "../../services/request.ts";
import { commit, githubPerTest, githubToken, head, repositoryWith } from "../support/github.ts";

const place = { owner: "marsana", repo: "fleet" };
const path = "drizzle/0007_parts.sql";

describe("the GitHub client", () => {
  const start = githubPerTest();

  async function clientOf(state = repositoryWith(), fault?: Fault, transport: Partial<Transport> = {}) {
    const waits: number[] = [];
    const standIn = await start(state, () => fault);
    const sleep = async (milliseconds: number) => void waits.push(milliseconds);
    const client = githubClient({
      ...place,
      token: githubToken,
      baseUrl: `${standIn.url}/`,
      transport: { sleep, ...transport },
    });
    return { client, waits, requests: standIn.requests };
  }

  async function failureOf(work: Promise<unknown>): Promise<ServiceError> {
    const error = await work.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    assert.ok(error instanceof ServiceError, String(error));
    assert.ok(!JSON.stringify([error.message, error.stack, error]).includes(githubToken));
    return error;
  }

  for (const text of ["", "select 'ü, 漢 and 😀';\r\n", "x".repeat(100_000)]) {
    it(`reads a file of ${Buffer.byteLength(text)} bytes as it is`, async () => {
      const { client } = await clientOf(repositoryWith({ files: { [`${commit}:${path}`]: text } }));
      assert.equal((await client.file(path, commit))?.toString("utf8"), text);
    });
  }

  it("has nothing for a file or a release that is not there", async () => {
    const { client } = await clientOf();
    assert.deepEqual(
      [await client.file(path, commit), await client.releaseOfTag("v1")],
      [undefined, undefined],
    );
  });

  for (const count of [1, 101, 249, 250, 251]) {
    it(`reads the commits of a pull request that has ${count}, and whether these are all`, async () => {
      const commits = Array.from({ length: count - 1 }, (_, at) => String(at).padStart(40, "0"));
      const { client } = await clientOf(repositoryWith({ pull: { commits } }));
      const { commits: read, isWhole } = await client.commitsIn(7);
      const all = [...commits, head];
      assert.deepEqual([read.map(({ sha }) => sha), isWhole], [all.slice(0, 250), count < 250]);
    });
  }

  const content = { type: "file", encoding: "base64", size: 3, content: "YWJj" };
  const notFiles: readonly [what: string, body: unknown, found: RegExp][] = [
    ["a link", { ...content, type: "symlink" }, /an answer of another form \(type: /],
    ["a submodule", { ...content, type: "submodule" }, /an answer of another form \(type: /],
    ["a folder", [content], /an answer of another form \(body: /],
    ["a file too large for its content", { ...content, encoding: "none", content: "" }, /\(encoding: /],
    ["a part of a file", { ...content, size: 4 }, /: 3 of 4 bytes\. Run this again/],
  ];
  for (const [what, body, found] of notFiles) {
    it(`takes ${what} for no file`, async () => {
      const { client } = await clientOf(repositoryWith(), { status: 200, body: JSON.stringify(body) });
      assert.match((await failureOf(client.file(path, commit))).message, found);
    });
  }

  const refusals: readonly [status: number, mend: RegExp][] = [
    [401, /Set GITHUB_TOKEN to a valid token/],
    [403, /Wait if it is a rate limit, else let the token read checks, commit statuses/],
    [404, /Check the repository and the commit, and that the token may see them/],
    [422, /Check the commit: GitHub has none of this name/],
    [418, /Check the address of the service/],
  ];
  for (const [status, mend] of refusals) {
    it(`does not try again on ${status}, says what to do, and prints nothing by itself`, async () => {
      const body = JSON.stringify({ message: `words of\nthe service about ${githubToken}` });
      const { client, waits, requests } = await clientOf(repositoryWith(), { status, body });
      const printed: unknown[] = [];
      const { error: usual } = console;
      console.error = (...words: unknown[]) => void printed.push(...words);
      try {
        const error = await failureOf(client.commit(commit));
        assert.equal(error.status, status);
        assert.ok(
          error.message.startsWith(
            `GitHub: GET /repos/marsana/fleet/commits/${commit}: ${status}: words of the service about [token]. `,
          ),
        );
        assert.match(error.message, mend);
      } finally {
        console.error = usual;
      }
      assert.deepEqual([printed, waits, requests.length], [[], [], 1]);
    });
  }

  it("does not wait for the end of a limit that is long away", async () => {
    const headers = { "x-ratelimit-reset": "1770112800", "x-ratelimit-remaining": "0" };
    const { client, waits } = await clientOf(repositoryWith(), { status: 429, body: "{}", headers });
    assert.equal((await failureOf(client.commit(commit))).status, 429);
    assert.deepEqual(waits, []);
  });

  it("ends what is under way when it is told to", async () => {
    const control = new AbortController();
    const standIn = await start(repositoryWith(), () => "hang");
    const client = githubClient({
      ...place,
      token: githubToken,
      baseUrl: standIn.url,
      signal: control.signal,
    });
    const asked = client.commit(commit);
    const ended = assert.rejects(asked);
    while (standIn.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    control.abort();
    await ended;
    assert.equal(standIn.requests.length, 1);
  });

  it("asks the service itself where no address is given, with the token in one header", async () => {
    const asked: Request[] = [];
    const fetch: typeof globalThis.fetch = async (request) => {
      asked.push(request as Request);
      return Response.json({ sha: commit, html_url: "https://github.com/", author: null, committer: null });
    };
    await githubClient({ ...place, token: githubToken, transport: { fetch } }).commit(commit);
    const [request, ...more] = asked;
    assert.deepEqual(more, []);
    assert.equal(request?.url, `https://api.github.com/repos/marsana/fleet/commits/${commit}`);
    const holders = [...(request?.headers ?? [])].filter(([, value]) => value.includes(githubToken));
    assert.deepEqual(holders, [["authorization", `token ${githubToken}`]]);
  });

  for (const options of [
    { token: "" },
    { token: `${githubToken}\n` },
    { token: `Bearer ${githubToken}` },
    { token: githubToken, baseUrl: "http://api.github.com" },
    { token: githubToken, baseUrl: `https://ann:${githubToken}@api.github.com` },
    { token: githubToken, baseUrl: "" },
  ]) {
    it(`does not start with ${JSON.stringify(options).replaceAll(githubToken, "<token>")}`, () => {
      assert.throws(
        () => githubClient({ ...place, ...options }),
        (error) => error instanceof InputError && !error.message.includes(githubToken),
      );
    });
  }
});
