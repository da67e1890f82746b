// What the client asks of Supabase, what it makes of the answers, and how it says no.
import assert from "node:assert/strict";
import { InputError } from "../../inputs/inputError.ts";
import { ServiceError } from "../../services/request.ts";
import { supabaseClient } from "../../services/supabase.ts";
import {
  clientOf,
  lines,
  plantedToken,
  ref,
  root,
  schedulePath,
  standInsPerTest,
} from "../support/supabase.ts";

describe("the Supabase client", () => {
  const start = standInsPerTest();
  const now = () => new Date("2026-02-03T09:00:00Z");

  it("reads a project", async () => {
    const { client } = clientOf(await start());
    const project = await client.project(ref);
    assert.deepEqual(project, {
      ref,
      name: "rehearsal",
      region: "eu-central-1",
      status: "ACTIVE_HEALTHY",
      organization_slug: "rehearsal",
    });
  });

  it("sets the time of the backup and reads it back", async () => {
    const { client } = clientOf(await start());
    await client.setBackupTime(ref, "02:15:30");
    assert.equal(await client.backupTime(ref), "02:15:30");
  });

  it("switches point-in-time recovery on and reads its variant", async () => {
    const { client } = clientOf(await start());
    assert.equal(await client.pitrVariant(ref), undefined);
    await client.setPitr(ref, 14);
    assert.equal(await client.pitrVariant(ref), "pitr_14");
  });

  it("lists the daily backups, and none of them once point-in-time recovery is on", async () => {
    const { client } = clientOf(await start({ now }));
    const daily = await client.backups(ref);
    assert.equal(daily.pitr_enabled, false);
    assert.deepEqual(
      daily.backups.map((backup) => backup.inserted_at),
      ["03", "02", "01"]
        .map((day) => `2026-02-${day}T04:00:00.000Z`)
        .concat(["31", "30", "29", "28"].map((day) => `2026-01-${day}T04:00:00.000Z`)),
    );
    await client.setPitr(ref, 7);
    assert.deepEqual(await client.backups(ref), {
      pitr_enabled: true,
      backups: [],
      physical_backup_data: { latest_physical_backup_date_unix: now().getTime() / 1000 },
    });
  });

  it("makes a restore point and reads it until it is available", async () => {
    const { client } = clientOf(await start({ now }));
    assert.equal(await client.restorePoint(ref, "before"), undefined);
    const pending = { name: "before", status: "PENDING", completed_on: null };
    assert.deepEqual(await client.createRestorePoint(ref, "before"), pending);
    assert.deepEqual(await client.restorePoint(ref, "before"), pending);
    const completed_on = now().toISOString();
    assert.deepEqual(await client.restorePoint(ref, "before"), {
      ...pending,
      status: "AVAILABLE",
      completed_on,
    });
    assert.equal(await client.restorePoint(ref, "after"), undefined);
  });

  it("takes no restore point of another name for the one that was asked for", async () => {
    const body = JSON.stringify({ name: "latest", status: "AVAILABLE", completed_on: now().toISOString() });
    const { client } = clientOf(await start({ faults: () => ({ status: 200, body }) }));
    assert.equal(await client.restorePoint(ref, "before"), undefined);
  });

  it("sends no name of a restore point that is too long", async () => {
    const standIn = await start();
    const { client } = clientOf(standIn);
    await assert.rejects(client.createRestorePoint(ref, "x".repeat(21)), RangeError);
    assert.deepEqual(lines(standIn), []);
  });

  it("reads the plan of an organization", async () => {
    const { client } = clientOf(await start({ plan: "pro" }));
    assert.deepEqual(await client.organization("rehearsal"), { name: "rehearsal", plan: "pro" });
  });

  const path = `${root}/database/backups/restore-point`;
  for (const fault of [{ status: 503, body: "" }, "drop", "hang"] as const) {
    it(`does not ask again for a restore point after ${JSON.stringify(fault)}: it may have been made`, async () => {
      const standIn = await start({ faults: () => fault });
      const { client, waits } = clientOf(standIn, { timeoutMs: 50 });
      await assert.rejects(client.createRestorePoint(ref, "before"), ServiceError);
      assert.deepEqual([lines(standIn), waits], [[`POST ${path}`], []]);
    });
  }

  it("asks again for a restore point after a 429, which says that it was not made", async () => {
    const headers = { "retry-after": "3" };
    const faults = (_: unknown, count: number) =>
      count === 1 ? { status: 429, body: "", headers } : undefined;
    const standIn = await start({ faults });
    const { client, waits } = clientOf(standIn);
    await client.createRestorePoint(ref, "before");
    assert.deepEqual([lines(standIn), waits], [[`POST ${path}`, `POST ${path}`], [3000]]);
  });

  it("takes a base URL that ends in a slash", async () => {
    const standIn = await start();
    const { client } = clientOf({ url: `${standIn.url}/` });
    await client.project(ref);
    assert.deepEqual(lines(standIn), [`GET ${root}`]);
  });

  it("asks the service itself where no base URL is given", async () => {
    const asked: string[] = [];
    const fetch: typeof globalThis.fetch = async (url) => {
      asked.push(String(url));
      return Response.json({ schedule_for: "04:00:00" });
    };
    await supabaseClient({ accessToken: plantedToken, transport: { fetch } }).backupTime(ref);
    assert.deepEqual(asked, [`https://api.supabase.com${schedulePath}`]);
  });

  const refusals = [
    { status: 400, mend: /compare it with the Management API's reference/ },
    { status: 401, mend: /Set SUPABASE_ACCESS_TOKEN to a valid token/ },
    { status: 402, mend: /plan is too small: .* Enterprise .* Pro/ },
    { status: 403, mend: /permissions to read and write backups/ },
    { status: 404, mend: /Check the project's reference/ },
    { status: 418, mend: /Check the address of the service/ },
  ];
  for (const { status, mend } of refusals) {
    it(`does not try again on ${status}, and says what to do`, async () => {
      const body = JSON.stringify({ message: "the service's own words" });
      const standIn = await start({ faults: () => ({ status, body }) });
      const { client, waits } = clientOf(standIn);
      const error = await failureOf(client.setBackupTime(ref, "01:00:00"));
      assert.equal(error.status, status);
      assert.match(
        error.message,
        new RegExp(`^Supabase: PATCH ${schedulePath}: ${status} .*the service's own words`),
      );
      assert.match(error.message, mend);
      assert.deepEqual(lines(standIn), [`PATCH ${schedulePath}`]);
      assert.deepEqual(waits, []);
    });
  }

  it("fails at once at the day's limit of changes, and says what the limit is", async () => {
    const standIn = await start({ now });
    const { client, waits } = clientOf(standIn);
    for (const time of ["01:00:00", "02:00:00", "03:00:00"]) await client.setBackupTime(ref, time);
    const error = await failureOf(client.setBackupTime(ref, "04:00:00"));
    assert.equal(error.status, 429);
    assert.match(error.message, /asks to wait 86400 s.*3 changes of the backup time in 24 hours/);
    assert.deepEqual(lines(standIn).length, 4);
    assert.deepEqual(waits, []);
  });

  it("refuses a 200 that is not JSON", async () => {
    const standIn = await start({ faults: () => ({ status: 200, body: "<html>Sign in</html>" }) });
    const error = await failureOf(clientOf(standIn).client.project(ref));
    assert.match(error.message, new RegExp(`GET ${root}: an answer that is not JSON\\. Check the address`));
    assert.deepEqual(lines(standIn), [`GET ${root}`]);
  });

  it("refuses an answer of another form, naming each field", async () => {
    const body = JSON.stringify({ pitr_enabled: "yes", backups: [{ id: 1.5 }] });
    const standIn = await start({ faults: () => ({ status: 200, body }) });
    const { message } = await failureOf(clientOf(standIn).client.backups(ref));
    for (const field of ["pitr_enabled", "backups.0.id", "backups.0.status", "backups.0.inserted_at"])
      assert.ok(message.includes(`${field}: Invalid`), `${field} in ${message}`);
  });

  it("refuses a time of the backup that is none", async () => {
    const standIn = await start({ faults: () => ({ status: 200, body: '{"schedule_for":"4 o\'clock"}' }) });
    const { message } = await failureOf(clientOf(standIn).client.backupTime(ref));
    assert.match(message, /an answer of another form \(schedule_for: /);
  });

  it("follows no redirect, for the token must not go elsewhere", async () => {
    const elsewhere = await start();
    const headers = { location: `${elsewhere.url}${root}` };
    const standIn = await start({ faults: () => ({ status: 302, body: "", headers }) });
    const error = await failureOf(clientOf(standIn).client.project(ref));
    assert.equal(error.status, 302);
    assert.deepEqual(lines(elsewhere), []);
  });
});

describe("what the Supabase client refuses to start with", () => {
  const addresses = [
    "",
    "api.supabase.com",
    "ftp://api.supabase.com",
    "http://api.supabase.com",
    "https://user:secret-password@api.supabase.com",
    "https://api.supabase.com?key=secret-password",
    "https://api.supabase.com#secret-password",
  ];
  for (const baseUrl of addresses) {
    it(`the address ${JSON.stringify(baseUrl)}`, () => {
      assert.throws(
        () => supabaseClient({ accessToken: plantedToken, baseUrl }),
        (error) =>
          error instanceof InputError &&
          error.problems.length === 1 &&
          error.message.includes("address: found another form; required: https://<host>") &&
          !error.message.includes("secret-password"),
      );
    });
  }

  for (const accessToken of ["", `${plantedToken}\n`, `${plantedToken} x`, `Bearer ${plantedToken}`]) {
    it(`the token ${JSON.stringify(accessToken)}, without repeating it`, () => {
      assert.throws(
        () => supabaseClient({ accessToken }),
        (error) =>
          error instanceof InputError &&
          error.message.includes("access token: found another form; required: an access token") &&
          !error.message.includes(plantedToken),
      );
    });
  }
});

async function failureOf(promise: Promise<unknown>): Promise<ServiceError> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof ServiceError, `a ServiceError, not ${error}`);
  return error;
}
