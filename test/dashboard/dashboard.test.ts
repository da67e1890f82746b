// The page of the runbook: what is drawn of each row, what stands around it, and what changes with one number.
import assert from "node:assert/strict";
import { type DashboardSources, dashboardOf } from "../../dashboard/dashboard.ts";
import type { Group, Note, Timeseries, Widget } from "../../dashboard/json.ts";
import { rowGraph } from "../../dashboard/rowGraph.ts";
import { dashboardSources } from "../../program/dashboard.ts";
import type { Signal } from "../../signals/signal.ts";
import { type Change, changedRunbook } from "../support/changedRunbook.ts";
import { rehearsalInputs, settingsOf, switchedOn } from "../support/inputs.ts";

const sources = switchedOn(dashboardSources(rehearsalInputs()));
const row = switchedOn(sources.runbook.thresholds.find(({ id }) => id === "error-rate"));

/** The page of the runbook with some edits. */
const edited = (...edits: Change[]): DashboardSources => ({ ...sources, runbook: changedRunbook(...edits) });

function groups(from = sources): Map<string, readonly Widget[]> {
  const found = dashboardOf(from).widgets.flatMap(({ definition }): Group[] =>
    definition.type === "group" ? [definition] : [],
  );
  return new Map(found.map(({ title, widgets }) => [title, widgets]));
}

const within = (group: string, from = sources) => switchedOn(groups(from).get(group));
const graphs = (widgets: readonly Widget[]): Timeseries[] =>
  widgets.flatMap(({ definition }) => (definition.type === "timeseries" ? [definition] : []));
const text = (widgets: readonly Widget[]): string =>
  widgets
    .flatMap(({ definition }): Note[] => (definition.type === "note" ? [definition] : []))
    .map(({ content }) => content)
    .join("\n");

