// The stand-in of Datadog, held to what was recorded of the real one: no field that it has not, none missing that is read,
// and refusals in the same form.
import assert from "node:assert/strict";
import type { ServicesOptions } from "../../rehearsal/services/index.ts";
import { monitorsIn, placesIn, recordingsOf } from "../support/recordings.ts";
import { accountMonitors, servicesPerTest } from "../support/watching.ts";

/** What clients and collectors read of each answer; a place that is not always there is in the state below. */
const read = {
  monitor: [
    "id",
    "name",
    "type",
    "query",
    "message",
    "tags",
    "priority",
    "draft_status",
    "overall_state",
    "matching_downtimes",
    "matching_downtimes[].id",
    "matching_downtimes[].start",
    "matching_downtimes[].end",
    "matching_downtimes[].active",
    "options.thresholds.critical",
    "options.thresholds.warning",
    "options.thresholds.critical_recovery",
    "options.thresholds.warning_recovery",
    "options.on_missing_data",
    "options.require_full_window",
    "options.evaluation_delay",
    "options.timeout_h",
    "options.scheduling_options.evaluation_window",
    "options.scheduling_options.custom_schedule",
    "options.silenced",
  ],
  dashboard: ["id", "title", "widgets"],
  event: ["status", "event.url"],
  measured: ["status", "series", "series[].scope", "series[].interval", "series[].pointlist"],
  search: ["monitors"],
  validate: ["valid"],
};

/** What somebody may have set in an account, as Datadog has it. */
const set = {
  matching_downtimes: [
    {
      id: 7,
      active: true,
      monitor_id: 101,
      start: 1_770_000_000,
      end: 1_770_200_000,
      scope: ["*"],
      groups: ["total"],
    },
  ],
  options: {
    evaluation_delay: 700,
    timeout_h: 24,
    scheduling_options: {
      evaluation_window: { day_starts: "04:00", month_starts: 1 },
      custom_schedule: {
        recurrences: [{ rrule: "FREQ=DAILY;INTERVAL=1", start: "2024-10-26T09:13:00", timezone: "UTC" }],
      },
    },
    silenced: { "*": 1_770_200_000 },
  },
};

const state: Partial<ServicesOptions> = {
  datadog: {
    monitors: Object.values(accountMonitors()).map((one) =>
      one.type === "synthetics alert" ? one : { ...one, ...set, options: { ...one.options, ...set.options } },
    ),
    dashboards: [
      {
        id: "abc-def-ghi",
        title: "Fleet",
        layout_type: "ordered",
        widgets: [{ definition: { type: "note", content: "Errors" } }],
      },
    ],
    measured: () => 0.2,
  },
};

