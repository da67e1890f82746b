// That what a stack says and declares is about its own address, whichever stack's the runbook writes.
import assert from "node:assert/strict";
import { dashboardOf } from "../../dashboard/dashboard.ts";
import { declaredMonitors } from "../../engine/declaredMonitors.ts";
import { declaredTests } from "../../engine/declaredTests.ts";
import { readInputs } from "../../inputs/inputs.ts";
import { onOwnHost, ownHealthUrl } from "../../inputs/ownAddress.ts";
import { settingsSchema } from "../../inputs/settings.ts";
import { unmonitoredIn } from "../../inputs/switchedOff.ts";
import { dashboardSources } from "../../program/dashboard.ts";
import { clock, settingsOf, switchedOn } from "../support/inputs.ts";

const runbook = { healthUrl: "https://app.marsana.com/api/health?full=1" };
const own = (text: string) => onOwnHost(text, runbook, "staging.marsana.com");

describe("the stack's own address", () => {
  it("is the runbook's path on the stack's host", () => {
    assert.equal(
      ownHealthUrl(runbook, "staging.marsana.com"),
      "https://staging.marsana.com/api/health?full=1",
    );
  });

  it("takes the place of production's in a text, and of no other name's", () => {
    assert.equal(own("curl https://app.marsana.com/a"), "curl https://staging.marsana.com/a");
    assert.equal(own("Look at App.Marsana.com."), "Look at staging.marsana.com.");
    for (const other of ["myapp.marsana.com", "eu.app.marsana.com", "app.marsana.com.example", "marsana.com"])
      assert.equal(own(`curl https://${other}/`), `curl https://${other}/`);
  });

  it("is the only one in what staging declares of Datadog, with all of it on and with all of it off", () => {
    const settings = settingsSchema.parse({
      ...settingsOf("staging"),
      flows: settingsOf("rehearsal").flows,
      heartbeat: { enabled: true },
      incidents: { quietSymptoms: true },
    });
    const inputs = readInputs(settings, "staging", {}, clock);
    const datadog = { enabled: false, acceptOff: true } as const;
    const without = readInputs({ ...settings, datadog }, "staging", {}, clock);
    const said = {
      ...declaredMonitors(inputs),
      ...declaredTests(inputs),
      dashboard: dashboardOf(switchedOn(dashboardSources(inputs))),
      unmonitored: unmonitoredIn(without.switchedOff),
    };
    const naming = Object.entries(said).filter(([, one]) => JSON.stringify(one).includes("app.marsana.com"));
    assert.deepEqual(
      naming.map(([name]) => name),
      [],
    );
    assert.ok(JSON.stringify(said).includes("https://staging.marsana.com/api/health"));
  });
});
