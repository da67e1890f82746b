// In which phase of the runbook's 72 hours a release is, at its edges.
import assert from "node:assert/strict";
import type { EvidenceRecord } from "../../release/record.ts";
import { digestsOf } from "../../release/release.ts";
import { hourMs, type Situation } from "../../release/situation.ts";
import { watchPhase } from "../../release/watchPhase.ts";
import { clock, rehearsalInputs, switchedOn } from "../support/inputs.ts";

const situation: Situation = switchedOn(rehearsalInputs().gate.situation);
const { release } = situation;

function deployed(hoursAgo: number, changes: object = {}): EvidenceRecord {
  return {
    type: "deployed",
    stack: situation.stack,
    at: new Date(clock().getTime() - hoursAgo * hourMs).toISOString(),
    by: release.deployer,
    identity: "typed",
    source: { kind: "engine" },
    detail: "updated",
    release: { version: release.version, ...digestsOf(release) },
    ...changes,
  } as EvidenceRecord;
}
const phaseAfter = (...records: EvidenceRecord[]) =>
  watchPhase({ ...situation, records, instant: clock() })?.id;

describe("the phase of the watch", () => {
  it("is the first before the release is deployed, as its update begins it", () => {
    assert.equal(phaseAfter(), "critical-monitoring");
  });

  it("follows the hours of the runbook's headings, and is none after the last", () => {
    assert.deepEqual(
      [0, 23.9, 24, 47.9, 48, 71.9, 72, 2000].map((hours) => phaseAfter(deployed(hours))),
      [
        "critical-monitoring",
        "critical-monitoring",
        "standard-monitoring",
        "standard-monitoring",
        "transition-to-normal-operations",
        "transition-to-normal-operations",
        undefined,
        undefined,
      ],
    );
  });

  it("begins anew with a deployment that comes after another", () => {
    assert.equal(phaseAfter(deployed(100), deployed(30)), "standard-monitoring");
  });

  it("is not begun by another stack's update, or by one to something else", () => {
    assert.equal(phaseAfter(deployed(100, { stack: "staging" })), "critical-monitoring");
    const other = { version: release.version, ...digestsOf({ ...release, commit: "0".repeat(40) }) };
    assert.equal(phaseAfter(deployed(100, { release: other })), "critical-monitoring");
  });

  it("is none without a release", () => {
    assert.equal(watchPhase(undefined), undefined);
  });
});
