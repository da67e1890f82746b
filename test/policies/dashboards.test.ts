// The rule about the dashboard, on the one that the program declares, with one thing changed at a time.
import assert from "node:assert/strict";
import { dashboardOf } from "../../dashboard/dashboard.ts";
import { matchDashboardToRunbook } from "../../policies/matchDashboardToRunbook.ts";
import { types } from "../../policies/resourceTypes.ts";
import { dashboardSources } from "../../program/dashboard.ts";
import { rehearsalInputs, resource, settingsOf, switchedOn, verdictOf } from "../support/inputs.ts";
import { options } from "../support/options.ts";

describe("match-dashboard-to-runbook", () => {
  const inputs = rehearsalInputs();
  const body = JSON.stringify(dashboardOf(switchedOn(dashboardSources(inputs))));
  const judge = (dashboard: unknown, of = inputs) =>
    verdictOf(matchDashboardToRunbook, [resource(types.dashboard, { dashboard }, { name: "page" })], of);

  /** The declared dashboard with one text in it changed, wherever it stands. */
  function changed(from: string, to: string): string {
    assert.ok(body.includes(from), `the dashboard has no ${from}`);
    return body.replaceAll(from, to);
  }

  it("passes what the program declares, and more beside it", () => {
    assert.deepEqual(judge(body), []);
    assert.deepEqual(judge(body.replace('"widgets":[', '"widgets":[{"definition":{"type":"iframe"}},')), []);
  });

  it("refuses a line at another value than the row's, in each graph that has it", () => {
    const problem =
      'page: its graph "Uptime" has a line at y = 99.4 in the style "error dashed", and must have one at y = 99.5 ("Alert < 99.5%"); mend: take it from the row';
    assert.deepEqual(judge(changed("y = 99.5", "y = 99.4")), [problem, problem]);
    assert.deepEqual(judge(body.replace("y = 99.5", "y = 99.4")), [problem]);
  });

  it("refuses a graph that lacks a line, or has two of a kind", () => {
    const target = '{"label":"Target > 99.9%","value":"y = 99.9","display_type":"warning dashed"},';
    assert.deepEqual(judge(body.replace(target, "")), [
      'page: its graph "Uptime" has no line in the style "warning dashed", and must have one at y = 99.9 ("Target > 99.9%"); mend: take it from the row',
    ]);
    assert.match(
      judge(body.replace(target, target + target)).join("\n"),
      /^.* a line at y = 99\.9 and y = 99\.9 in/,
    );
  });

  it("refuses a graph that draws another metric, or calculates otherwise", () => {
    assert.match(
      judge(body.replace("avg:realtime.latency", "min:realtime.latency")).join("\n"),
      /^page: its graph "Realtime Latency" draws \[\[\{[^\n]*"min:realtime\.latency\{.*, and must draw [^\n]*"avg:realtime\.latency\{[^\n]*$/,
    );
    assert.match(
      judge(body.replace("100 * query1 / query2", "query1")).join("\n"),
      /^page: its graph "Error Rate" draws .*"query1"\]\], and must draw .*"100 \* query1 \/ query2"\]\]/,
    );
  });

  it("refuses a row that is not drawn, and a stack without a dashboard", () => {
    const missing = (metric: string) =>
      `stack: "${metric}" must be drawn, and no dashboard has a graph of that title; mend: draw every row`;
    assert.deepEqual(judge(changed('"title":"Uptime"', '"title":"Availability"')), [missing("Uptime")]);
    assert.deepEqual(
      verdictOf(matchDashboardToRunbook, [], inputs),
      inputs.runbook.thresholds.map(({ metric }) => missing(metric)),
    );
  });

  it("cannot judge what is no dashboard", () => {
    assert.throws(() => judge("Fleet"), SyntaxError);
    assert.throws(() => judge('{"title":"Fleet"}'), /the dashboard page has no widgets/);
  });

  it("stands aside where Datadog is off", () => {
    const settings = {
      ...settingsOf("rehearsal"),
      datadog: Object(options["no Datadog"])["marsana-fleet:datadog"],
    };
    const off = rehearsalInputs(settings);
    assert.equal(dashboardSources(off), undefined);
    assert.deepEqual(judge("Fleet", off), []);
  });
});
