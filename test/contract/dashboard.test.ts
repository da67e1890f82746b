// The JSON of the dashboard, against Datadog's description of its API and against the models of its own client.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ObjectSerializer } from "@datadog/datadog-api-client/dist/packages/datadog-api-client-v1/models/ObjectSerializer.js";
import { type DashboardSources, dashboardOf } from "../../dashboard/dashboard.ts";
import { overlays } from "../../dashboard/overlays.ts";
import { dashboardSources } from "../../program/dashboard.ts";
import type { Signal } from "../../signals/signal.ts";
import { unitNames } from "../../signals/units.ts";
import { ApiSpec } from "../support/apiSpec.ts";
import { projectFolder, rehearsalInputs, switchedOn } from "../support/inputs.ts";

const spec = new ApiSpec("datadog-v1-openapi.yaml");
const sources = switchedOn(dashboardSources(rehearsalInputs()));

/** The dashboard with a signal of each unit: the rows are then measured in all of them. */
function inEveryUnit(): DashboardSources {
  const rows = sources.runbook.thresholds;
  const ratio = switchedOn(rows.find(({ alert }) => alert.unit === "percent"));
  const time = switchedOn(rows.find(({ alert }) => alert.unit === "ms"));
  const measured = unitNames.map((unit) => {
    const row = unit === "percent" || unit === "fraction" ? ratio : time;
    const signal: Signal = { query: "avg(last_5m):avg:a{*} by {env}", unit, onMissingData: "resolve" };
    return [{ ...row, id: unit }, signal] as const;
  });
  return {
    ...sources,
    runbook: { ...sources.runbook, thresholds: measured.map(([row]) => row) },
    signals: Object.fromEntries(measured.map(([row, signal]) => [row.id, signal])),
  };
}

/** Where the client has found something that its models do not know. */
function unknownIn(value: unknown, path = "dashboard"): string[] {
  if (typeof value !== "object" || value === null) return [];
  const { _data: unparsed, additionalProperties: more } = value as Record<string, unknown>;
  if (unparsed !== undefined) return [`${path}: unparsed ${JSON.stringify(unparsed)}`];
  if (more !== undefined) return [`${path}: more ${Object.keys(more as object).join(", ")}`];
  return Object.entries(value).flatMap(([name, one]) => unknownIn(one, `${path}.${name}`));
}

const parsed = (body: unknown): unknown => ObjectSerializer.deserialize(body, "Dashboard", "");
const created = (body: unknown): string[] =>
  spec.problems({ method: "POST", path: "/api/v1/dashboard", body: JSON.stringify(body) });

/** The declared dashboard with one text in it changed. */
function spoilt(from: string, to: string): unknown {
  const text = JSON.stringify(dashboardOf(sources));
  assert.ok(text.includes(from), `the dashboard has no ${from}`);
  return JSON.parse(text.replace(from, to));
}

const misspelt: [string, string, string][] = [
  ["a field of the dashboard", '"reflow_type"', '"reflowType"'],
  ["a field of a graph", '"custom_links"', '"custom_link"'],
  ["a field of a marker", '"display_type":"error dashed"', '"displayType":"error dashed"'],
  ["a field of a query", '"search":', '"searches":'],
  ["a source of data", '"data_source":"events"', '"data_source":"event"'],
  ["a unit of time", '"unit":"hour"', '"unit":"hours"'],
  ["a kind of widget", '"type":"slo_list"', '"type":"slos"'],
  ["an order of monitors", '"status,asc"', '"worst"'],
];

/** The event of a deployment, as the page tells the reader to send it. */
const [, event = ""] =
  /```json\n([\s\S]*?)```/.exec(readFileSync(join(projectFolder, "docs/dashboard.md"), "utf8")) ?? [];

describe("the contract of the dashboard with Datadog", function () {
  // The description has 40,000 lines.
  this.timeout(60_000);

  for (const [what, of] of [
    ["as it is declared", sources],
    ["with rows in every unit", inEveryUnit()],
  ] as const) {
    it(`is kept ${what}, by the models of the client, which give it back as it was`, () => {
      const body = JSON.parse(JSON.stringify(dashboardOf(of)));
      assert.deepEqual(unknownIn(parsed(body)), []);
      assert.deepEqual(ObjectSerializer.serialize(parsed(body), "Dashboard", ""), body);
    });

    it(`is kept ${what}, by the description of the API`, function () {
      if (!spec.isHere) {
        console.log("    skipped: ../shared/api-specs is not here");
        this.skip();
      }
      assert.deepEqual(created(dashboardOf(of)), []);
    });
  }

  it("is kept by the event of a deployment in docs/dashboard.md, which the overlay of its stack finds", () => {
    const [deployments] = overlays({ environment: "production", service: "marsana-fleet" });
    const [query] = deployments?.queries ?? [];
    assert.ok(query?.data_source === "events");
    assert.deepEqual(JSON.parse(event).tags, query.search.query.split(" "));
    if (spec.isHere)
      assert.deepEqual(spec.problems({ method: "POST", path: "/api/v1/events", body: event }), []);
  });

  for (const [what, from, to] of misspelt) {
    it(`is broken by ${what} that is misspelt, and both say so`, () => {
      assert.notDeepEqual(unknownIn(parsed(spoilt(from, to))), []);
      if (spec.isHere) assert.notDeepEqual(created(spoilt(from, to)), []);
    });
  }
});
