// The restore point of a release: made once, found again, waited for, and never made twice because nobody knew.
import assert from "node:assert/strict";
import { type Making, makeRestorePoint, restorePointNames } from "../../operations/restorePoint.ts";
import type { SupabaseStandInOptions } from "../../rehearsal/supabase.ts";
import { endedBy } from "../../services/request.ts";
import { supabaseClient } from "../../services/supabase.ts";
import { releaseOf } from "../support/situations.ts";
import { clientOf, lines, plantedToken, ref, root, standInsPerTest } from "../support/supabase.ts";

const path = `${root}/database/backups/restore-point`;
const release = releaseOf();
const [first = "", second = ""] = restorePointNames(release);
const now = () => new Date("2026-02-02T09:00:00Z");
const get = (name: string) => `GET ${path}?name=${name}`;
const post = `POST ${path}`;

describe("the restore point of a release", () => {
  const start = standInsPerTest();

  async function making(options: SupabaseStandInOptions = {}, changes: Partial<Making> = {}) {
    const standIn = await start({ now, ...options });
    const { client } = clientOf(standIn, { timeoutMs: 100 });
    const sleeps: number[] = [];
    const run = async () =>
      await makeRestorePoint(client, {
        projectRef: ref,
        release,
        since: new Date("2026-02-02T03:00:00Z"),
        now,
        sleep: async (milliseconds) => void sleeps.push(milliseconds),
        ...changes,
      });
    return { standIn, sleeps, run };
  }
  const point = (
    name: string,
    status: "AVAILABLE" | "PENDING" | "FAILED" | "REMOVED",
    completed_on: string | null,
  ) => {
    return { projects: { [ref]: { restorePoints: [{ name, status, completed_on }] } } };
  };

  it("is made, and waited for until it can be restored", async () => {
    const { standIn, sleeps, run } = await making({ pendingReads: 3 });
    assert.deepEqual(await run(), { name: first, completed: now(), made: true });
    assert.deepEqual(lines(standIn), [get(first), post, get(first), get(first), get(first), get(first)]);
    assert.deepEqual(sleeps, [2000, 4000, 8000, 16_000]);
    assert.equal(standIn.requests[1]?.body, JSON.stringify({ name: first }));
  });

  it("is found the second time, and no second one is made", async () => {
    const { standIn, run } = await making();
    await run();
    assert.deepEqual(await run(), { name: first, completed: now(), made: false });
    assert.equal(lines(standIn).filter((line) => line === post).length, 1);
  });

  it("is waited for where another run has begun it", async () => {
    const { standIn, run } = await making({ ...point(first, "PENDING", null) });
    assert.deepEqual(await run(), { name: first, completed: now(), made: false });
    assert.ok(!lines(standIn).includes(post));
  });

  const spent = [
    ["FAILED", null],
    ["REMOVED", "2026-02-02T08:00:00.000Z"],
    ["AVAILABLE", "2026-02-02T02:59:59.000Z"],
  ] as const;
  for (const [status, completed] of spent) {
    it(`is made under another name where the first is ${status}, completed on ${completed}`, async () => {
      const { run } = await making(point(first, status, completed));
      assert.deepEqual(await run(), { name: second, completed: now(), made: true });
    });
  }

  it("has names of at most 20 characters that differ from release to release, window to window and try to try", () => {
    const later = { window: { start: "2026-02-03T09:00:00.001Z", minutes: 120 } };
    const releases = [
      {},
      later,
      { version: "2.0.1" },
      { version: "10.20.30-a-long-name.1" },
      { version: "10.20.30-a-long-name.2" },
    ];
    const names = releases.flatMap((changes) => restorePointNames(releaseOf(changes)));
    assert.equal(new Set(names).size, releases.length * 10);
    for (const name of names) assert.match(name, /^[0-9A-Za-z-]{10,20}$/);
    assert.deepEqual(
      restorePointNames(releaseOf()),
      restorePointNames(releaseOf({ changes: ["Other words"] })),
    );
  });

  it("is named after the same instant in another time zone", () => {
    const elsewhere = releaseOf({ window: { start: "2026-02-03T10:00:00+01:00", minutes: 120 } });
    assert.deepEqual(restorePointNames(elsewhere), restorePointNames(release));
  });

  it("is not made twice where the answer to making it is lost", async () => {
    const standIn = await start({ now });
    let lost = 0;
    const transport = {
      fetch: async (...args: Parameters<typeof fetch>) => {
        const answer = await fetch(...args);
        if (args[1]?.method !== "POST" || lost++ > 0) return answer;
        return new Response("", { status: 502 });
      },
    };
    const { client } = clientOf(standIn, transport);
    const made = await makeRestorePoint(client, {
      projectRef: ref,
      release,
      since: new Date(0),
      now,
      sleep: async () => {},
    });
    assert.equal(made.name, first);
    assert.equal(lines(standIn).filter((line) => line === post).length, 1);
  });

  for (const fault of [{ status: 500, body: "" }, "hang", "drop"] as const) {
    it(`is asked for once more after ${JSON.stringify(fault)}, when its name is not there`, async () => {
      const { standIn, run } = await making({
        faults: ({ method }, count) => (method === "POST" && count === 1 ? fault : undefined),
      });
      assert.equal((await run()).made, true);
      assert.deepEqual(lines(standIn).slice(0, 4), [get(first), post, get(first), post]);
    });

    it(`is not asked for a third time after ${JSON.stringify(fault)}`, async () => {
      const { standIn, run } = await making({
        faults: ({ method }) => (method === "POST" ? fault : undefined),
      });
      await assert.rejects(run(), /Supabase: POST .*restore-point: (500|no answer)/);
      assert.equal(lines(standIn).filter((line) => line === post).length, 2);
    });
  }

  it("is an error that says what to do where it fails, and the next run makes another", async () => {
    const failed = JSON.stringify({ name: first, status: "FAILED", completed_on: null });
    const { run } = await making({
      // Asked before it is made, once; then it has failed.
      faults: ({ method, path: asked }, count) =>
        method === "GET" && asked.endsWith(first) && count > 1 ? { status: 200, body: failed } : undefined,
    });
    await assert.rejects(run(), {
      message:
        `Supabase project ${ref}: the restore point ${first} is FAILED, and must be AVAILABLE. Look at ` +
        `https://supabase.com/dashboard/project/${ref}/database/backups and https://status.supabase.com, then run npm run runbook -- backup 2.0.0 again.`,
    });
    assert.deepEqual(await run(), { name: second, completed: now(), made: true });
  });

  it("is not waited for without end", async () => {
    const { sleeps, run } = await making({ pendingReads: 10_000 });
    await assert.rejects(run(), /is still PENDING after 15 minutes, and must be AVAILABLE/);
    const total = sleeps.reduce((sum, one) => sum + one, 0);
    assert.ok(total >= 15 * 60_000 && total < 16 * 60_000, `waited ${total} ms`);
    assert.equal(Math.max(...sleeps), 30_000);
  });

  it("is an error where all of its names are spent", async () => {
    const restorePoints = restorePointNames(release).map((name) => {
      return { name, status: "FAILED" as const, completed_on: null };
    });
    const { standIn, run } = await making({ projects: { [ref]: { restorePoints } } });
    await assert.rejects(run(), /10 restore points of release 2\.0\.0 failed, were removed or are too old/);
    assert.ok(!lines(standIn).includes(post));
  });

  it("is an error with what to do where the project has none, and nothing is made", async () => {
    const { standIn, run } = await making({ hasRestorePoints: false });
    await assert.rejects(run(), (error: Error) => {
      assert.match(
        error.message,
        /has no restore points; .*400 .*This endpoint is unavailable at the moment/,
      );
      assert.match(
        error.message,
        /set marsana-fleet:supabase\.pitrDays.*\n?.*npm run runbook -- collect 2\.0\.0/,
      );
      return !error.message.includes(plantedToken);
    });
    assert.ok(!lines(standIn).includes(post));
  });

  const lies: readonly [what: string, body: object, error: RegExp][] = [
    ["without its time", { status: "AVAILABLE", completed_on: null }, /without saying when it was completed/],
    [
      "of the future",
      { status: "AVAILABLE", completed_on: "2027-01-01T00:00:00Z" },
      /completed on 2027-01-01T00:00:00Z: nobody knows how old it is/,
    ],
    ["of no known status", { status: "FINE", completed_on: null }, /another form \(status: /],
  ];
  for (const [what, body, error] of lies) {
    it(`is not believed to be there ${what}`, async () => {
      const text = JSON.stringify({ name: first, ...body });
      const { standIn, run } = await making({ faults: () => ({ status: 200, body: text }) });
      await assert.rejects(run(), error);
      assert.ok(!lines(standIn).includes(post));
    });
  }

  it("is not believed to be made under another name", async () => {
    const text = JSON.stringify({ name: "other", status: "AVAILABLE", completed_on: now().toISOString() });
    const { run } = await making({
      faults: ({ method }) => (method === "POST" ? { status: 201, body: text } : undefined),
    });
    await assert.rejects(run(), /POST .*another form \(body: another name\)/);
  });

  it("ends at once when the command is ended", async () => {
    const ending = new AbortController();
    const standIn = await start({
      faults: () => {
        ending.abort(new Error("ended"));
        return "hang";
      },
    });
    const client = supabaseClient({
      accessToken: plantedToken,
      baseUrl: standIn.url,
      transport: endedBy(ending.signal),
    });
    const { sleep } = endedBy(ending.signal);
    await assert.rejects(
      makeRestorePoint(client, { projectRef: ref, release, since: new Date(0), now, sleep }),
      /ended/,
    );
    assert.deepEqual(lines(standIn), [get(first)]);
  });
});
