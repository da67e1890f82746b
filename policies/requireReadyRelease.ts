// Blocks everything while the release on the gate must not be deployed, or is not the one that the pack has judged.
import { sentenceOf } from "../release/finding.ts";
import { types } from "./resourceTypes.ts";
import type { ResourceRule } from "./rule.ts";

/**
 * Reads the plain arguments of the gate, which stands before every other resource. The verdict is not given here, and
 * what a rule of its own reports is not said twice.
 */
export const requireReadyRelease: ResourceRule = {
  name: "require-ready-release",
  description: "A release may be deployed only if nothing holds it up.",
  mend:
    "Do what the message names, in `releases/<version>/release.yaml`; or name another release with " +
    "`--release`; or none, to change monitors and settings only.",
  staging: "advisory",
  appliesTo: [types.gate],
  checkResource({ props }, { gate, releaseDigest, runbookDigest, preview, observedNothing }, report) {
    for (const name of observedNothing) report(name);
    if (props["releaseDigest"] !== releaseDigest) {
      report(
        `the gate stands for release digest ${String(props["releaseDigest"])}; required: ${releaseDigest}, the release ` +
          "that is named; mend: give program and pack the same MARSANA_RELEASE and MARSANA_RUNBOOK",
      );
    }
    if (props["runbookDigest"] !== runbookDigest) {
      report(
        `the gate stands for runbook digest ${String(props["runbookDigest"])}; required: ${runbookDigest}, the runbook ` +
          "that is named; mend: give program and pack the same MARSANA_RELEASE and MARSANA_RUNBOOK",
      );
    }
    const reported = new Set(gate.assessment?.findings.map(sentenceOf));
    const reasons = new Set([...gate.blocking, ...reasonsIn(props["blocking"])]);
    const waiting = reasonsIn(props["waiting"]);
    for (const why of preview ? reasons : [...reasons, ...waiting]) if (!reported.has(why)) report(why);
  },
  checkStack(resources, _inputs, report) {
    const count = resources.filter(({ type }) => type === types.gate).length;
    if (count !== 1) {
      report(
        `the stack must have exactly one gate, and has ${count}; mend: declare Gate once, before all else`,
      );
    }
  },
};

/** @throws TypeError if the gate does not say what holds it up: then nobody knows, and the rule fails closed. */
function reasonsIn(value: unknown): string[] {
  if (!Array.isArray(value)) throw new TypeError("the gate carries no list of what holds the release up");
  return value.map(String);
}
