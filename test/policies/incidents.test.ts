// The rules about the monitors of incidents, on those that the program declares, with one thing changed at a time.
import assert from "node:assert/strict";
import { settingsSchema } from "../../inputs/settings.ts";
import { matchIncidentMonitors } from "../../policies/matchIncidentMonitors.ts";
import { matchQueryToCritical } from "../../policies/matchQueryToCritical.ts";
import { orderThresholds } from "../../policies/orderThresholds.ts";
import { pageIncidents } from "../../policies/pageIncidents.ts";
import { requireIncidentMonitors } from "../../policies/requireIncidentMonitors.ts";
import { requireMonitorPerThreshold } from "../../policies/requireMonitorPerThreshold.ts";
import { requireOwnerAndPriority } from "../../policies/requireOwnerAndPriority.ts";
import { requireRecovery } from "../../policies/requireRecovery.ts";
import { requireRunbookInMessage } from "../../policies/requireRunbookInMessage.ts";
import type { CheckedResource } from "../../policies/rule.ts";
import { stateMissingData } from "../../policies/stateMissingData.ts";
import { incidentMonitors, monitors, rehearsalInputs, settingsOf, verdictOf } from "../support/inputs.ts";

const inputs = rehearsalInputs(
  settingsSchema.parse({ ...settingsOf("rehearsal"), incidents: { quietSymptoms: true } }),
);
const declared = [...monitors(inputs), ...incidentMonitors(inputs)];
const spike = "incident-error-rate-spike";
const alone = "incident-error-rate-spike-alone";
const cpu = "incident-database-performance-degradation-cpu";

/** The declared monitors with the properties of one of them changed. */
function changed(name: string, change: (props: CheckedResource["props"]) => object): CheckedResource[] {
  return declared.map((one) =>
    one.name === name ? { ...one, props: { ...one.props, ...change(one.props) } } : one,
  );
}

/** As in a preview before there is any monitor: to read a composite's query is to fail. */
const unknowable = declared.map((one) =>
  one.props["type"] !== "composite"
    ? one
    : {
        ...one,
        props: Object.defineProperty({ ...one.props }, "query", {
          get: () => {
            throw new Error("unknown");
          },
        }),
      },
);

describe("the rules that meet the monitors of incidents", () => {
  for (const rule of [
    requireIncidentMonitors,
    matchIncidentMonitors,
    pageIncidents,
    requireMonitorPerThreshold,
    matchQueryToCritical,
    orderThresholds,
    requireRecovery,
    stateMissingData,
    requireOwnerAndPriority,
    requireRunbookInMessage,
  ])
    it(`pass what the program declares, in a preview that knows no id and in the update: ${rule.name}`, () => {
      assert.deepEqual(verdictOf(rule, unknowable, inputs), []);
      assert.deepEqual(verdictOf(rule, declared, inputs, false), []);
    });
});

describe("require-incident-monitors", () => {
  const judge = (resources: CheckedResource[]) => verdictOf(requireIncidentMonitors, resources, inputs);
  const name = "Incident: Error Rate Spike (rehearsal)";

  it("refuses a monitor that is not there, or there twice", () => {
    const count = (found: number) =>
      `stack: there must be exactly one monitor "${name}", and there are ${found}; mend: declare it once`;
    assert.deepEqual(judge(declared.filter((one) => one.name !== spike)), [count(0)]);
    const twins = declared.flatMap((one) =>
      one.name === spike ? [one, { ...one, name: "twin", urn: "twin" }] : one,
    );
    assert.deepEqual(judge(twins), [count(2)]);
  });

  it("refuses one that is under another name, for what it is and for what is missing", () => {
    assert.deepEqual(judge(changed(spike, () => ({ name: "Spike" }))), [
      `stack: there must be exactly one monitor "${name}", and there are 0; mend: declare it once`,
      `${spike}: says that it is of an incident, and is none of its monitors; mend: take the monitor away`,
    ]);
  });
});

describe("match-incident-monitors", () => {
  const judge = (resources: CheckedResource[], preview = true) =>
    verdictOf(matchIncidentMonitors, resources, inputs, preview);
  const mend = "; mend: take it from runbook and config";

  it("refuses a line that is raised, in query and thresholds, and another recovery", () => {
    const later = changed(cpu, ({ query }) => ({
      query: String(query).replace(/90$/, "99"),
      monitorThresholds: { critical: "99" },
    }));
    const query = String(declared.find((one) => one.name === cpu)?.props["query"]);
    assert.deepEqual(judge(later), [
      `${cpu}: its query is ${query.replace(/90$/, "99")}, and must be ${query}${mend}`,
      `${cpu}: its critical is 99, and must be 90${mend}`,
      `${cpu}: its criticalRecovery is not set, and must be 81${mend}`,
    ]);
  });

  it("refuses another word on missing data, and a composite that says nothing of what it cannot judge", () => {
    assert.deepEqual(judge(changed(cpu, () => ({ onMissingData: "resolve" }))), [
      `${cpu}: its onMissingData is resolve, and must be show_and_notify_no_data${mend}`,
    ]);
    assert.deepEqual(judge(changed(alone, () => ({ notifyNoData: false }))), [
      `${alone}: its notifyNoData is false, and must be true${mend}`,
    ]);
  });

  it("refuses a composite that judges less, as soon as its query can be known: at the latest in the update", () => {
    const less = changed(alone, () => ({ query: "101 && !102" }));
    const refused = [`${alone}: its query is <id> && !<id>, and must be <id>${" && !<id>".repeat(6)}${mend}`];
    assert.deepEqual(judge(less), refused);
    assert.deepEqual(judge(less, false), refused);
    assert.throws(() => judge(unknowable, false), /^Error: its query is unknown before the update$/);
  });
});

describe("page-incidents", () => {
  const judge = (resources: CheckedResource[]) => verdictOf(pageIncidents, resources, inputs);

  it("refuses a page of another priority", () => {
    assert.deepEqual(judge(changed(cpu, () => ({ priority: "2" }))), [
      `${cpu}: its priority is 2, and must be 1; mend: set it so`,
    ]);
    assert.deepEqual(judge(changed(cpu, () => ({ priority: undefined }))), [
      `${cpu}: its priority is not set, and must be 1; mend: set it so`,
    ]);
  });
});
