// Proves that every burn alert of an objective is in Datadog: with its rate, its windows, and somebody to tell.
import type { DatadogInputs } from "../../inputs/datadog.ts";
import type { Monitor } from "../../services/datadog.ts";
import { type BurnAlert, burnAlertId } from "../../signals/burnRates.ts";
import { type Objective, objectiveIdIn } from "../../signals/objectives.ts";
import { purposeTag } from "../../signals/scope.ts";

/** A burn alert, and in words which one. */
export interface Expected {
  readonly words: string;
  readonly objective: Objective;
  readonly burn: BurnAlert;
}

/** Every burn alert that there must be. */
export function burnAlertsOf({ objectives }: DatadogInputs): Expected[] {
  return objectives.flatMap((objective) =>
    objective.burnAlerts.map((burn) => ({
      words: `the burn alert of "${objective.row.metric}" over ${burnAlertId(burn)}`,
      objective,
      burn,
    })),
  );
}

/** Whether a monitor is this burn alert: it is of the objective, and has the rate, which no other of them has. */
export function isBurnAlert({ tags, options }: Monitor, { objective, burn }: Expected): boolean {
  return (
    tags.includes(purposeTag("objective", objective.row.id)) && options.thresholds.critical === burn.rate
  );
}

/** Where its query is not that of its windows. */
export function burnQueryProblems({ query }: Monitor, { objective, burn }: Expected): string[] {
  return objectiveIdIn(query, objective, burn) === undefined
    ? ["its query is not the burn rate in its windows"]
    : [];
}
