// The life of every resource in the stand-in of its service: planned, made, read, changed, replaced and removed.
import assert from "node:assert/strict";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { problemsIn } from "../../../rehearsal/providers/check.ts";
import { digits } from "../../../rehearsal/providers/table.ts";
import {
  anywhere,
  asSecret,
  isSecret,
  isUnknown,
  plainObject,
  UNKNOWN,
  type Values,
} from "../../../rehearsal/providers/value.ts";
import { exampleInputs, resources } from "../../support/exampleInputs.ts";
import { TestStandIns, urnOf } from "../../support/standIns.ts";

const standIns = new TestStandIns();
before(() => standIns.start());
after(() => standIns.stopAndForget());

const services = resources.filter(({ of }) => of.name !== "command");

for (const { token, resource } of services) {
  describe(`a ${token}`, () => {
    const least = exampleInputs(token, resource, "required");
    const inputs = "valueJson" in resource.inputs ? { ...least, value: "text" } : least;
    const computed = Object.keys(resource.outputs).filter((name) => !(name in inputs));

    it("has its inputs and only unknown outputs at preview, and does not exist after it", async () => {
      const urn = urnOf(token, "previewed");
      const planned = await standIns.of(token).create(urn, inputs, true);
      assert.equal(planned.id, "");
      const expected = Object.fromEntries(computed.map((name) => [name, UNKNOWN]));
      assert.deepEqual(plainObject(planned.outputs), { ...plainObject(inputs), ...expected });
      const made = await standIns.of(token).create(urn, inputs);
      assert.equal((await standIns.of(token).read(urn, made.id)).id, made.id);
      await standIns.of(token).delete(urn, made);
    });

    it("has outputs of the right types when it is made, the same in every run", async () => {
      const urn = urnOf(token);
      const made = await standIns.of(token).create(urn, inputs);
      const shapes = Object.fromEntries(
        Object.entries(resource.outputs).map(([name, { shape }]) => [name, shape]),
      );
      assert.deepEqual(problemsIn({ ...resource.inputs, ...shapes }, made.outputs, token), []);
      assert.equal(anywhere(made.outputs, isUnknown), false);
      assert.ok(made.id.length > 0);
      await standIns.of(token).delete(urn, made);
      assert.deepEqual(await standIns.of(token).create(urn, inputs), made);
      await standIns.of(token).delete(urn, made);
    });

    it("keeps as secret what the table calls secret", async () => {
      const urn = urnOf(token, "all");
      const all = exampleInputs(token, resource);
      const made = await standIns.of(token).create(urn, all);
      const open = Object.entries({ ...resource.inputs })
        .filter(([name, { secret }]) => secret && name in all && !isSecret(made.outputs[name]))
        .map(([name]) => name);
      assert.deepEqual(open, []);
      const openOutputs = Object.entries(resource.outputs)
        .filter(([name, { shape }]) => shape.secret && !isSecret(made.outputs[name]))
        .map(([name]) => name);
      assert.deepEqual(openOutputs, []);
      await standIns.of(token).delete(urn, made);
    });

    it("is read by its id alone, changed in place, and gone once it is removed", async () => {
      const provider = standIns.of(token);
      const urn = urnOf(token);
      const made = await provider.create(urn, inputs);
      assert.deepEqual(await provider.read(urn, made.id), { ...made, inputs });
      const all = { ...exampleInputs(token, resource), ...inputs };
      const changed = await provider.update(urn, { ...made, inputs }, all);
      assert.deepEqual(plainObject(changed), { ...plainObject(made.outputs), ...plainObject(all) });
      assert.deepEqual((await provider.read(urn, made.id)).outputs, changed);
      await provider.delete(urn, made);
      assert.deepEqual(await provider.read(urn, made.id), { id: "", inputs: {}, outputs: {} });
      await assert.rejects(
        provider.update(urn, { ...made, inputs }, all),
        /404 Not Found: .*run a refresh first/,
      );
    });

    it("shows no difference to itself, one for a change, and a replacement where the provider replaces", async () => {
      const provider = standIns.of(token);
      const all = exampleInputs(token, resource);
      const nothing = { changes: "none", replaces: [], detailed: [], deleteBeforeReplace: false };
      assert.deepEqual(
        { ...(await provider.diff(urnOf(token), all, all)), deleteBeforeReplace: false },
        nothing,
      );
      for (const [name, shape] of Object.entries(resource.inputs)) {
        const diff = await provider.diff(
          urnOf(token),
          { ...all, [name]: "before" },
          { ...all, [name]: "after" },
        );
        const kind = shape.replaces ? "UPDATE_REPLACE" : "UPDATE";
        assert.deepEqual([diff.changes, diff.detailed], ["some", [`${name}: ${kind}`]]);
        assert.deepEqual(diff.replaces, shape.replaces ? [name] : []);
      }
    });
  });
}

const monitor = "datadog:index/monitor:Monitor";
const monitorInputs = { name: "n", type: "metric alert", query: "q", message: "m", tags: ["a", "b"] };

