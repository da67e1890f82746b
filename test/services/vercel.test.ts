// What the client asks of Vercel, what it makes of the answers, and how it says no.
import assert from "node:assert/strict";
import type { Fault } from "../../rehearsal/faults.ts";
import type { Services } from "../../rehearsal/services/index.ts";
import { projectId, type VercelState } from "../../rehearsal/services/vercel.ts";
import { ServiceError } from "../../services/request.ts";
import { type VercelClient, vercelClient } from "../../services/vercel.ts";
import { hurried, planted, servicesPerTest, ways } from "../support/services.ts";
import { haveEndpoints, unknownRequests } from "../support/vercelEndpoints.ts";

const host = "app.marsana.com";

function clientOf({ environment }: Services, token = environment["VERCEL_API_TOKEN"] ?? "") {
  const { waits, transport } = hurried();
  const client = vercelClient({
    token,
    team: { slug: "marsana" },
    project: "marsana-fleet-rehearsal",
    baseUrl: environment["VERCEL_API_URL"] ?? "",
    transport,
  });
  return { client, waits };
}

/** Every question that the client knows. */
const questions: readonly [string, (client: VercelClient) => Promise<unknown>][] = [
  ["the project", (client) => client.project()],
  ["a domain", (client) => client.domain(host)],
  ["the variables", (client) => client.productionVariables()],
  ["the deployments", (client) => client.readyDeployments(projectId, "all")],
  ["what has the domain", (client) => client.servedBy(host)],
];

async function errorOf(asked: Promise<unknown>): Promise<ServiceError> {
  const error = await asked.then(
    (value) => assert.fail(`answered ${JSON.stringify(value)}`),
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof ServiceError, String(error));
  return error;
}