describe("the dashboard of the runbook", () => {
  it("has a group for each thing that is watched", () => {
    assert.deepEqual(
      [...groups().keys()],
      [
        "Key metrics",
        "Service level objectives",
        "Monitors",
        "The last 72 hours: the watch after a release",
        "Deployments and maintenance",
        "Incidents",
        "Third parties: SendGrid, Mapbox, Sentry",
        "Backups",
      ],
    );
  });

  it("draws each row once for the span of the page and once for the watch, with its lines in the signal's unit", () => {
    const lines = [
      "Error Rate: y = 0.5 (Target < 0.5%), y = 1 (Alert > 1%) percent",
      "API Latency (p95): y = 0.5 (Target < 500ms), y = 1 (Alert > 1000ms) second",
      "Database Latency: y = 0.1 (Target < 100ms), y = 0.2 (Alert > 200ms) second",
      "Uptime: y = 99.9 (Target > 99.9%), y = 99.5 (Alert < 99.5%) percent",
      "Email Delivery Rate: y = 99 (Target > 99%), y = 95 (Alert < 95%) percent",
      "Realtime Latency: y = 100 (Target < 100ms), y = 500 (Alert > 500ms) millisecond",
    ];
    const drawn = (widgets: readonly Widget[]) =>
      graphs(widgets).map(({ title, markers, requests }) => {
        const unit = requests[0]?.formulas?.[0]?.number_format.unit.unit_name;
        return `${title}: ${markers.map(({ value, label }) => `${value} (${label})`).join(", ")} ${unit}`;
      });
    assert.deepEqual(drawn(within("Key metrics")), lines);
    const watch = within("The last 72 hours: the watch after a release");
    assert.deepEqual(drawn(watch), lines);
    assert.deepEqual(
      graphs(watch).map(({ time }) => time),
      lines.map(() => ({ type: "live", value: 72, unit: "hour" })),
    );
    assert.ok(graphs(within("Key metrics")).every((graph) => !("time" in graph)));
  });

  it("draws a ratio as a formula of its metrics, without the window and the traffic of the monitor", () => {
    const of = "{env:rehearsal,service:marsana-fleet} by {env}.as_count()";
    const [measured, ...over] = rowGraph(row, sources).requests;
    assert.deepEqual(measured?.queries, [
      { data_source: "metrics", name: "query1", query: `sum:trace.next.request.errors${of}` },
      { data_source: "metrics", name: "query2", query: `sum:trace.next.request.hits${of}` },
    ]);
    assert.equal(measured?.formulas?.[0]?.formula, "100 * query1 / query2");
    assert.deepEqual(
      over.map(({ display_type, queries }) => [display_type, queries.map(({ name }) => name)]),
      [
        ["overlay", ["deployments"]],
        ["overlay", ["downtimes"]],
      ],
    );
  });

  const forms: [string, string, string[], string][] = [
    ["one metric", "avg(last_5m):avg:a.b{x:1} by {env}", ["avg:a.b{x:1} by {env}"], "query1"],
    [
      "functions of both kinds",
      "max(last_1h):default_zero(p95:a{x:1} by {env}.rollup(avg, 60)) * 2",
      ["p95:a{x:1} by {env}.rollup(avg, 60)"],
      "default_zero(query1) * 2",
    ],
    [
      "a metric twice",
      "sum(last_5m):(sum:a{*} by {env} - sum:b{*} by {env}) / sum:a{*} by {env}",
      ["sum:a{*} by {env}", "sum:b{*} by {env}"],
      "(query1 - query2) / query1",
    ],
    [
      "a change",
      "change(avg(last_5m),last_1h):avg:a{$service} by {env}",
      ["avg:a{marsana-fleet} by {env}"],
      "(query1) - timeshift(query1, -3600)",
    ],
    [
      "a change in percent of a ratio",
      "pct_change(sum(last_5m),2d_ago):sum:a{*} / sum:b{*}",
      ["sum:a{*}", "sum:b{*}"],
      "100 * ((query1 / query2) - timeshift(query1 / query2, -172800)) / timeshift(query1 / query2, -172800)",
    ],
    [
      "spaces where they may be",
      "avg(last_5m): avg:a{x:b, y:c} by {env} *2",
      ["avg:a{x:b, y:c} by {env}"],
      "query1 *2",
    ],
  ];
  for (const [what, query, queries, formula] of forms) {
    it(`draws a signal with ${what}`, () => {
      const signal: Signal = { query, unit: "percent", onMissingData: "resolve" };
      const [measured] = rowGraph(row, { ...sources, signals: { "error-rate": signal } }).requests;
      const found = measured?.queries.map((one) => (one.data_source === "metrics" ? one.query : one.name));
      assert.deepEqual([found, measured?.formulas?.[0]?.formula], [queries, formula]);
    });
  }

  it("shows from zero what is bad when it is high, and near its best what is bad when it is low", () => {
    assert.deepEqual(
      graphs(within("Key metrics")).map(({ yaxis }) => yaxis.include_zero),
      [true, true, true, false, false, true],
    );
  });

  it("is never made without a row's signal", () => {
    assert.throws(() => rowGraph(row, { ...sources, signals: {} }), /the metric error-rate has no signal/);
  });

  it("changes in two lines with one number of the table", () => {
    const after = edited(["| < 0.5% | > 1% |", "| < 0.5% | > 0.8% |"]);
    const [old, changed] = [sources, after].map((from) =>
      JSON.stringify(dashboardOf(from), undefined, 1).split("\n"),
    );
    assert.equal(old?.length, changed?.length);
    const both = (changed ?? []).filter((line, index) => line !== old?.[index]).map((line) => line.trim());
    const alert = ['"label": "Alert > 0.8%",', '"value": "y = 0.8",'];
    assert.deepEqual(both, [...alert, ...alert]);
  });

  it("watches for as many hours as the runbook does, and has what is looked at in them", () => {
    const longer = edited(
      ["[72-Hour Monitoring](#72-hour-monitoring)", "[96-Hour Monitoring](#96-hour-monitoring)"],
      ["## 72-Hour Monitoring", "## 96-Hour Monitoring"],
      ["### Hour 48-72:", "### Hour 48-96:"],
    );
    const watch = within("The last 96 hours: the watch after a release", longer);
    assert.equal(graphs(watch)[0]?.time?.value, 96);
    assert.match(text(watch), /^\*\*Hour 48-96: Transition to Normal Operations\*\*$/m);
    assert.match(text(watch), /^- Daily: Review logs; Check backup completion; Verify all systems/m);
    assert.match(text(watch), /RUNBOOK\.md#96-hour-monitoring\)$/);
  });

  it("searches by tags alone, so that nothing in it is unknown before it is made", () => {
    const all = "env:rehearsal AND service:marsana-fleet AND source:runbook";
    const searched = (group: string) =>
      within(group).flatMap(({ definition }) => {
        if (definition.type === "manage_status") return [definition.query];
        return definition.type === "slo_list" ? [definition.requests[0].query.query_string] : [];
      });
    const third = "runbook-incident:third-party-service-failure";
    assert.deepEqual(searched("Service level objectives"), [all]);
    assert.deepEqual(searched("Monitors"), [`tag:(${all})`]);
    assert.deepEqual(searched("Incidents"), [
      `tag:(${all} AND (runbook-incident:error-rate-spike OR ` +
        `runbook-incident:database-performance-degradation OR ${third}))`,
    ]);
    assert.deepEqual(searched("Third parties: SendGrid, Mapbox, Sentry"), [`tag:(${all} AND (${third}))`]);
  });

  it("leads to the headings of the runbook, and says where what is not measured is to be seen", () => {
    const incidents = text(within("Incidents"));
    assert.match(incidents, /RUNBOOK\.md#error-rate-spike--5\): Page on-call engineer; Check Sentry/);
    assert.match(incidents, /#third-party-service-failure-sendgrid-mapbox-sentry\)/);
    assert.match(text(within("Deployments and maintenance")), /Monthly \(first Sunday, 2-4 AM UTC\)/);
    const { projectRef, pitrDays } = settingsOf("rehearsal").supabase;
    const backups = text(within("Backups"));
    assert.ok(
      backups.includes(`https://supabase.com/dashboard/project/${projectRef}/database/backups/scheduled`),
    );
    assert.ok(backups.includes(`recovery of ${pitrDays} days. Datadog measures nothing`));
    assert.match(backups, /Not backed up: storage objects/);
  });

  it("has no group of third parties where the runbook has no incident of theirs", () => {
    const own = edited(["### Third-Party Service Failure (SendGrid, Mapbox, Sentry)", "### Service Failure"]);
    assert.ok(![...groups(own).keys()].some((title) => title.startsWith("Third parties")));
  });
});
