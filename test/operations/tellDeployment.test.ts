// The event of a deployment: which one Datadog gets, and what is said where it gets none.
import assert from "node:assert/strict";
import { overlays } from "../../dashboard/overlays.ts";
import { tellDeployment } from "../../operations/tellDeployment.ts";
import type { EventBody } from "../../rehearsal/services/datadog.ts";
import { rehearsalInputs } from "../support/inputs.ts";
import { servicesPerTest } from "../support/watching.ts";

describe("the event of a deployment", () => {
  const start = servicesPerTest();
  const inputs = rehearsalInputs();
  const { signal } = new AbortController();
  const tell = (environment: Readonly<Record<string, string>>, of = inputs) =>
    tellDeployment({ inputs: of, version: "1.0.0", environment, signal });

  it("has the tags by which the dashboard finds it, and tells nobody", async () => {
    const events: EventBody[] = [];
    const { environment } = await start({ datadog: { events } });
    assert.equal(await tell(environment), "Datadog's graphs show this deployment.");
    const [deployments] = overlays({ environment: "rehearsal", service: "marsana-fleet" });
    const [query] = deployments?.queries ?? [];
    assert.ok(query?.data_source === "events");
    for (const tag of query.search.query.split(" ")) assert.ok(events[0]?.tags.includes(tag), tag);
    assert.deepEqual(events, [
      {
        title: "Deployed 1.0.0",
        text: "The stack rehearsal was updated to it.",
        tags: ["env:rehearsal", "service:marsana-fleet", "source:runbook", "runbook-event:deployment"],
      },
    ]);
  });

  const missing: [string, Readonly<Record<string, string>>, RegExp][] = [
    [
      "no key is set",
      { DATADOG_API_KEY: "" },
      /: DATADOG_API_KEY is not set\. docs\/dashboard\.md has the event/,
    ],
    [
      "the key is not let in",
      { DATADOG_API_KEY: "another" },
      /: Datadog: POST .*403.*\. docs\/dashboard\.md/s,
    ],
  ];
  for (const [what, changes, said] of missing) {
    it(`is missed, and the deployment none the worse, where ${what}`, async () => {
      const { environment } = await start();
      assert.match(String(await tell({ ...environment, ...changes })), said);
    });
  }

  it("is none where Datadog is off", async () => {
    assert.equal(await tell({}, { ...inputs, datadog: undefined }), undefined);
  });
});
