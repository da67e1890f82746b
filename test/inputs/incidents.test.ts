// What runbook and config say of incidents, where they do not fit together.
import assert from "node:assert/strict";
import { incidentProblems } from "../../inputs/incidents.ts";
import { settingsSchema } from "../../inputs/settings.ts";
import { databaseMeasureIds, databaseMeasures } from "../../signals/database.ts";
import { changedRunbook, lineOf } from "../support/changedRunbook.ts";
import { settingsOf } from "../support/inputs.ts";

const settings = settingsOf("rehearsal");
const heading = "### Third-Party Service Failure (SendGrid, Mapbox, Sentry)";
const runbook = changedRunbook(["(SendGrid, Mapbox, Sentry)", "(SendGrid, Acme Mail)"]);
const problems = (changes: object = {}, read = runbook) =>
  incidentProblems(settingsSchema.parse({ ...settings, ...changes }), "prod", {
    runbook: read,
    file: "RUNBOOK.md",
  });
const places = { host: "mail.acme.example", statusUrl: "https://status.acme.example/api/v2/status.json" };

describe("the incidents of runbook and config", () => {
  it("have no problem as they ship", () => {
    assert.deepEqual(problems({}, changedRunbook()), []);
  });

  it("name a service that nobody knows, with what is known and the lines that make it known", () => {
    assert.deepEqual(problems(), [
      `RUNBOOK.md:${lineOf(heading)}:1: "Third-Party Service Failure": found the service Acme Mail, of which neither host nor ` +
        "status page is known; required: services that are known (sendgrid, mapbox, sentry), or set; mend: pulumi config set " +
        "--stack prod --path 'marsana-fleet:incidents.services.acme-mail.host' 'api.<host>' and pulumi config set --stack prod " +
        "--path 'marsana-fleet:incidents.services.acme-mail.statusUrl' 'https://status.<host>/api/v2/status.json', or take it " +
        "out of the heading",
    ]);
  });

  it("fit where config says where it is, or where Datadog is off", () => {
    assert.deepEqual(problems({ incidents: { services: { "acme-mail": places } } }), []);
    assert.deepEqual(problems({ datadog: { enabled: false } }), []);
  });

  it("have a default for each measure of the database, and take no line that could not be passed", () => {
    const { database } = settingsSchema.parse(settings).incidents;
    assert.deepEqual(
      databaseMeasureIds.map((id) => database[id]),
      databaseMeasureIds.map((id) => databaseMeasures[id].line),
    );
    const accepts = (incidents: object) => settingsSchema.safeParse({ ...settings, incidents }).success;
    assert.ok(accepts({ database: { cpu: 99.5, queries: 4000 } }));
    for (const wrong of [
      { database: { cpu: 100 } },
      { database: { memory: 0 } },
      { database: { locks: -1 } },
      { database: { colour: 5 } },
      { services: { acme: { ...places, host: "https://acme.example" } } },
      { services: { acme: { ...places, statusUrl: "http://acme.example/status.json" } } },
      { statusLocations: [] },
      { failurePercent: 100 },
    ])
      assert.ok(!accepts(wrong), JSON.stringify(wrong));
  });
});
