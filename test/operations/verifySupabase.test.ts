// What an update finds in the Supabase project, what it sets right, and what it cannot.
import assert from "node:assert/strict";
import { verifySupabase } from "../../operations/verifySupabase.ts";
import type { SupabaseStandInOptions } from "../../rehearsal/supabase.ts";
import { clientOf, desired, lines, ref, root, schedulePath, standInsPerTest } from "../support/supabase.ts";

type Project = NonNullable<SupabaseStandInOptions["projects"]>[string];

const since = "2026-02-01T00:00:00.000Z";
/** A project on which nothing is to be done. */
const asConfigured: Project = { scheduleFor: "00:30:00", pitr: { variant: "pitr_7", since } };
const healthy = Object.fromEntries(
  ["auth", "db", "pooler", "realtime", "rest", "storage"].map((name) => [name, "ACTIVE_HEALTHY"]),
);
const state = { ...desired, status: "ACTIVE_HEALTHY", health: healthy };

describe("reading the Supabase project back", () => {
  const start = standInsPerTest();
  const now = () => new Date("2026-02-03T09:00:00Z");
  const project = async (changes: Project) => {
    const standIn = await start({ now, projects: { [ref]: { ...asConfigured, ...changes } } });
    return { standIn, ...clientOf(standIn) };
  };
  const changesOf = (standIn: Parameters<typeof lines>[0]) =>
    lines(standIn).filter((line) => !line.startsWith("GET "));

  it("changes and reports nothing where all is as configured", async () => {
    const { standIn, client } = await project({});
    assert.deepEqual(await verifySupabase(client, desired), { state, warnings: [], problems: [] });
    assert.deepEqual(changesOf(standIn), []);
  });

  it("asks for the health of the services that the application uses, and no longer than they may take", async () => {
    const { standIn, client } = await project({});
    await verifySupabase(client, desired);
    const services = Object.keys(healthy).map((name) => `&services=${name}`);
    assert.equal(lines(standIn).at(-1), `GET ${root}/health?timeout_ms=5000${services.join("")}`);
  });

  it("sets the time of the backup right, and says what it was", async () => {
    const { standIn, client } = await project({ scheduleFor: "05:00:00" });
    assert.deepEqual(await verifySupabase(client, desired), {
      state,
      warnings: [
        `Supabase project ${ref} has drifted: backupTime was 05:00:00, and has been set to 00:30:00, as configured; ` +
          "if somebody meant it, change marsana-fleet:supabase.backupTime",
      ],
      problems: [],
    });
    assert.deepEqual(changesOf(standIn), [`PATCH ${root}/database/backups/schedule`]);
    assert.deepEqual((await verifySupabase(client, desired)).warnings, []);
  });

  it("neither asks for the time of the backup nor sets it, where the config leaves it to the service", async () => {
    const { standIn, client } = await project({ scheduleFor: "05:00:00" });
    const { backupTime, ...others } = desired;
    const { state: found, warnings } = await verifySupabase(client, others);
    assert.deepEqual([warnings, "backupTime" in found], [[], false]);
    assert.deepEqual(
      lines(standIn).filter((line) => line.includes(schedulePath)),
      [],
    );
  });

  it("switches point-in-time recovery on again, and says that it was off", async () => {
    const { standIn, client } = await project({ pitr: undefined });
    const { warnings } = await verifySupabase(client, desired);
    assert.deepEqual(warnings, [
      `Supabase project ${ref} has drifted: pitrDays was none, and has been set to pitr_7, as configured; if somebody ` +
        "meant it, change marsana-fleet:supabase.pitrDays",
    ]);
    assert.deepEqual(changesOf(standIn), [`PATCH ${root}/billing/addons`]);
  });

  it("warns of a service in trouble, with the service's own words", async () => {
    const { client } = await project({ trouble: { realtime: "no heartbeat" } });
    assert.deepEqual(await verifySupabase(client, desired), {
      state: { ...state, health: { ...healthy, realtime: "UNHEALTHY" } },
      warnings: [
        `Supabase project ${ref}: the service realtime is UNHEALTHY (no heartbeat); look at ` +
          `https://supabase.com/dashboard/project/${ref} and https://status.supabase.com`,
      ],
      problems: [],
    });
  });

  it("has a problem with a database that does not answer, and still says what it has set right", async () => {
    const { client } = await project({ scheduleFor: "05:00:00", trouble: { db: "connection refused" } });
    const { warnings, problems } = await verifySupabase(client, desired);
    assert.equal(warnings.length, 1);
    assert.deepEqual(problems, [
      `Supabase project ${ref}: the service db is UNHEALTHY (connection refused); look at ` +
        `https://supabase.com/dashboard/project/${ref} and https://status.supabase.com`,
    ]);
  });

  it("has a problem with a database of which the service says nothing", async () => {
    const body = JSON.stringify([{ name: "auth", healthy: true, status: "ACTIVE_HEALTHY" }]);
    const standIn = await start({
      projects: { [ref]: asConfigured },
      faults: ({ path }) => (path.includes("/health?") ? { status: 200, body } : undefined),
    });
    const { problems } = await verifySupabase(clientOf(standIn).client, desired);
    assert.deepEqual(problems, [`Supabase project ${ref}: found no word on the service db`]);
  });

  it("has a problem where the health cannot be read, and still says what it has set right", async () => {
    const standIn = await start({
      projects: { [ref]: { ...asConfigured, scheduleFor: "05:00:00" } },
      faults: ({ path }) => (path.includes("/health?") ? { status: 403, body: "" } : undefined),
    });
    const { warnings, problems } = await verifySupabase(clientOf(standIn).client, desired);
    assert.match(warnings.join(), /drifted: backupTime was 05:00:00/);
    assert.match(problems.join(), /GET \S+\/health\S+: 403 .*Give the token access/);
  });

  it("accepts a project that is active and unhealthy: its services say what is wrong", async () => {
    const { client } = await project({ status: "ACTIVE_UNHEALTHY" });
    const { state: read, problems } = await verifySupabase(client, desired);
    assert.deepEqual([read.status, problems], ["ACTIVE_UNHEALTHY", []]);
  });

  it("sets nothing in a project of another region", async () => {
    const { standIn, client } = await project({ region: "us-east-1", scheduleFor: "05:00:00" });
    await assert.rejects(verifySupabase(client, desired), {
      message: [
        `Supabase project ${ref} cannot be used, and nothing was set in it.`,
        "  - region: found us-east-1; required: eu-central-1, as marsana-fleet:supabase.region says; mend: correct that " +
          "key, or marsana-fleet:supabase.projectRef if another project is meant",
      ].join("\n"),
    });
    assert.deepEqual(lines(standIn), [`GET ${root}`]);
  });

  const outOfUse = [
    ["INACTIVE", `resume it \\(https://supabase.com/dashboard/project/${ref}\\), then run this again`],
    ["RESTORING", "wait until it is ACTIVE_HEALTHY, then run this again"],
    ["INIT_FAILED", `look at https://supabase.com/dashboard/project/${ref}`],
  ] as const;
  for (const [status, mend] of outOfUse) {
    it(`sets nothing in a project that is ${status}`, async () => {
      const { standIn, client } = await project({ status, scheduleFor: "05:00:00" });
      await assert.rejects(
        verifySupabase(client, desired),
        new RegExp(`status: found ${status}; required: ACTIVE_HEALTHY or ACTIVE_UNHEALTHY; mend: ${mend}$`),
      );
      assert.deepEqual(lines(standIn), [`GET ${root}`]);
    });
  }

  it("says how to mend a project that there is not", async () => {
    const standIn = await start({ projectRefs: [] });
    await assert.rejects(
      verifySupabase(clientOf(standIn).client, desired),
      /404 .*Check the project's reference/,
    );
  });
});
