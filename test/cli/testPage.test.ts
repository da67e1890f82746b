// `npm run runbook -- test-page` as a process: it sends when asked to, once, and records what came of it.
import assert from "node:assert/strict";
import { join } from "node:path";
import { version } from "../support/proof.ts";
import { proofCommands } from "../support/proofCommands.ts";

describe("test-page", function () {
  this.timeout(60_000);
  const { rehearsal, inCopy, recordsIn, stateFolder } = proofCommands();
  const records = () => recordsIn(join(stateFolder(), "evidence", version));

  it("only says whom it would page, unless it is told to send", async () => {
    const { code, stdout } = await rehearsal("test-page", version);
    assert.equal(
      stdout,
      "nothing was sent (made up: every service is a stand-in): a test would go to @slack-fleet-rehearsal, @oncall-fleet-rehearsal, to be answered in " +
        "#deployments; add --send\n",
    );
    assert.deepEqual([code, records()], [0, []]);
  });

  it("pages, waits for the answer, records both, and pages again only when it is told to", async () => {
    const first = await rehearsal("test-page", version, "--send");
    assert.match(
      first.stdout,
      /^sent .*\nanswered .*: @slack-fleet-rehearsal, @oncall-fleet-rehearsal got the test: UONCALL in Slack/,
    );
    assert.equal(first.code, 0);
    assert.deepEqual(
      records()
        .map(({ result }) => result)
        .sort(),
      ["pass", "unknown"],
    );
    const second = await rehearsal("test-page", version, "--send");
    assert.match(second.stderr, /Nobody was paged\.[\s\S]*mend: add --again/);
    assert.equal(second.code, 2);
    const third = await rehearsal("test-page", version, "--send", "--again", "--json");
    assert.equal(third.code, 0);
    assert.equal(JSON.parse(third.stdout).result, "pass");
  });

  it("refuses a wait that is none, a stack that is not production's, and a run without its tokens", async () => {
    for (const wait of ["5s", "16m", "long"])
      assert.equal((await rehearsal("test-page", version, "--wait", wait)).code, 2);
    assert.match(
      (await inCopy("test-page", version, "--stack", "staging")).stderr,
      /Evidence is of production/,
    );
    const bare = await inCopy("test-page", version, "--stack", "prod", "--send");
    assert.match(bare.stderr, /DATADOG_API_KEY: found nothing[\s\S]*SLACK_BOT_TOKEN: found nothing/);
    assert.equal(bare.code, 2);
  });
});
