// What is found out about the dashboards that the runbook links.
import assert from "node:assert/strict";
import { dashboards } from "../../../operations/collect/dashboards.ts";
import type { DashboardBody } from "../../../rehearsal/services/datadog.ts";
import type { Runbook } from "../../../runbook/index.ts";
import { settingsOf } from "../../support/inputs.ts";
import { lines, recordOf, sampleInputs, servicesPerTest } from "../../support/watching.ts";

const fleet: DashboardBody = {
  id: "abc-def-ghi",
  title: "Fleet",
  layout_type: "ordered",
  widgets: [{ definition: { type: "note", content: "Errors" } }],
};

/** The sample's runbook, whose link to Datadog leads there. */
const linking = (url: string) => (runbook: Runbook) => ({
  ...runbook,
  dashboards: runbook.dashboards.map((one) => (one.id === "datadog" ? { ...one, url } : one)),
});

const link = "https://app.datadoghq.com/dashboard/abc-def-ghi/fleet?from_ts=1";

describe("the dashboards of a release", () => {
  const start = servicesPerTest();

  async function found(url: string, there: readonly DashboardBody[] = [fleet]) {
    const services = await start({ datadog: { dashboards: there } });
    const inputs = sampleInputs({ runbook: linking(url) });
    const { result, detail, url: seen } = await recordOf(dashboards, services, { inputs });
    return { result, detail, seen, lines: lines(services) };
  }

  it("pass where the one that is linked is there; what a login hides is named as not checked", async () => {
    assert.deepEqual(await found(link), {
      result: "pass",
      detail: 'there: Datadog ("Fleet"); not checked: Sentry, Vercel, Supabase',
      seen: link,
      // Once for each of its two items: a day before, and an hour before.
      lines: ["GET /datadog/api/v1/dashboard/abc-def-ghi", "GET /datadog/api/v1/dashboard/abc-def-ghi"],
    });
  });

  it("are unknown where one more link to Datadog names no dashboard", async () => {
    const services = await start({ datadog: { dashboards: [fleet] } });
    const runbook = (one: Runbook) => {
      const [first] = linking(link)(one).dashboards;
      assert.ok(first);
      const more = { ...first, id: "more", name: "More", url: "https://app.datadoghq.com/" };
      return { ...one, dashboards: [{ ...first, url: link, name: "Datadog" }, more] };
    };
    const { result, detail } = await recordOf(dashboards, services, { inputs: sampleInputs({ runbook }) });
    assert.equal(
      detail,
      'there: Datadog ("Fleet"); not checked: More; of Datadog, and no dashboard ' +
        "(https://app.datadoghq.com/dashboard/<id>): More; mend: link one, or look at it and attest the item",
    );
    assert.equal(result, "unknown");
  });

  it("pass behind the account's own host name", async () => {
    const { result } = await found("https://marsana.datadoghq.com/dashboard/abc-def-ghi");
    assert.equal(result, "pass");
  });

  it("fail where there is none under that id", async () => {
    const { result, detail } = await found(link, []);
    assert.equal(
      detail,
      "Datadog: there is no dashboard abc-def-ghi; mend: correct the link; not checked: Sentry, Vercel, Supabase",
    );
    assert.equal(result, "fail");
  });

  it("fail where it shows nothing", async () => {
    const { result, detail } = await found(link, [{ ...fleet, widgets: [] }]);
    assert.match(detail, /^Datadog \(abc-def-ghi\) shows nothing; mend: put graphs on it/);
    assert.equal(result, "fail");
  });

  for (const [host, site] of [
    ["us3.datadoghq.com", "us3.datadoghq.com"],
    ["app.datadoghq.eu", "datadoghq.eu"],
  ]) {
    it(`fail where the link leads to ${host}, and the account is elsewhere`, async () => {
      const { result, detail, lines } = await found(`https://${host}/dashboard/abc-def-ghi`);
      assert.ok(
        detail.startsWith(`Datadog is at ${site}, and the account at datadoghq.com; mend: correct the link`),
      );
      assert.deepEqual([result, lines], ["fail", []]);
    });
  }

  for (const url of [
    "https://app.datadoghq.com/",
    "https://app.datadoghq.com/dashboard/lists",
    "https://p.datadoghq.com/sb/abc-def-ghi",
    "https://datadoghq.com.example/dashboard/abc-def-ghi",
    "https://notdatadoghq.com/dashboard/abc-def-ghi",
  ]) {
    it(`are unknown where the link is ${url}, which names no dashboard of Datadog`, async () => {
      const { result, detail, lines } = await found(url);
      assert.equal(
        detail,
        "the runbook links no dashboard of Datadog (https://app.datadoghq.com/dashboard/<id>), and what a login hides is not " +
          "checked: Sentry, Vercel, Supabase, Datadog; mend: link one, or look at them and attest the item",
      );
      assert.deepEqual([result, lines], ["unknown", []]);
    });
  }

  it("are unknown where Datadog is off, and nobody is asked", async () => {
    const settings = { ...settingsOf("rehearsal"), datadog: { enabled: false as const, acceptOff: true } };
    const services = await start();
    const inputs = sampleInputs({ settings, runbook: linking(link) });
    const environment = { DATADOG_API_KEY: undefined, DATADOG_APP_KEY: undefined };
    const { result, detail } = await recordOf(dashboards, services, { inputs, environment });
    assert.match(detail, /^Datadog is off /);
    assert.deepEqual([result, lines(services)], ["unknown", []]);
  });

  for (const [what, body] of [
    ["half of it", '{"id": "abc-def-ghi", "title": "Fl'],
    ["another thing", '{"id": "abc-def-ghi", "title": 5, "widgets": "many"}'],
  ] as const) {
    it(`are unknown where ${what} is the answer`, async () => {
      const services = await start({ faults: () => ({ status: 200, body }) });
      const { result, detail } = await recordOf(dashboards, services, {
        inputs: sampleInputs({ runbook: linking(link) }),
      });
      assert.match(detail, /^Datadog: /);
      assert.equal(result, "unknown");
    });
  }
});
