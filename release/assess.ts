// The verdict on a release, in the one place that gives it.
import { conditionFindings } from "./conditions.ts";
import { withConfirmations } from "./confirmations.ts";
import { type Finding, isSettled } from "./finding.ts";
import { observedUntil } from "./gateSettings.ts";
import { itemFindings } from "./items.ts";
import { inOrder, isDeployed, type Situation } from "./situation.ts";

/** `deployed`: it has been, and nothing holds it up; `ready`: it may be now; `waiting`: not yet; `blocked`: not like this. */
export type Verdict = "deployed" | "ready" | "waiting" | "blocked";

export interface Assessment {
  readonly verdict: Verdict;
  /** One for each item of the runbook's checklists, in its order, then one for each condition that applies. */
  readonly findings: readonly Finding[];
  /** Those that hold an update back; none where the release has been deployed. */
  readonly open: readonly Finding[];
}

/** Judges one release at one instant. Pure: the same situation gives the same verdict, anywhere and again. */
export function assess(given: Situation): Assessment {
  const others = given.others.map((one) => ({ ...one, records: withConfirmations(one.records) }));
  const situation = { ...given, others, records: inOrder(withConfirmations(given.records)) };
  const { settings, instant } = situation;
  const findings = [...itemFindings(situation), ...conditionFindings(situation)];
  if (isDeployed(situation)) return { verdict: "deployed", findings, open: [] };
  const open = findings.filter(
    (one) => !isSettled(one) && observedUntil(one.rule, settings, instant) === undefined,
  );
  if (open.length === 0) return { verdict: "ready", findings, open };
  return { verdict: open.every(({ state }) => state === "pending") ? "waiting" : "blocked", findings, open };
}
