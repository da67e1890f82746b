// Names in the gate's settings that the runbook has not.
import assert from "node:assert/strict";
import { gateNameProblems, gateProblems, missingItemNotices } from "../../inputs/gateNames.ts";
import { gateSettingsSchema } from "../../release/gateSettings.ts";
import { changedRunbook } from "../support/changedRunbook.ts";
import { settingsOf } from "../support/inputs.ts";
import { plainRunbook } from "../support/situations.ts";

const problems = (gate: object, runbook = plainRunbook) =>
  gateNameProblems(gateSettingsSchema.parse(gate), runbook, "prod");

describe("the names in the gate's settings", () => {
  it("are those of the runbook's checklists and items", () => {
    const fitting = {
      provableFromHours: { "24h": 36 },
      freshHours: { "verify-backup-strategy": 60 },
      emergencyItems: ["final-code-review"],
    };
    assert.deepEqual(problems(fitting), []);
  });

  it("are not asked for where config says nothing, whatever the runbook has; what always holds is told then", () => {
    const runbook = changedRunbook(["Database backup on production", "Feed the cat"]);
    assert.deepEqual(problems({}, runbook), []);
    assert.deepEqual(missingItemNotices(plainRunbook), []);
    assert.deepEqual(
      missingItemNotices(runbook).map((notice) => notice.split(":")[0]),
      ["the runbook has no item database-backup-on-production"],
    );
  });

  it("may be those that an item had before", () => {
    const comment = "Database backup on production <!-- id: dump, was: database-backup-on-production -->";
    const runbook = changedRunbook(["Database backup on production", comment]);
    assert.deepEqual(
      problems({ freshHours: { "database-backup-on-production": 12, dump: 12 } }, runbook),
      [],
    );
    assert.deepEqual(missingItemNotices(runbook), []);
  });

  it("may not observe the rule on what weakens, whatever else is observed and however long ago", () => {
    assert.deepEqual(problems({ observe: { "open-window": "2026-12-31" } }), []);
    for (const until of ["2026-12-31", "2020-01-01"])
      assert.deepEqual(problems({ observe: { "open-window": until, "review-loosening": until } }), [
        `marsana-fleet:gate.observe.review-loosening: found "${until}"; required: no such line: what weakens is never ` +
          "observed only; mend: pulumi config rm --stack prod --path 'marsana-fleet:gate.observe.review-loosening'",
      ]);
  });

  it("are refused where the runbook has no such item, with the nearest and the line that mends it", () => {
    assert.deepEqual(problems({ freshHours: { "database-backup-on-prodution": 30 } }), [
      'marsana-fleet:gate.freshHours.database-backup-on-prodution: found the name "database-backup-on-prodution", which ' +
        "the runbook has not; required: a name of the runbook; the nearest is database-backup-on-production; mend: " +
        "pulumi config rm --stack prod --path 'marsana-fleet:gate.freshHours.database-backup-on-prodution'",
    ]);
    assert.match(problems({ provableFromHours: { "36h": 40 } })[0] ?? "", /found the name "36h".*required/);
    assert.match(
      problems({ emergencyItems: ["final-code-review", "nothing-of-the-kind"] })[0] ?? "",
      /^marsana-fleet:gate\.emergencyItems\[1\]: found the name "nothing-of-the-kind"/,
    );
  });
});

describe("what no config may weaken", () => {
  const production = settingsOf("prod");
  const staging = settingsOf("staging");
  const withIdentity = (identity: "typed" | "committed" | "reviewed" | "oidc") => ({
    ...production,
    gate: { ...production.gate, identity },
  });

  it("is who lets a release of production go: typed names are for the rehearsal, and for staging", () => {
    assert.deepEqual(gateProblems(production, "prod"), []);
    assert.deepEqual(gateProblems(withIdentity("oidc"), "prod"), []);
    for (const weak of ["typed", "committed"] as const) {
      assert.deepEqual(gateProblems(withIdentity(weak), "prod"), [
        `marsana-fleet:gate.identity: found ${weak}; required: reviewed or oidc, outside rehearsal and staging; mend: ` +
          "pulumi config rm --stack prod --path 'marsana-fleet:gate.identity'",
      ]);
      assert.deepEqual(gateProblems(withIdentity(weak), "rehearsal"), []);
    }
  });

  it("is that production is not called staging, where the gate only advises", () => {
    assert.deepEqual(gateProblems(staging, "staging"), []);
    assert.match(
      String(gateProblems({ ...staging, environment: "production" }, "staging")),
      /^marsana-fleet:environment: found production; required: another one/,
    );
  });

  it("is what ages, and what no emergency leaves out: config adds to it", () => {
    const gate = gateSettingsSchema.parse({ freshHours: { dump: 12 }, emergencyItems: [] });
    assert.deepEqual(gate.freshHours, { "database-backup-on-production": 30, dump: 12 });
    assert.deepEqual(gate.emergencyItems, ["final-staging-verification", "database-backup-on-production"]);
  });
});