describe("a difference", () => {
  const diff = (olds: Values, news: Values, ignored: string[] = []) =>
    standIns
      .of(monitor)
      .diff(urnOf(monitor), { ...monitorInputs, ...olds }, { ...monitorInputs, ...news }, ignored);

  it("is named at its deepest place", async () => {
    const olds = { monitorThresholds: { critical: "1", warning: "0.5" }, priority: "1" };
    const news = { monitorThresholds: { critical: "2", ok: "0" }, tags: ["a", "c", "d"] };
    assert.deepEqual((await diff(olds, news)).detailed, [
      "monitorThresholds.critical: UPDATE",
      "monitorThresholds.ok: ADD",
      "monitorThresholds.warning: DELETE",
      "priority: DELETE",
      "tags[1]: UPDATE",
      "tags[2]: ADD",
    ]);
  });

  it("is none where only the mark of a secret differs", async () => {
    assert.equal((await diff({ message: "m" }, { message: asSecret("m") })).changes, "none");
    assert.equal((await diff({ message: asSecret("m") }, { message: asSecret("n") })).changes, "some");
  });

  it("is one where the new value is unknown", async () => {
    assert.deepEqual((await diff({}, { message: UNKNOWN })).detailed, ["message: UPDATE"]);
  });

  it("is left out where the program ignores changes", async () => {
    const olds = { monitorThresholds: { critical: "1" }, message: "a" };
    const news = { monitorThresholds: { critical: "2" }, message: "b" };
    assert.deepEqual((await diff(olds, news, ["monitorThresholds"])).detailed, ["message: UPDATE"]);
    assert.equal((await diff(olds, news, ["monitorThresholds.critical", "message"])).changes, "none");
  });

  it("asks for the old thing to go first when the new one keeps the name that the program chose", async () => {
    const token = "sentry:index/sentryTeam:SentryTeam";
    const [old, wanted] = [{ organization: "a" }, { organization: "b" }];
    const first = async (name: string, other = name) =>
      (await standIns.of(token).diff(urnOf(token), { ...old, name }, { ...wanted, name: other }))
        .deleteBeforeReplace;
    assert.equal(await first("fleet"), true);
    assert.equal(await first("fleet", "other"), false);
    const own = (await standIns.of(token).check(urnOf(token), wanted)).inputs["name"];
    assert.equal(await first(String(own)), false);
  });
});

