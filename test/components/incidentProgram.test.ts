// What the program declares of the incidents, composites and status pages with them.
import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { declared } from "../support/mocks.ts";
import { options } from "../support/options.ts";

describe("the program, of incidents", () => {
  const third = "third-party-service-failure";
  after(() => pulumi.runtime.setAllConfig({}));

  it("declares all of them, with the composites made of the ids of the others", async () => {
    const resources = await declared({ values: options["quiet symptoms"] ?? {} });
    const byName = new Map(resources.map(({ name, inputs: own }) => [name, own]));
    const own = [...byName.keys()].filter((name) => name.startsWith("incident-"));
    assert.equal(own.length, 10 + 1 + 6);
    assert.equal(
      byName.get(`incident-${third}-mapbox-ours`)?.["query"],
      `incident-${third}-mapbox-id && !4242`,
    );
    assert.equal([...byName.keys()].filter((name) => name.startsWith("status-page-")).length, 3);
  });
});
