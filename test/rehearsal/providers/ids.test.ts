// The ids and outputs that the services give, and what they refuse only when something is really made.
import assert from "node:assert/strict";
import { plainObject, UNKNOWN, type Values } from "../../../rehearsal/providers/value.ts";
import { TestStandIns, urnOf } from "../../support/standIns.ts";

describe("what the services answer", () => {
  const standIns = new TestStandIns();
  before(() => standIns.start());
  after(() => standIns.stopAndForget());

  const monitor = "datadog:index/monitor:Monitor";
  const query = "avg(last_5m):avg:queue.depth{*} by {env} > 80";
  const monitorInputs = { name: "n", type: "metric alert", query, message: "m", tags: ["a", "b"] };

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
      const key = await make("sentry:index/sentryKey:SentryKey", {
        organization: "marsana",
        project: "fleet",
      });
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

    it("are given to no correction that recurs for no time, or by a rule that Datadog does not read", async () => {
      const token = "datadog:index/sloCorrection:SloCorrection";
      const recurring = (rrule: string, more: Values = {}): Values => {
        return { category: "Other", sloId: "o", start: 1, rrule, ...more };
      };
      await assert.rejects(make(token, recurring("FREQ=WEEKLY")), /400 Bad Request: .*duration must be set/);
      await assert.rejects(
        make(token, recurring("FREQ=WEEKLY;BYHOUR=2", { duration: 60 })),
        /400 Bad Request: .*no other parts than FREQ, INTERVAL, COUNT, UNTIL, BYDAY: found BYHOUR/,
      );
      await make(token, recurring("FREQ=MONTHLY;BYDAY=1SU", { duration: 60 }));
    });
  });

  describe("an exception from protection", () => {
    const token = "vercel:index/deploymentProtectionException:DeploymentProtectionException";

    it("needs a host that Vercel knows by then, and is refused as recorded; check and preview do not ask", async () => {
      const inputs = { projectId: "p", alias: "full.marsana.com" };
      const urn = urnOf(token);
      assert.deepEqual((await standIns.of(token).check(urn, inputs)).problems, []);
      await standIns.of(token).create(urn, inputs, true);
      await assert.rejects(standIns.of(token).create(urn, inputs), {
        details:
          "Alias not found: Could not create deployment protection exception because alias full.marsana.com was not found.",
      });
      const domain = "vercel:index/projectDomain:ProjectDomain";
      await standIns.of(domain).create(urnOf(domain), { projectId: "p", domain: "full.marsana.com" });
      assert.equal((await standIns.of(token).create(urn, inputs)).id, "p/full.marsana.com");
    });
  });

  describe("a monitor's query", () => {
    it("must be readable at a preview already, as the plugin asks Datadog in each plan; check does not ask", async () => {
      const urn = urnOf(monitor, "queried");
      const unreadable = { ...monitorInputs, query: "avg(last_5m):avg:queue.depth{*}} > 80" };
      const refusal =
        /validate: 400 Bad Request: \{"errors":\["The value provided for parameter 'query' is invalid: column 32: found \\"\} > 80\\"/;
      assert.deepEqual((await standIns.of(monitor).check(urn, unreadable)).problems, []);
      await assert.rejects(standIns.of(monitor).create(urn, unreadable, true), refusal);
      await standIns.of(monitor).create(urn, { ...monitorInputs, query: UNKNOWN }, true);
      await assert.rejects(standIns.of(monitor).create(urn, unreadable), refusal);
      const before = { ...(await standIns.of(monitor).create(urn, monitorInputs)), inputs: monitorInputs };
      await assert.rejects(standIns.of(monitor).update(urn, before, unreadable), refusal);
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
});
