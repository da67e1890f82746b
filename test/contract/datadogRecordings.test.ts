// Datadog's real answers, as its own test suites have recorded them: the clients read them without a loss, and a dashboard
// comes back as it was written. Objectives, corrections, tests, downtimes, teams, On-Call and metrics of logs are read by the
// provider's plugin and by no client here: of those only the refusals are.
import assert from "node:assert/strict";
import { dashboardOf } from "../../dashboard/dashboard.ts";
import { dashboardSources } from "../../program/dashboard.ts";
import { type DatadogClient, datadogClient } from "../../services/datadog.ts";
import { datadogEvents } from "../../services/datadogEvents.ts";
import { datadogMetrics } from "../../services/datadogMetrics.ts";
import { Refusal } from "../../services/refusal.ts";
import { rehearsalInputs, switchedOn } from "../support/inputs.ts";
import {
  answering,
  type Fields,
  monitorsIn,
  placesIn,
  type Recording,
  recordingsOf,
} from "../support/recordings.ts";

type Monitor = Awaited<ReturnType<DatadogClient["monitors"]>>[number];

/** What the collectors read of a monitor, in Datadog's own names. */
function readOf(monitor: Monitor): Fields {
  const { options, matchingDowntimes } = monitor;
  const { thresholds } = options;
  return {
    id: monitor.id,
    name: monitor.name,
    type: monitor.type,
    query: monitor.query,
    message: monitor.message,
    tags: monitor.tags,
    priority: monitor.priority,
    draft_status: monitor.draftStatus,
    overall_state: monitor.overallState,
    matching_downtimes: matchingDowntimes,
    critical: thresholds.critical,
    warning: thresholds.warning,
    critical_recovery: thresholds.criticalRecovery,
    warning_recovery: thresholds.warningRecovery,
    on_missing_data: options.onMissingData,
    require_full_window: options.requireFullWindow,
    evaluation_delay: options.evaluationDelay,
    timeout_h: options.timeoutH,
    schedules: Object.entries(options.schedulingOptions ?? {})
      .flatMap(([name, schedule]) => (schedule === undefined ? [] : [name]))
      .sort(),
    silenced: options.silenced,
  };
}

/** The same of what was recorded. */
function recordedOf(monitor: Fields): Fields {
  const { options, matching_downtimes = [], draft_status = "published" } = monitor;
  const {
    thresholds = {},
    scheduling_options = {},
    ...others
  } = options as Record<string, Fields | undefined>;
  const names: Record<string, string> = {
    custom_schedule: "customSchedule",
    evaluation_window: "evaluationWindow",
  };
  return {
    ...Object.fromEntries(
      ["id", "name", "type", "query", "message", "tags", "priority", "overall_state"].map((name) => [
        name,
        monitor[name],
      ]),
    ),
    draft_status,
    matching_downtimes: (matching_downtimes as Fields[]).map(({ id, start, end, active }) => ({
      id,
      start,
      end,
      active,
    })),
    ...Object.fromEntries(
      ["critical", "warning", "critical_recovery", "warning_recovery"].map((name) => [
        name,
        thresholds[name],
      ]),
    ),
    ...Object.fromEntries(
      ["on_missing_data", "require_full_window", "evaluation_delay", "timeout_h", "silenced"].map((name) => [
        name,
        others[name],
      ]),
    ),
    schedules: Object.keys(scheduling_options)
      .map((name) => names[name])
      .sort(),
  };
}

/** What of a written value is another in the answer, or gone. */
function lostIn(written: unknown, answered: unknown, at = ""): string[] {
  if (typeof written !== "object" || written === null || typeof answered !== "object" || answered === null)
    return written === answered ? [] : [at];
  return Object.entries(written).flatMap(([name, one]) =>
    lostIn(one, (answered as Fields)[name], at === "" ? name : `${at}.${name}`),
  );
}

/** The fields of dashboards and of each kind of widget on them, wherever it stands. */
function fieldsByKind(pages: readonly unknown[], fields = new Map<string, Set<string>>()) {
  for (const { widgets = [], type = "dashboard", ...own } of pages as (Fields & { widgets?: Fields[] })[]) {
    const kind = String(type);
    fields.set(kind, new Set([...(fields.get(kind) ?? []), ...placesIn(own)]));
    fieldsByKind(
      widgets.map(({ definition }) => definition),
      fields,
    );
  }
  return fields;
}

