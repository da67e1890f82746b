// `npm run runbook -- objectives`: the objective of each row, its budget, and when its burn alerts would tell of what.
import { markdownTable } from "markdown-table";
import { type Inputs, noRelease } from "../inputs/inputs.ts";
import type { Quantity, Threshold } from "../runbook/index.ts";
import { type BurnAlert, burnAlertId, shortWindow } from "../signals/burnRates.ts";
import {
  budgetMinutes,
  burnRateAt,
  detectionMinutes,
  highestRate,
  type Objective,
  objectiveOf,
  tellingAtAlert,
} from "../signals/objectives.ts";
import { decimal, signalOf } from "../signals/signal.ts";
import { type ReleaseOptions, readRelease } from "./releaseInputs.ts";

export interface ObjectivesArguments extends ReleaseOptions {
  json?: true;
}

/** @throws InputError with what must be mended */
export function objectivesCommand(options: ObjectivesArguments): void {
  const inputs = readRelease(noRelease, options);
  process.stdout.write(
    options.json ? `${JSON.stringify(objectivesJson(inputs), undefined, 2)}\n` : objectivesText(inputs),
  );
}

/** Minutes from the start of a constant trouble, by how bad it is; null where the alert never tells. */
function detections(objective: Objective, burn: BurnAlert, { sentry }: Inputs) {
  const { row } = objective;
  const after = (burning: number) => detectionMinutes(burn, burning) ?? null;
  const at = (amount: Quantity) => after(burnRateAt(objective, amount));
  const incident = sentry?.errors.id === row.id ? sentry.incident.threshold : undefined;
  return {
    atAlert: at(row.alert),
    atIncident: incident && at(incident),
    inOutage: after(highestRate(objective)),
  };
}

/** The share of the budget that one maintenance window would spend if it counted, and if nothing worked in it. */
function windowShare(objective: Objective, { runbook }: Inputs): number {
  return runbook.maintenance.rule.durationMinutes / budgetMinutes(objective);
}

export function objectivesText(inputs: Inputs): string {
  const objectives = inputs.datadog?.objectives ?? [];
  const header = ["Row", "Objective", "Budget", "Burns over", "Faster than", "Tells"];
  const amounts = ["At its alert", "At the incident", "In an outage"];
  const rows = objectives.flatMap((objective) =>
    objective.burnAlerts.map((burn) => {
      const { atAlert, atIncident, inOutage } = detections(objective, burn, inputs);
      return [
        objective.row.id,
        `${decimal(objective.target)}% over ${objective.timeframe}`,
        spanText(budgetMinutes(objective)),
        `${burnAlertId(burn)}, ${shortWindow(burn)}`,
        `${decimal(burn.rate)} times`,
        burn.tells,
        ...[atAlert, atIncident, inOutage].map(cell),
      ];
    }),
  );
  const lines = [...objectives.flatMap((one) => sentences(one, inputs)), ...withoutObjective(inputs)];
  return `${markdownTable([[...header, ...amounts], ...rows])}\n\n${lines.map((line) => `${line}\n`).join("")}`;
}

/** How the burn alerts and the row's own monitor go together, and what the maintenance window would do. */
function sentences(objective: Objective, inputs: Inputs): string[] {
  const { row } = objective;
  const telling = tellingAtAlert(objective).map(burnAlertId);
  const who =
    telling.length === 0
      ? "no burn alert tells, the row's monitor alone does"
      : `the burn alert over ${telling.join(" and ")} tells, beside the row's monitor`;
  const share = Math.round(windowShare(objective, inputs) * 100);
  return [
    `${row.id}: at its alert threshold, ${row.alert.text}, the budget burns ${decimal(burnRateAt(objective, row.alert))} times as fast as it may: ${who}.`,
    `${row.id}: a maintenance window without service would spend ${share}% of the budget, and is left out.`,
  ];
}

function withoutObjective({ runbook, datadog, signals }: Inputs): string[] {
  if (datadog === undefined) return ["Datadog is off: there is no objective."];
  const has = (row: Threshold) => datadog.objectives.some((one) => one.row === row);
  return runbook.thresholds
    .filter((row) => !has(row))
    .map((row) => {
      const signal = signalOf(row, signals);
      const possible = signal && objectiveOf(row, signal, { timeframe: "30d", burnAlerts: [] });
      const why = possible ? "config asks for none" : "it is measured by no ratio of counts";
      return `${row.id}: no objective, as ${why}.`;
    });
}

function objectivesJson(inputs: Inputs) {
  return {
    objectives: (inputs.datadog?.objectives ?? []).map((objective) => ({
      row: objective.row.id,
      target: objective.target,
      timeframe: objective.timeframe,
      budgetMinutes: budgetMinutes(objective),
      highestRate: highestRate(objective),
      windowShare: windowShare(objective, inputs),
      burnAlerts: objective.burnAlerts.map((burn) => ({
        ...burn,
        detectionMinutes: detections(objective, burn, inputs),
      })),
    })),
  };
}

/** Undefined: there is no such amount. */
function cell(minutes: number | null | undefined): string {
  if (minutes === undefined) return "";
  return minutes === null ? "never" : spanText(minutes);
}

function spanText(minutes: number): string {
  return minutes < 120 ? `${Math.ceil(minutes)} min` : `${decimal(Math.round(minutes / 6) / 10)} h`;
}
