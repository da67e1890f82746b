// The rules about monitors, on the monitors that the program declares, with one thing changed at a time.
import assert from "node:assert/strict";
import { matchQueryToCritical } from "../../policies/matchQueryToCritical.ts";
import { matchThresholdsToRunbook } from "../../policies/matchThresholdsToRunbook.ts";
import { refuseMonitorJson } from "../../policies/refuseMonitorJson.ts";
import { requireMonitorPerThreshold } from "../../policies/requireMonitorPerThreshold.ts";
import { requireRunbookInMessage } from "../../policies/requireRunbookInMessage.ts";
import { types } from "../../policies/resourceTypes.ts";
import type { CheckedResource } from "../../policies/rule.ts";
import { monitors, rehearsalInputs, resource, verdictOf } from "../support/inputs.ts";

describe("the rules about monitors", () => {
  const inputs = rehearsalInputs();
  const declared = monitors(inputs);

  /** The declared monitors with the properties of one of them changed. */
  function changed(name: string, change: (props: CheckedResource["props"]) => object): CheckedResource[] {
    return declared.map((one) =>
      one.name === name ? { ...one, props: { ...one.props, ...change(one.props) } } : one,
    );
  }

  for (const rule of [
    requireMonitorPerThreshold,
    matchThresholdsToRunbook,
    matchQueryToCritical,
    requireRunbookInMessage,
  ]) {
    it(`${rule.name} passes what the program declares`, () => {
      assert.deepEqual(verdictOf(rule, declared, inputs), []);
    });
  }

  it("refuses a monitor that is given as JSON, which no other of them reads", () => {
    assert.deepEqual(verdictOf(refuseMonitorJson, declared, inputs), []);
    assert.deepEqual(verdictOf(refuseMonitorJson, [resource(types.monitorJson, { monitor: "{}" })], inputs), [
      "resource: the monitor is declared as MonitorJson, and must be a Monitor; mend: declare it as one",
    ]);
  });

  it("refuses a row without a monitor", () => {
    assert.deepEqual(verdictOf(requireMonitorPerThreshold, declared.slice(1), inputs), [
      'stack: "Error Rate" must have exactly one monitor, and has 0; mend: declare one for each row',
    ]);
  });

  it("refuses a row with two monitors", () => {
    const twin = { ...(declared[0] as CheckedResource), name: "twin", urn: "twin" };
    assert.deepEqual(verdictOf(requireMonitorPerThreshold, [...declared, twin], inputs), [
      'stack: "Error Rate" must have exactly one monitor, and has 2 (error-rate, twin); mend: declare one for each row',
    ]);
  });

  it("refuses a monitor of the runbook that names no row, and the row that it leaves alone", () => {
    const untagged = changed("uptime", ({ tags }) => ({ tags: (tags as string[]).slice(0, -1) }));
    assert.deepEqual(verdictOf(requireMonitorPerThreshold, untagged, inputs), [
      'stack: "Uptime" must have exactly one monitor, and has 0; mend: declare one for each row',
      "uptime: must watch a row or an incident of the runbook, and its tags name none; mend: take the monitor away",
    ]);
  });

  it("refuses a monitor that no downtime of the stack would find", () => {
    const elsewhere = changed("uptime", ({ tags }) => ({ tags: (tags as string[]).slice(1) }));
    assert.deepEqual(verdictOf(requireMonitorPerThreshold, elsewhere, inputs), [
      "uptime: must carry the tags env:rehearsal, by which downtimes and the proof of alerts find it",
    ]);
  });

  it("refuses thresholds that are not the row's, in the unit of the signal", () => {
    const off = changed("api-latency-p95", () => ({ monitorThresholds: { critical: "2", warning: "0.4" } }));
    assert.deepEqual(verdictOf(matchThresholdsToRunbook, off, inputs), [
      'api-latency-p95: critical is 2, and must be 1 s ("API Latency (p95)" > 1000ms); mend: take it from the row',
      'api-latency-p95: warning is 0.4, and must be 0.5 s ("API Latency (p95)" < 500ms); mend: take it from the row',
    ]);
  });

  it("refuses a monitor without thresholds", () => {
    const bare = changed("uptime", () => ({ monitorThresholds: undefined }));
    assert.deepEqual(verdictOf(matchThresholdsToRunbook, bare, inputs), [
      'uptime: critical is not set, and must be 99.5 percent ("Uptime" < 99.5%); mend: take it from the row',
      'uptime: warning is not set, and must be 99.9 percent ("Uptime" > 99.9%); mend: take it from the row',
    ]);
  });

  it("refuses a query that compares with another value", () => {
    const off = changed("error-rate", ({ query }) => ({ query: String(query).replace(/> 1$/, "> 5") }));
    assert.deepEqual(verdictOf(matchQueryToCritical, off, inputs), [
      'error-rate: the query compares with "> 5", and must with "> 1"; mend: build query and threshold from the same row',
    ]);
  });

  it("refuses a query that compares the other way round", () => {
    const off = changed("uptime", ({ query }) => ({ query: String(query).replace(/< (?=[\d.]+$)/, "> ") }));
    assert.deepEqual(verdictOf(matchQueryToCritical, off, inputs), [
      'uptime: the query compares with "> 99.5", and must with "< 99.5"; mend: build query and threshold from the same row',
    ]);
  });

  it("refuses a query that compares with nothing", () => {
    const off = changed("error-rate", () => ({ query: "avg(last_5m):avg:errors{*}" }));
    assert.deepEqual(verdictOf(matchQueryToCritical, off, inputs), [
      'error-rate: the query compares with "nothing", and must with "> 1"; mend: build query and threshold from the same row',
    ]);
  });

  it("refuses a message without the runbook, or with it in some states alone", () => {
    const { runbookUrl } = inputs.settings;
    const refused = `error-rate: the message must link the runbook, ${runbookUrl}; mend: add the link to the message`;
    const elsewhere = changed("error-rate", () => ({ message: "See https://elsewhere.example/RUNBOOK.md" }));
    assert.deepEqual(verdictOf(requireRunbookInMessage, elsewhere, inputs), [refused]);
    const sometimes = changed("error-rate", () => ({ message: `{{#is_alert}}${runbookUrl}{{/is_alert}}` }));
    assert.deepEqual(verdictOf(requireRunbookInMessage, sometimes, inputs), [refused]);
  });

  it("refuses a draft, which tells nobody", () => {
    const draft = changed("error-rate", () => ({ draftStatus: "draft" }));
    assert.deepEqual(verdictOf(requireRunbookInMessage, draft, inputs), [
      "error-rate: the monitor must not be a draft, which tells nobody; mend: take its draftStatus away",
    ]);
  });

  it("refuses a query that measures something else, or another environment", () => {
    const mend =
      'error-rate: the query must measure "Error Rate" as its signal says, in env:rehearsal; mend: build it from the row and the signal error-rate';
    const constant = changed("error-rate", () => ({ query: "avg(last_5m):avg:system.cpu.idle{*} > 1" }));
    assert.deepEqual(verdictOf(matchQueryToCritical, constant, inputs), [mend]);
    const elsewhere = changed("error-rate", ({ query }) => ({
      query: String(query).replaceAll("env:rehearsal", "env:production"),
    }));
    assert.deepEqual(verdictOf(matchQueryToCritical, elsewhere, inputs), [mend]);
  });
});