describe("the Vercel client", () => {
  const start = servicesPerTest();
  const startWith = (state: Partial<VercelState>, fault?: Fault) =>
    start({ vercel: state, ...(fault && { faults: () => fault }) });

  it("reads the project's branch and regions", async () => {
    const { client } = clientOf(await start());
    assert.deepEqual(await client.project(), {
      id: projectId,
      productionBranch: "main",
      functionRegions: ["fra1"],
    });
  });

  const changes = [
    { type: "rollback", status: "succeeded", pinned: true },
    { type: "rollback", status: "pending", pinned: true },
    { type: "rollback", status: "failed", pinned: false },
    { type: "promote", status: "succeeded", pinned: false },
  ] as const;
  for (const { type, status, pinned } of changes) {
    it(`takes production for ${pinned ? "pinned" : "free"} after a ${type} that is ${status}`, async () => {
      const { client } = clientOf(await startWith({ lastChange: { type, status, to: "dpl_before" } }));
      assert.equal((await client.project()).rolledBackTo, pinned ? "dpl_before" : undefined);
    });
  }

  it("reads a domain, where it leads, and that there is none", async () => {
    const { client } = clientOf(
      await startWith({ domain: { name: host, verified: false, redirect: "x.example" } }),
    );
    assert.deepEqual(await client.domain(host), { verified: false, redirect: "x.example" });
    assert.equal(await client.domain("other.marsana.com"), undefined);
  });

  it("reads the names of production's variables, and whether it is shown all of them", async () => {
    const variables = { production: ["A", "B"], preview: ["C"] };
    const { client } = clientOf(await startWith({ variables, hiddenVariables: 1 }));
    assert.deepEqual(await client.productionVariables(), { names: ["A", "B"], partial: true });
  });

  it("reads the deployments that are ready, and of those the ones to go back to", async () => {
    const ready = { state: "READY", rollbackCandidate: false } as const;
    const deployments = [
      { ...ready, id: "dpl_1", commit: "1".repeat(40) },
      { ...ready, id: "dpl_2", state: "ERROR" as const },
      { ...ready, id: "dpl_3", rollbackCandidate: true },
    ];
    const { client } = clientOf(await startWith({ deployments }));
    const all = await client.readyDeployments(projectId, "all");
    assert.deepEqual(
      all.map(({ id, commit }) => [id, commit]),
      [
        ["dpl_1", "1".repeat(40)],
        ["dpl_3", undefined],
      ],
    );
    const candidates = await client.readyDeployments(projectId, "rollback-candidates");
    assert.deepEqual(
      candidates.map(({ id }) => id),
      ["dpl_3"],
    );
  });

  it("reads which deployment has a domain, and that none has", async () => {
    const { client } = clientOf(await start());
    assert.deepEqual(await client.servedBy(host), { deploymentId: "dpl_serving", projectId });
    assert.equal(await client.servedBy("other.marsana.com"), undefined);
  });

  for (const [what, ask] of questions) {
    for (const { way, fault, told } of ways) {
      it(`does not know ${what} where Vercel ${way}`, async () => {
        const error = await errorOf(ask(clientOf(await startWith({}, fault)).client));
        assert.match(error.message, /^Vercel: GET \/v\d+\//);
        assert.match(error.message, told);
      });
    }

    it(`asks for ${what} again after a 429, when Vercel says, and after a 500`, async () => {
      const services = await start({
        faults: (_, count) =>
          [
            { status: 429, body: "{}", headers: { "retry-after": "7" } },
            { status: 500, body: "{}" },
          ][count - 1],
      });
      const { client, waits } = clientOf(services);
      await ask(client);
      assert.deepEqual(waits, [7000, 2000]);
      assert.equal(services.requests.length, 3);
    });

    it(`is not told ${what} without the token, and does not repeat the one that it has`, async () => {
      const services = await startWith({ token: "right" });
      const { message, status } = await errorOf(ask(clientOf(services, planted).client));
      assert.equal(status, 403);
      assert.match(message, /403: Not authorized\. Give VERCEL_API_TOKEN access to the whole team/);
      assert.ok(!message.includes(planted), message);
    });
  }

  it("does not repeat the token where the service does", async () => {
    const body = JSON.stringify({ error: { code: "x", message: `${"a".repeat(290)} ${planted}` } });
    const services = await startWith({}, { status: 400, body });
    const { message } = await errorOf(clientOf(services, planted).client.project());
    assert.ok(!message.includes(planted.slice(0, 8)), message);
  });

  it("does not take another project, domain or host for the one that it asks for", async () => {
    const services = await start({ vercel: { project: "another", domain: undefined } });
    const { client } = clientOf(services);
    assert.equal((await errorOf(client.project())).status, 404);
    const lying = (body: object) => startWith({}, { status: 200, body: JSON.stringify(body) });
    const apexName = "marsana.com";
    const domain = { name: "x.example", apexName, projectId, verified: true };
    const alias = {
      uid: "1",
      alias: "x.example",
      created: "2026-01-05T09:00:00Z",
      deploymentId: "dpl_1",
      projectId,
    };
    for (const [body, ask] of [
      [domain, (asked: VercelClient) => asked.domain(host)],
      [alias, (asked: VercelClient) => asked.servedBy(host)],
    ] as const)
      assert.match((await errorOf(ask(clientOf(await lying(body)).client))).message, /another form/);
  });

  it("ends when it is told to", async () => {
    const ended = new AbortController();
    const services = await start({
      faults: () => {
        // It has the request now.
        setImmediate(() => ended.abort());
        return "hang";
      },
    });
    const client = vercelClient({
      token: "t",
      team: { slug: "marsana" },
      project: "marsana-fleet-rehearsal",
      baseUrl: services.environment["VERCEL_API_URL"] ?? "",
      signal: ended.signal,
    });
    await errorOf(client.project());
    assert.equal(services.requests.length, 1);
  });

  it("sends no request that Vercel's SDK does not know", async function () {
    if (!haveEndpoints) {
      console.log("        skipped: the list of Vercel's endpoints is not beside the project");
      this.skip();
    }
    const services = await start();
    for (const [, ask] of questions) await ask(clientOf(services).client);
    assert.deepEqual(unknownRequests(services.requests), []);
    assert.equal(services.requests.length, questions.length);
    assert.deepEqual(unknownRequests([{ method: "GET", path: "/vercel/v0/nothing" }]), ["GET /v0/nothing"]);
  });
});
