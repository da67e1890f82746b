// What weakens of what is watched and of who is told, beside the one-line changes of the table.
import assert from "node:assert/strict";
import { guardsOf } from "../../inputs/guards.ts";
import { settingsSchema } from "../../inputs/settings.ts";
import { rehearsalInputs, settingsOf } from "../support/inputs.ts";
import { before, bySettings, found, plain } from "../support/looserModels.ts";

describe("what weakens of the alerts", () => {
  it("is a test from fewer locations, and a phase without the cadence that was its own", () => {
    const locations = ["aws:eu-central-1", "aws:eu-west-1", "aws:us-east-1", "aws:us-west-2"];
    const phases = { "standard-monitoring": 30 };
    const model = (synthetics: object) => bySettings({ synthetics });
    assert.deepEqual(found(model({ locations, checks: { phases } }), before), [
      'synthetics/checks/standard-monitoring: the time between two runs of the check of the health address in "Standard Monitoring" is 60 s, and was 30 s',
      "synthetics/locations: the reach of the tests is 3 locations, and was 4 locations",
    ]);
    assert.deepEqual(found(before, model({ locations, checks: { phases } })), []);
  });

  it("is another request in the test of a flow, in either direction", () => {
    const flows = plain.settings.flows;
    const login = { steps: flows["login"]?.steps.slice(0, 1) };
    const steps = "Log in: POST /api/auth/login is answered 200";
    const all = `${steps}, See who is logged in: GET /api/me is answered 200`;
    const said = (is: string, was: string) =>
      `synthetics/flow/login: the test of the critical flow "Login" is ${is}, and was ${was}: nobody can tell whether it guards as much`;
    const shorter = bySettings({ flows: { ...flows, login } });
    assert.deepEqual(found(before, shorter), [said(steps, all)]);
    assert.deepEqual(found(shorter, before), [said(all, steps)]);
  });

  it("is another handle for Datadog's alerts, in either direction", () => {
    const settings = settingsOf("rehearsal") as { datadog: { handle: string } };
    // The teams exist, and routes alone name them.
    const datadog = { ...settings.datadog, contacts: {}, onCall: {} };
    const before = bySettings({ datadog });
    const after = bySettings({ datadog: { ...datadog, handle: "@nobody" } });
    const line = (route: string, is: string, was: string) =>
      `${route}-handle: the handle that Datadog's ${route}s go to is ${is}, and was ${was}: nobody can tell whether it guards as much`;
    const all = ["alert", "page", "warning"];
    assert.deepEqual(
      found(before, after),
      all.map((route) => line(route, "@nobody", datadog.handle)),
    );
    assert.deepEqual(
      found(after, before),
      all.map((route) => line(route, datadog.handle, "@nobody")),
    );
    const paging = bySettings({ datadog: { ...datadog, routes: { page: ["@oncall-fleet"] } } });
    assert.deepEqual(found(before, paging), [line("page", "@oncall-fleet", datadog.handle)]);
  });

  it("is another way of a page to a team that is made, in either direction", () => {
    const { datadog } = settingsOf("rehearsal");
    const lead = { users: ["6f1c2d3e-0000-4000-8000-000000000003"], minutes: 15 };
    const after = bySettings({
      datadog: { ...datadog, onCall: { "fleet-rehearsal": { steps: [lead], retries: 1 } } },
    });
    const way = (steps: string, retries: number) =>
      `${steps}the users ${lead.users} for 15 minutes (retries: ${retries})`;
    const rotation =
      "the rotation fleet-rehearsal (6f1c2d3e-0000-4000-8000-000000000001, 6f1c2d3e-0000-4000-8000-000000000002; 7 days each " +
      "from 2026-01-05T08:00:00Z, Europe/Berlin) for 10 minutes, ";
    const said = (is: string, was: string) => [
      `on-call/fleet-rehearsal: the way of a page to the team fleet-rehearsal is ${is}, and was ${was}: nobody can tell whether it guards as much`,
    ];
    assert.deepEqual(found(before, after), said(way("", 1), way(rotation, 2)));
    assert.deepEqual(found(after, before), said(way(rotation, 2), way("", 1)));
  });

  it("is what the maintenance window mutes beside availability; to mute less is not, and a flow's new id is nothing new", () => {
    const { datadog } = settingsOf("rehearsal");
    const muting = (...mutedInMaintenance: string[]) =>
      bySettings({ datadog: { ...datadog, mutedInMaintenance } });
    const spike =
      'muted/incident:error-rate-spike: the maintenance window mutes the incident "Error Rate Spike"';
    const login = 'muted/flow:login: the maintenance window mutes the critical flow "Login"';
    assert.deepEqual(found(before, muting("incident:error-rate-spike", "flow:login")), [login, spike]);
    assert.deepEqual(found(muting("flow:login"), muting("flow:login", "incident:error-rate-spike")), [spike]);
    assert.deepEqual(found(muting("incident:error-rate-spike", "flow:login"), muting("flow:login")), []);
    assert.deepEqual(found(muting("flow:login"), before), []);
    const [renamed] = plain.runbook.criticalFlows.filter(({ id }) => id === "login");
    assert.ok(renamed !== undefined);
    const criticalFlows = [{ ...renamed, id: "sign-in", was: ["login"] }];
    const { settings } = rehearsalInputs(
      settingsSchema.parse({
        ...settingsOf("rehearsal"),
        datadog: { ...datadog, mutedInMaintenance: ["flow:login"] },
      }),
    );
    const after = guardsOf({ ...plain, settings, runbook: { ...plain.runbook, criticalFlows } });
    assert.deepEqual(
      found(muting("flow:login"), after).filter((line) => line.startsWith("muted/")),
      [],
    );
    assert.ok("muted/flow:sign-in" in after.guards);
  });

  it("is a shadow, and one that lasts longer, until it has ended", () => {
    const { datadog } = settingsOf("rehearsal");
    const until = (day: string) =>
      bySettings({ datadog: { ...datadog, shadow: { handle: "@slack-shadow", until: day } } });
    const words = "every monitor tells @slack-shadow alone, until the end of a day";
    assert.deepEqual(found(before, until("2026-02-10")), [`shadow: ${words}: 2026-02-10`]);
    assert.deepEqual(found(until("2026-02-10"), until("2026-02-11")), [
      `shadow: ${words} is 2026-02-11, and was 2026-02-10`,
    ]);
    assert.deepEqual(found(until("2026-02-10"), before), []);
    assert.deepEqual(found(before, until("2026-02-02")), []);
  });

  it("is another time frame of objectives, or other burn alerts, in either direction", () => {
    const burnAlerts = [{ rate: 14.4, longHours: 1, shortMinutes: 5, tells: "alert" }];
    const shipped =
      "30d: 14.4 times over 1h and 5m (page); 6 times over 6h and 30m (page); 3 times over 24h and 120m (alert)";
    const line = (is: string, was: string) =>
      `burn-alerts: when somebody is told of a budget that burns is ${is}, and was ${was}: nobody can tell whether it guards as much`;
    const after = bySettings({ objectives: { burnAlerts } });
    assert.deepEqual(found(before, after), [line("30d: 14.4 times over 1h and 5m (alert)", shipped)]);
    assert.deepEqual(found(after, before), [line(shipped, "30d: 14.4 times over 1h and 5m (alert)")]);
    assert.equal(found(before, bySettings({ objectives: { timeframe: "7d" } })).length, 1);
  });

  it("is another query, in either direction", () => {
    const signals = {
      ...plain.signals,
      uptime: {
        query: "avg(last_1h):avg:x{$environment} by {env}",
        unit: "percent",
        onMissingData: "show_and_notify_no_data",
      },
    } as const;
    const after = guardsOf({ ...plain, signals });
    assert.match(String(found(before, after)), /^signal\/uptime: the query of "Uptime" is .*nobody can tell/);
    assert.match(String(found(after, before)), /^signal\/uptime: /);
  });

  it("is more traffic that nobody is told of, and less that is done without data; the other way round is none", () => {
    const changed = (id: string, change: object) => bySettings({ signals: { [id]: change } });
    const [more, less] = [{ minimumTraffic: 500 }, { minimumTraffic: 0 }];
    assert.deepEqual(found(before, changed("error-rate", more)), [
      'traffic/error-rate: the traffic up to which nobody is told of "Error Rate" is 500 events, and was 200 events',
    ]);
    assert.deepEqual(found(before, changed("error-rate", less)), []);
    const quiet = changed("uptime", { onMissingData: "resolve" });
    assert.deepEqual(found(before, quiet), [
      'missing-data/uptime: what is done without data of "Uptime" is resolve, and was show_and_notify_no_data',
    ]);
    assert.deepEqual(found(quiet, before), []);
  });
});
