// For how long the runbook watches a release.
import assert from "node:assert/strict";
import { lastPhase, longestWatch } from "../../runbook/index.ts";
import { changedRunbook } from "../support/changedRunbook.ts";

describe("the watch after a release", () => {
  const runbook = changedRunbook();

  it("lasts until the last phase ends, in whatever order the phases stand", () => {
    const expected = { hours: 72, says: 'until "Transition to Normal Operations" ends' };
    assert.deepEqual(longestWatch(runbook), expected);
    const turned = { ...runbook, monitoring: [...runbook.monitoring].reverse() };
    assert.deepEqual(longestWatch(turned), expected);
    assert.equal(lastPhase(turned).toHour, 72);
  });

  it("lasts longer where a follow-up does", () => {
    const longer = changedRunbook(["Medium-term (1 hour - 24 hours)", "Medium-term (1 hour - 5 days)"]);
    assert.deepEqual(longestWatch(longer), { hours: 120, says: 'until "Medium-term" ends' });
  });

  it("lasts as long as a round of the rarest check", () => {
    const rarer = changedRunbook(["**Daily:**", "**Every 10 days:**"]);
    assert.deepEqual(longestWatch(rarer), { hours: 240, says: 'between two rounds of "Every 10 days"' });
  });
});