describe("what Datadog has really answered", () => {
  for (const one of recordingsOf("monitors").filter((recording) => monitorsIn(recording).length > 0)) {
    it(`is read as it is: ${one.scenario}, ${one.method} ${one.path}`, async () => {
      const response = monitorsIn(one);
      const monitors = await datadogClient(answering({ status: 200, response }).access).monitors([]);
      assert.deepEqual(monitors.map(readOf), response.map(recordedOf));
      // What is sent back to be validated is the whole definition.
      const { access, sent } = answering({ status: 200, response: {} });
      for (const { definition } of monitors) await datadogClient(access).validate(definition);
      assert.deepEqual(
        sent.map(({ options }) => options),
        response.map(({ options }) => options),
      );
    });
  }

  it("is a definition that validates", async () => {
    const those = recordingsOf("monitors").filter(({ path }) => path.endsWith("/validate"));
    assert.ok(those.length > 2);
    for (const one of those) {
      const { type, query } = one.body as { type: "log alert"; query: string };
      await datadogClient(answering(one).access).validate({ type, query });
    }
  });

  for (const one of recordingsOf("dashboards")) {
    it(`is a dashboard: ${one.scenario}, ${one.method}`, async () => {
      const { id, title, widgets } = one.response as Fields & { id: string; widgets: unknown[] };
      const read = await datadogClient(answering(one).access).dashboard(id);
      assert.deepEqual([read.id, read.title, read.widgets.length], [id, title, widgets.length]);
    });
  }

  for (const one of recordingsOf("events")) {
    it(`is an event with its link: ${one.scenario}`, async () => {
      const { url } = (one.response as { event: { url: string } }).event;
      const posted = await datadogEvents(answering(one).access).post({
        title: "A test",
        text: "It comes.",
        tags: [],
        alertType: "info",
      });
      assert.deepEqual(posted, { link: url });
    });
  }

  it("is what was measured", async () => {
    const [one] = recordingsOf("metrics");
    assert.ok(one !== undefined);
    const [series] = (one.response as { series: Fields[] }).series;
    assert.ok(series !== undefined);
    const found = await datadogMetrics(answering(one).access).query(
      "system.cpu.idle{*}",
      new Date(0),
      new Date(1),
    );
    const { scope, interval, pointlist } = series;
    assert.deepEqual(found, [{ scope, interval, pointlist }]);
  });

  const meanings: Record<number, string> = {
    400: "wrong",
    404: "wrong",
    403: "denied",
    409: "denied",
    422: "denied",
  };
  /** The service's own words, in each of the two forms that it has for them. */
  const wordsIn = ({ response }: Recording) =>
    (response as { errors: (string | { detail: string })[] }).errors.map((one) =>
      typeof one === "string" ? one : one.detail,
    );

  for (const one of recordingsOf("errors")) {
    it(`is a refusal in Datadog's own words: ${one.status} ${one.method} ${one.path}`, async () => {
      const refused = await datadogClient(answering(one).access)
        .dashboard("abc-def-ghi")
        .catch((error: unknown) => error);
      assert.ok(refused instanceof Refusal);
      assert.equal(refused.meaning, meanings[one.status]);
      const said = wordsIn(one).join("; ").replaceAll(/\s+/g, " ").trim().slice(0, 200);
      assert.equal(refused.message, `Datadog: GET /api/v1/dashboard/abc-def-ghi: ${one.status}: ${said}`);
    });
  }

  it("has had each status that a collector can meet", () => {
    const statuses = recordingsOf("errors").map(({ status }) => status);
    assert.deepEqual([...new Set(statuses)].sort(), [400, 403, 404, 409, 422]);
  });
});

describe("a dashboard that was written", () => {
  const made = recordingsOf("dashboards").filter(({ method }) => method === "POST");
  const page = dashboardOf(switchedOn(dashboardSources(rehearsalInputs())));

  for (const { scenario, body, response } of made) {
    it(`comes back as it was: ${scenario}`, () => {
      // The provider's test writes an id and an author that Datadog gives itself.
      const own = scenario.startsWith("TestAcc") ? ["author_handle", "id"] : [];
      assert.deepEqual(lostIn(body, response), own);
    });
  }

  it("has been recorded with all that the page has, but for three things, which docs/dashboard.md names", () => {
    const recorded = fieldsByKind(made.map(({ body }) => body));
    const unrecorded = [...fieldsByKind([page])].flatMap(([kind, fields]) =>
      [...fields].filter((field) => !recorded.get(kind)?.has(field)).map((field) => `${kind}: ${field}`),
    );
    assert.deepEqual(unrecorded.sort(), [
      "manage_status: title",
      "slo_list: title",
      "timeseries: custom_links",
      "timeseries: custom_links[].label",
      "timeseries: custom_links[].link",
    ]);
  });
});
