// Which resources of the program take over what exists, by the ids of the config.
import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { variableNames } from "../../inputs/variables.ts";
import { settingsOf } from "../support/inputs.ts";
import { declared } from "../support/mocks.ts";

describe("what the config adopts", () => {
  after(() => pulumi.runtime.setAllConfig({}));

  const adopted = async (adopt: object) =>
    (await declared({ values: { "marsana-fleet:adopt": adopt } })).flatMap(({ name, adopts }) =>
      adopts === undefined ? [] : [`${name} ${adopts}`],
    );

  it("is nothing, unless it names an id", async () => {
    assert.deepEqual(await adopted({}), []);
  });

  it("is what it names, each resource under its own id, and nothing else", async () => {
    const named = {
      vercelProject: "prj_1",
      vercelDomain: "prj_1/app.marsana.com",
      vercelVariables: { DATABASE_URL: "prj_1/env1" },
      sentryTeam: "marsana/fleet",
      sentryProject: "marsana/fleet-rehearsal",
      monitors: { uptime: 17, "error-rate": "18" },
      logMetrics: ["sendgrid.events.delivered"],
    };
    assert.deepEqual((await adopted(named)).sort(), [
      "application-domain prj_1/app.marsana.com",
      "application-project prj_1",
      "application-variable-DATABASE_URL prj_1/env1",
      "errors-project marsana/fleet-rehearsal",
      "errors-team marsana/fleet",
      "metrics-sendgrid.events.delivered sendgrid.events.delivered",
      "monitor-error-rate 18",
      "monitor-uptime 17",
    ]);
  });

  it("can be any variable that the program sets, and no other", async () => {
    const prefix = "application-variable-";
    const set = (await declared()).flatMap(({ name }) =>
      name.startsWith(prefix) ? [name.slice(prefix.length)] : [],
    );
    assert.deepEqual(variableNames(settingsOf("rehearsal")).sort(), set.sort());
  });
});