describe("the stand-in of Datadog", () => {
  const start = servicesPerTest();

  /** What it answers to whoever has both keys, or other headers. */
  async function answered(path: string, init: RequestInit = {}) {
    const { environment } = await start(state);
    const { DATADOG_API_URL, DATADOG_API_KEY = "", DATADOG_APP_KEY = "" } = environment;
    const headers = { "dd-api-key": DATADOG_API_KEY, "dd-application-key": DATADOG_APP_KEY };
    const answer = await fetch(`${DATADOG_API_URL}${path}`, { headers, ...init });
    return { status: answer.status, body: JSON.parse(await answer.text()) };
  }

  const fieldsOf = (values: readonly unknown[]) => new Set(values.flatMap((one) => placesIn(one)));
  /** The places that every one of the values has. */
  const alwaysIn = (values: readonly unknown[]) =>
    [...fieldsOf(values)].filter((place) => values.every((one) => placesIn(one).includes(place)));
  const responses = (family: string, fits: RegExp) =>
    recordingsOf(family)
      .filter(({ path, status }) => fits.test(path) && status < 400)
      .map(({ response }) => response);

  /** Whether what it answers has what the real one has, and no more. */
  function compare(own: readonly unknown[], real: readonly unknown[], reads: readonly string[]): void {
    assert.ok(own.length > 0 && real.length > 0);
    const [ours, theirs] = [fieldsOf(own), fieldsOf(real)];
    assert.deepEqual(
      [...ours].filter((place) => !theirs.has(place)),
      [],
      "what was never recorded",
    );
    assert.deepEqual(
      reads.filter((place) => !ours.has(place) || !theirs.has(place)),
      [],
      "what is read",
    );
    for (const one of own)
      assert.deepEqual(
        alwaysIn(real).filter((place) => !placesIn(one).includes(place)),
        [],
        "what is always there",
      );
  }

  it("tells of monitors as the real one does", async () => {
    const { body } = await answered("/api/v1/monitor?with_downtimes=true");
    compare(body, recordingsOf("monitors").flatMap(monitorsIn), read.monitor);
  });

  it("tells of the monitor of a test as the real one does", async () => {
    const { body } = await answered("/api/v1/monitor");
    const isOfTest = ({ type }: { type?: unknown }) => type === "synthetics alert";
    const real = recordingsOf("monitors").flatMap(monitorsIn).filter(isOfTest);
    const own = body.filter(isOfTest);
    // Of one there is a single recording, of the time before drafts.
    compare(own, recordingsOf("monitors").flatMap(monitorsIn), ["query", "options.on_missing_data"]);
    for (const { options } of own)
      assert.deepEqual(placesIn(options).sort(), placesIn(real[0]?.["options"]).sort());
    const kinds = own.flatMap(({ tags }: { tags: string[] }) =>
      tags.filter((one) => one.startsWith("check_type:")),
    );
    // Counted among the tags of the account in "Monitors search returns OK response".
    const counted = ["check_type:api", "check_type:api-ssl", "check_type:api-multi"];
    assert.deepEqual([...new Set(kinds)].sort(), counted.sort());
    for (const { tags, query, multi } of own) {
      assert.deepEqual([query, multi], ["no_query", false]);
      for (const tag of ["probe_dc:", "check_status:live", "ci_execution_rule:blocking"])
        assert.ok(
          tags.some((one: string) => one.startsWith(tag)),
          tag,
        );
    }
  });

  it("tells of downtimes only where it is asked to", async () => {
    const { body } = await answered("/api/v1/monitor");
    for (const { matching_downtimes } of body) assert.deepEqual(matching_downtimes, []);
  });

  it("tells of a dashboard as the real one does", async () => {
    const { body } = await answered("/api/v1/dashboard/abc-def-ghi");
    compare([body], responses("dashboards", /./), read.dashboard);
  });

  it("takes an event as the real one does", async () => {
    const sent = { title: "A test", text: "It comes.", tags: ["env:rehearsal"], alert_type: "info" };
    const { status, body } = await answered("/api/v1/events", { method: "POST", body: JSON.stringify(sent) });
    assert.equal(status, 202);
    compare([body], responses("events", /./), read.event);
  });

  it("tells of what was measured as the real one does", async () => {
    const { body } = await answered("/api/v1/query?from=1641343852&to=1641343972&query=avg:a{*}");
    // The unit of a metric is nobody's to read, and the stand-in knows none.
    const real = JSON.parse(JSON.stringify(responses("metrics", /./)), (key, value) =>
      key === "unit" ? [null, null] : value,
    );
    compare([body], real, read.measured);
  });

  it("knows a key, and searches, as the real one does", async () => {
    compare([(await answered("/api/v1/validate")).body], responses("authentication", /./), read.validate);
    const { body } = await answered("/api/v1/monitor/search?page=0&per_page=1");
    // It finds nothing, so that of what is counted and found there are no fields.
    const real = responses("monitors", /search$/).map((one) =>
      JSON.parse(JSON.stringify(one), (_key, value) => (Array.isArray(value) ? [] : value)),
    );
    compare([body], real, read.search);
  });

  const event = (body: object): RequestInit => ({ method: "POST", body: JSON.stringify(body) });
  const query = { type: "log alert", query: "query" };
  const refusals: [what: string, path: string, init: RequestInit, status: number, words: string][] = [
    [
      "a definition that it cannot read",
      "/api/v1/monitor/validate",
      event(query),
      400,
      "The value provided for parameter 'query' is invalid",
    ],
    ["an event without a text", "/api/v1/events", event({ title: "A" }), 400, ""],
    ["a query of nothing", "/api/v1/query?from=1&to=2", {}, 400, ""],
    [
      "a dashboard that is not there",
      "/api/v1/dashboard/46v-ga4-bv7",
      {},
      404,
      "Dashboard with ID 46v-ga4-bv7 not found",
    ],
    ["who gives no key", "/api/v1/validate", { headers: {} }, 403, "API key required"],
    ["who gives no key for monitors", "/api/v1/monitor", { headers: {} }, 403, "API key required"],
    ["another key", "/api/v1/monitor", { headers: { "dd-api-key": "another" } }, 403, "Forbidden"],
  ];
  for (const [what, path, init, status, words] of refusals) {
    it(`refuses ${what} in the form of the real one`, async () => {
      const found = await answered(path, init);
      assert.equal(found.status, status);
      // Of version 1 of its API every refusal was recorded as a list of words.
      const real = recordingsOf("errors").filter((one) => one.path.startsWith("/api/v1/"));
      for (const { response } of [{ response: found.body }, ...real]) {
        assert.deepEqual(Object.keys(response as object), ["errors"]);
        for (const one of (response as { errors: unknown[] }).errors) assert.equal(typeof one, "string");
      }
      assert.ok(found.body.errors[0].startsWith(words), found.body.errors[0]);
      const recorded = real.flatMap(({ response }) => (response as { errors: string[] }).errors);
      if (words !== "" && words !== "Forbidden")
        assert.ok(
          recorded.some((one) => one.startsWith(words)),
          `never recorded: ${words}`,
        );
    });
  }
});
