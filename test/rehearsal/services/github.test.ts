// The stand-in for GitHub, as the rehearsal starts it: the sample release is proven by it.
import assert from "node:assert/strict";
import { codeReview } from "../../../operations/collect/codeReview.ts";
import { migrationPlan } from "../../../operations/collect/migrationPlan.ts";
import { releaseNotes } from "../../../operations/collect/releaseNotes.ts";
import { stagingTests } from "../../../operations/collect/stagingTests.ts";
import { startServices } from "../../../rehearsal/services/index.ts";
import { rehearsalInputs } from "../../support/inputs.ts";

const details = [
  [stagingTests, "4 of 4 checks have passed, none has failed"],
  [releaseNotes, "release v1.0.0-rc1 is published, with notes"],
  [codeReview, "pull request 1 is approved by fleet-lead"],
] as const;

describe("the stand-in for GitHub", () => {
  const inputs = rehearsalInputs();

  for (const [collector, expected] of details) {
    it(`lets ${collector.name} prove the sample release`, async () => {
      const services = await startServices({ now: () => inputs.now });
      try {
        assert.ok(inputs.release);
        const { environment } = services;
        const { signal } = new AbortController();
        const found = await collector.collect({ inputs, release: inputs.release, environment, signal });
        assert.deepEqual([found.result, found.detail], ["pass", expected]);
        assert.ok(
          services.requests.every((request) => request.path.startsWith("/github/repos/marsana/fleet/")),
        );
      } finally {
        await services.close();
      }
    });
  }

  it("leaves it to a person that the first release has no migrations", async () => {
    const services = await startServices({ now: () => inputs.now });
    try {
      assert.ok(inputs.release);
      const { environment } = services;
      const { signal } = new AbortController();
      const found = await migrationPlan.collect({ inputs, release: inputs.release, environment, signal });
      const detail = "nothing was deployed before: a person says that there are no migrations";
      assert.deepEqual([found.result, found.detail], ["unknown", detail]);
    } finally {
      await services.close();
    }
  });

  it("lets nobody in without a token, and shows no other repository", async () => {
    const services = await startServices({ now: () => inputs.now });
    try {
      const url = services.environment["GITHUB_API_URL"] ?? "";
      const statusOf = async (path: string, headers: Record<string, string>) =>
        (await fetch(url + path, { headers })).status;
      const commit = `/repos/marsana/fleet/commits/${inputs.release?.commit}`;
      const token = { authorization: "token x" };
      assert.equal(await statusOf(commit, {}), 401);
      assert.equal(await statusOf(commit, token), 200);
      assert.equal(await statusOf(commit.replace("fleet", "other"), token), 404);
      assert.equal(await statusOf("/repos/marsana/fleet/unknown", token), 404);
    } finally {
      await services.close();
    }
  });
});
