// What the page about Sentry says of provider and API, held to the package's schema and the API that Sentry describes.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { settingsSchema } from "../../inputs/settings.ts";
import { ApiSpec } from "../support/apiSpec.ts";
import { commandsIn } from "../support/docCommands.ts";
import { projectFolder, settingsOf } from "../support/inputs.ts";
import { haveSchemas, schemaFolder } from "../support/providerSchema.ts";

const page = readFileSync(join(projectFolder, "docs/sentry.md"), "utf8");
const api = new ApiSpec("sentry-openapi-derefed.json");

/** Whether Sentry describes a request; what it must hold is another question. */
function isDescribed(method: string, path: string): boolean {
  const problems = api.problems({ method, path: path.replaceAll(/[{<][^}>]+[}>]/g, "x") });
  return !problems.some((one) => one.includes("describes no such request"));
}

describe("the page about Sentry", () => {
  it("names the package's resources, and fields that they lack", function () {
    if (!haveSchemas) {
      console.log("    skipped: ../shared/provider-schemas is not here");
      return this.skip();
    }
    const { resources } = JSON.parse(readFileSync(join(schemaFolder, "sentry-0.0.9.json"), "utf8"));
    const names = Object.keys(resources).map((token) => token.split(":").at(-1));
    const [listed = ""] = /It has twelve resources: [^.]+\./.exec(page) ?? [];
    assert.deepEqual([...listed.matchAll(/`(\w+)`/g)].map(([, name]) => name).sort(), names.sort());
    const fieldsOf = (name: string) =>
      Object.keys(resources[`sentry:index/s${name.slice(1)}:${name}`].inputProperties);
    assert.ok(!fieldsOf("SentryIssueAlert").includes("owner"));
    for (const field of ["comparisonDelta", "detectionType"])
      assert.ok(!fieldsOf("SentryMetricAlert").includes(field), field);
    assert.ok(!fieldsOf("SentryProject").some((field) => /rules/i.test(field)));
  });

  describe("and Sentry's API", () => {
    before(function () {
      if (api.isHere) return;
      console.log("    skipped: ../shared/api-specs is not here");
      this.skip();
    });

    it("describes each route that would be needed, and none that the provider uses", () => {
      const needed = [...page.matchAll(/\| `(POST|PUT) (\/api\/0\/[^`]+)` \|/g)];
      assert.equal(needed.length, 8);
      for (const [, method = "", path = ""] of needed) assert.ok(isDescribed(method, path), path);
      const used = [...page.matchAll(/^(POST) (\/api\/0\/\S+)$/gm)];
      assert.equal(used.length, 2);
      for (const [, method = "", path = ""] of used) assert.ok(!isDescribed(method, path), path);
    });

    it("describes the request that sets ownership", () => {
      const command = commandsIn(page).find((one) => one.command.startsWith("curl"))?.command ?? "";
      const [, method = "", path = ""] = /-X (\w+) 'https:\/\/sentry\.io([^']+)'/.exec(command) ?? [];
      const [, body = ""] = /-d '(.+)'/s.exec(command) ?? [];
      assert.deepEqual(api.problems({ method, path: path.replaceAll(/<\w+>/g, "x"), body }), []);
    });
  });

  it("gives the defaults as they are", () => {
    const { team, project } = settingsOf("rehearsal").sentry;
    const rest = settingsOf("rehearsal");
    const { sentry } = settingsSchema.parse({ ...rest, sentry: { team, project } });
    assert.deepEqual(
      [sentry.silenceMinutes, sentry.repeatMinutes, sentry.crashFree, sentry.frequent],
      [
        60,
        30,
        { percent: 99, windowMinutes: 60 },
        { events: 100, eventsWithin: "1h", sessionsPercent: 5, sessionsWithin: "1h" },
      ],
    );
    for (const words of [
      "after an hour with no transaction",
      "below 99% in an hour",
      "over 100 events in an hour, or in over 5% of an hour's sessions",
      "after 30 minutes at the earliest",
    ])
      assert.ok(page.includes(words), words);
  });
});
