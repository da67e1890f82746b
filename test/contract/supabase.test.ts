// Every request that this project sends to Supabase, and every answer of the stand-in, against the service's own
// description of its API.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { makeRestorePoint } from "../../operations/restorePoint.ts";
import { verifySupabase } from "../../operations/verifySupabase.ts";
import type { SupabaseStandIn } from "../../rehearsal/supabase.ts";
import { supabaseClient } from "../../services/supabase.ts";
import { projectFolder } from "../support/inputs.ts";
import { releaseOf } from "../support/situations.ts";
import {
  desired,
  lines,
  plantedToken,
  ref,
  root,
  schedulePath,
  standInsPerTest,
} from "../support/supabase.ts";
import { type Exchange, haveSpec, specProblems } from "../support/supabaseSpec.ts";

/** A client whose exchanges are kept. */
function observed({ url }: SupabaseStandIn) {
  const exchanges: Exchange[] = [];
  const fetch: typeof globalThis.fetch = async (target, init) => {
    const answer = await globalThis.fetch(target, init);
    const { pathname, search } = new URL(String(target));
    exchanges.push({
      method: init?.method ?? "GET",
      path: pathname + search,
      ...(typeof init?.body === "string" && { body: init.body }),
      answer: { status: answer.status, body: await answer.clone().text() },
    });
    return answer;
  };
  const client = supabaseClient({ accessToken: plantedToken, baseUrl: url, transport: { fetch } });
  return { client, exchanges };
}

const short = ({ method, path, answer }: Exchange) => `${method} ${path.split("?")[0]} ${answer?.status}`;

describe("the contract with Supabase", () => {
  before(function () {
    if (haveSpec) return;
    console.log("    skipped: ../shared/api-specs is not here");
    this.skip();
  });
  const start = standInsPerTest();

  it("is kept by everything that an update asks and is told, on a project that has to be set up", async () => {
    const { client, exchanges } = observed(await start());
    await verifySupabase(client, desired);
    assert.deepEqual(exchanges.map(short), [
      `GET ${root} 200`,
      `GET ${root}/database/backups/schedule 200`,
      `GET ${root}/billing/addons 200`,
      `PATCH ${root}/billing/addons 200`,
      `PATCH ${root}/database/backups/schedule 200`,
      `GET ${root}/database/backups/schedule 200`,
      `GET ${root}/billing/addons 200`,
      `GET ${root}/health 200`,
    ]);
    for (const one of exchanges) assert.deepEqual(specProblems(one), [], short(one));
  });

  it("is kept by the list of backups, daily and continuous", async () => {
    const { client, exchanges } = observed(await start());
    await client.backups(ref);
    await client.setPitr(ref, 28);
    await client.backups(ref);
    assert.equal(exchanges.length, 3);
    for (const one of exchanges) assert.deepEqual(specProblems(one), [], short(one));
  });

  it("is kept by a restore point that is made, waited for and found, and by the plan", async () => {
    const { client, exchanges } = observed(await start());
    const plan = { projectRef: ref, release: releaseOf(), since: new Date(0), now: () => new Date() };
    await makeRestorePoint(client, { ...plan, sleep: async () => {} });
    await client.organization("rehearsal");
    const path = `${root}/database/backups/restore-point`;
    assert.deepEqual(exchanges.map(short), [
      `GET ${path} 404`,
      `POST ${path} 201`,
      `GET ${path} 200`,
      `GET ${path} 200`,
      "GET /v1/organizations/rehearsal 200",
    ]);
    // The description is silent on what is answered for a name that there is not, and on a project without restore points.
    const silent = ["answer: 404 is not described"];
    for (const [index, one] of exchanges.entries())
      assert.deepEqual(specProblems(one), index === 0 ? silent : [], short(one));
  });

  it("is kept by the health of a project in trouble", async () => {
    const trouble = { realtime: "no answer", db: "no answer" };
    const { client, exchanges } = observed(await start({ projects: { [ref]: { trouble } } }));
    const health = await client.health(ref);
    assert.equal(health.filter(({ status }) => status === "UNHEALTHY").length, 2);
    for (const one of exchanges) assert.deepEqual(specProblems(one), [], short(one));
  });

  const refusals = [
    { why: "an unknown token", options: { accessToken: "another" }, status: 401 },
    { why: "a small plan", options: { plan: "pro" }, status: 402 },
  ] as const;
  for (const { why, options, status } of refusals) {
    it(`knows the refusal of ${why}`, async () => {
      const { client, exchanges } = observed(await start(options));
      await assert.rejects(client.setBackupTime(ref, "01:00:00"), { status });
      assert.deepEqual(exchanges.map(short), [`PATCH ${schedulePath} ${status}`]);
      for (const one of exchanges) assert.deepEqual(specProblems(one), []);
    });
  }

  it("is kept by the step that the stack runs", async () => {
    const standIn = await start();
    const child = spawn(process.execPath, ["operations/applyBackupSchedule.ts"], {
      cwd: projectFolder,
      stdio: ["ignore", "ignore", "inherit"],
      env: {
        PATH: process.env["PATH"],
        SUPABASE_API_URL: standIn.url,
        SUPABASE_ACCESS_TOKEN: plantedToken,
        SUPABASE_PROJECT_REF: desired.projectRef,
        SUPABASE_REGION: desired.region,
        BACKUP_TIME: desired.backupTime,
        PITR_DAYS: String(desired.pitrDays),
      },
    });
    assert.deepEqual(await once(child, "close"), [0, null]);
    assert.equal(lines(standIn).length, 7);
    for (const one of standIn.requests) assert.deepEqual(specProblems(one), [], `${one.method} ${one.path}`);
  });

  const broken: [string, Exchange, RegExp][] = [
    ["an unknown path", { method: "GET", path: `${root}/helth` }, /describes no such request/],
    ["an unknown method", { method: "PUT", path: `${root}/health` }, /describes no such request/],
    [
      "a reference of another form",
      { method: "GET", path: "/v1/projects/short" },
      /path ref: (minLength|pattern)/,
    ],
    ["a query that is missing", { method: "GET", path: `${root}/health` }, /query services: is missing/],
    [
      "a service that there is not",
      { method: "GET", path: `${root}/health?services=mail` },
      /query services\/0: enum/,
    ],
    [
      "a query that is not described",
      { method: "GET", path: `${root}/health?services=db&wait=1` },
      /query wait: is not described/,
    ],
    [
      "a body with a field too many",
      {
        method: "PATCH",
        path: `${root}/database/backups/schedule`,
        body: '{"schedule_for":"01:00:00","at":1}',
      },
      /request: additionalProperties/,
    ],
    ["a body that is missing", { method: "PATCH", path: `${root}/billing/addons` }, /request: has no body/],
    [
      "an answer with a field too few",
      { method: "GET", path: root, answer: { status: 200, body: `{"ref":"${ref}"}` } },
      /answer: required .*"region"/,
    ],
    [
      "a status that is not described",
      { method: "GET", path: root, answer: { status: 418, body: "" } },
      /answer: 418/,
    ],
  ];
  for (const [what, exchange, problem] of broken) {
    it(`is broken by ${what}`, () => assert.match(specProblems(exchange).join("\n"), problem));
  }
});