describe("the ids and outputs of the services", () => {
  const make = async (token: string, inputs: Values, name = "one") => {
    const made = await standIns.of(token).create(urnOf(token, name), inputs);
    return { ...made, outputs: plainObject(made.outputs) };
  };

  it("look like the real ones", async () => {
    assert.match((await make(monitor, monitorInputs, "form")).id, /^[1-9]\d{8}$/);
    const downtime = await make("datadog:index/downtimeSchedule:DowntimeSchedule", {
      scope: "*",
      monitorIdentifier: { monitorTags: ["a"] },
    });
    assert.match(downtime.id, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
    assert.match((await make("vercel:index/project:Project", { name: "fleet" })).id, /^prj_[0-9a-f]{24}$/);
    const domain = { projectId: "p", domain: "app.example.com" };
    assert.equal((await make("vercel:index/projectDomain:ProjectDomain", domain)).id, "app.example.com");
    const dashboard = await make("datadog:index/dashboardJson:DashboardJson", {
      dashboard: '{"title":"Our Fleet"}',
    });
    assert.equal(dashboard.outputs["url"], `/dashboard/${dashboard.id}/our-fleet`);
  });

  it("fit together in Sentry", async () => {
    const team = await make("sentry:index/sentryTeam:SentryTeam", {
      organization: "marsana",
      name: "Fleet Team",
    });
    assert.deepEqual([team.id, team.outputs["slug"]], ["fleet-team", "fleet-team"]);
    const key = await make("sentry:index/sentryKey:SentryKey", { organization: "marsana", project: "fleet" });
    const { dsnPublic, dsnSecret, public: open, secret, projectId } = key.outputs;
    const host = String(dsnPublic).replace(/^.*@(.*)\/\d+$/, "$1");
    assert.equal(dsnPublic, `https://${open}@${host}/${projectId}`);
    assert.equal(dsnSecret, `https://${open}:${secret}@${host}/${projectId}`);
    const alert = await make("sentry:index/sentryMetricAlert:SentryMetricAlert", {
      organization: "marsana",
      project: "fleet",
      aggregate: "count()",
      query: "",
      thresholdType: 0,
      timeWindow: 5,
      triggers: [],
    });
    assert.equal(alert.id, `marsana/fleet/${alert.outputs["internalId"]}`);
  });

  it("differ while a resource is replaced, for both exist for a while", async () => {
    const first = await make(monitor, monitorInputs, "replaced");
    const second = await make(monitor, monitorInputs, "replaced");
    assert.notEqual(second.id, first.id);
    await standIns.of(monitor).delete(urnOf(monitor, "replaced"), first);
    assert.equal((await standIns.of(monitor).read(urnOf(monitor, "replaced"), second.id)).id, second.id);
  });

  it("cannot be had twice where the name is the id", async () => {
    const token = "datadog:index/logsMetric:LogsMetric";
    const inputs = { name: "mails", compute: { aggregationType: "count" }, filter: { query: "x" } };
    await make(token, inputs);
    await assert.rejects(
      make(token, inputs, "two"),
      /409 Conflict: "mails" already exists, required one that is free/,
    );
  });
});

describe("a downtime's start", () => {
  const token = "datadog:index/downtimeSchedule:DowntimeSchedule";
  const starting = (start: string, timezone = "UTC"): Values => ({
    scope: "*",
    monitorIdentifier: { monitorTags: ["a"] },
    recurringSchedule: {
      timezone,
      recurrences: [{ duration: "2h", rrule: "FREQ=MONTHLY;BYDAY=1SU", start }],
    },
  });

  it("must lie in the future when the downtime is made; check and preview do not know yet", async () => {
    const past = starting("2026-02-01T02:00:00");
    assert.deepEqual((await standIns.of(token).check(urnOf(token, "past"), past)).problems, []);
    await standIns.of(token).create(urnOf(token, "past"), past, true);
    await assert.rejects(
      standIns.of(token).create(urnOf(token, "past"), past),
      /400 Bad Request: .*start must be in the future: found 2026-02-01T02:00:00, and now is 2026-02-03T10:00:00/,
    );
  });

  it("is read in the downtime's own time zone", async () => {
    // Now is 10:00 in UTC, 11:00 in Berlin and 05:00 in New York.
    const at = (zone: string, start: string) =>
      standIns.of(token).create(urnOf(token, zone + start), starting(start, zone));
    await assert.rejects(at("Europe/Berlin", "2026-02-03T10:30:00"), /must be in the future/);
    await at("Europe/Berlin", "2026-02-03T11:30:00");
    await at("America/New_York", "2026-02-03T05:30:00");
    await assert.rejects(at("America/New_York", "2026-02-03T04:30:00"), /must be in the future/);
  });

  it("stays acceptable once it has passed, as long as it does not move", async () => {
    const urn = urnOf(token, "moved");
    const inputs = starting("2026-03-01T02:00:00");
    const before = {
      ...(await standIns.of(token).create(urn, inputs)),
      inputs: starting("2026-01-04T02:00:00"),
    };
    const messaged = { ...starting("2026-01-04T02:00:00"), message: "new" };
    assert.equal((await standIns.of(token).update(urn, before, messaged))["message"], "new");
    await assert.rejects(
      standIns.of(token).update(urn, before, starting("2026-01-11T02:00:00")),
      /must be in the future: found 2026-01-11/,
    );
  });
});

describe("an update", () => {
  it("leaves what the service filled in as it was, at preview too", async () => {
    const token = "sentry:index/sentryProject:SentryProject";
    const urn = urnOf(token, "kept");
    const inputs = { organization: "o", name: "Fleet" };
    const made = await standIns.of(token).create(urn, inputs);
    const news = { organization: "o", name: "Renamed" };
    const planned = await standIns.of(token).update(urn, { ...made, inputs }, news, true);
    assert.deepEqual(planned, { ...made.outputs, name: "Renamed" });
    assert.deepEqual((await standIns.of(token).read(urn, made.id)).outputs, made.outputs);
    assert.deepEqual(await standIns.of(token).update(urn, { ...made, inputs }, news), planned);
  });
});

describe("the state of a service", () => {
  const token = "vercel:index/project:Project";
  const file = join(standIns.folder, "vercel.json");

  it("outlives the process, and is in its folder only", async () => {
    const made = await standIns.of(token).create(urnOf(token, "kept"), { name: "kept" });
    await standIns.stop();
    await standIns.start();
    assert.equal((await standIns.of(token).read(urnOf(token, "kept"), made.id)).id, made.id);
  });

  it("can drift: what is changed in it is what is read", async () => {
    const urn = urnOf(token, "drifting");
    const made = await standIns.of(token).create(urn, { name: digits(8, "drift"), framework: "nextjs" });
    writeFileSync(file, readFileSync(file, "utf8").replaceAll('"nextjs"', '"astro"'));
    assert.equal((await standIns.of(token).read(urn, made.id)).outputs["framework"], "astro");
  });

  it("is for its owner's eyes only", () => {
    assert.equal(statSync(file).mode & 0o777, 0o600);
  });

  it("is said to be unreadable when it is", async () => {
    const good = readFileSync(file, "utf8");
    writeFileSync(file, good.slice(0, 20));
    await assert.rejects(
      standIns.of(token).read(urnOf(token), "prj_1"),
      /vercel\.json: found no readable JSON, required what the stand-in wrote: delete the file/,
    );
    writeFileSync(file, good);
  });
});
