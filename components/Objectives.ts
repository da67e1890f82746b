// Objectives of rows, alerts on how fast their budgets burn, and the planned windows that spend none of them.
import { Monitor, type MonitorArgs } from "@pulumi/datadog/monitor.js";
import { ServiceLevelObjective } from "@pulumi/datadog/serviceLevelObjective.js";
import { SloCorrection } from "@pulumi/datadog/sloCorrection.js";
import * as pulumi from "@pulumi/pulumi";
import { nextWindows, rruleOf, type WindowRule } from "../calendar/index.ts";
import { type BurnAlert, burnAlertId, shortWindow } from "../signals/burnRates.ts";
import { type Monitoring, monitoringTags, tagsFor } from "../signals/monitoring.ts";
import { burnQuery, daysOf, definitionOf, type Objective } from "../signals/objectives.ts";
import { priorityByLoudness, recipientsLine, shadowLines } from "../signals/recipients.ts";
import { purposeTag } from "../signals/scope.ts";
import { decimal } from "../signals/signal.ts";
import { formerNames } from "./formerNames.ts";
import { ruleName } from "./MaintenanceDowntime.ts";

export interface ObjectivesArgs extends Monitoring {
  readonly objectives: readonly Objective[];
  /** When nothing counts: the runbook's maintenance window. */
  readonly rule: WindowRule;
  readonly now: Date;
}

export class Objectives extends pulumi.ComponentResource {
  /** The objectives by the id of their row. */
  readonly objectives: Readonly<Record<string, ServiceLevelObjective>>;

  constructor(name: string, args: ObjectivesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("marsana:datadog:Objectives", name, {}, opts);
    this.objectives = Object.fromEntries(
      args.objectives.map((objective) => [objective.row.id, this.#declare(name, objective, args)]),
    );
    this.registerOutputs({});
  }

  #declare(name: string, objective: Objective, args: ObjectivesArgs): ServiceLevelObjective {
    const { row, burnAlerts } = objective;
    const options = (suffix = "") => ({ parent: this, aliases: formerNames(name, row, suffix) });
    const declared = new ServiceLevelObjective(
      `${name}-${row.id}`,
      objectiveArgs(objective, args),
      options(),
    );
    for (const burn of burnAlerts) {
      const suffix = `-${burnAlertId(burn)}`;
      new Monitor(
        `${name}-${row.id}${suffix}`,
        burnAlertArgs(declared.id, objective, burn, args),
        options(suffix),
      );
    }
    // As with the downtime: the start is set once, and another rule is another correction with a start of its own.
    const suffix = `-${ruleName(args.rule)}`;
    new SloCorrection(`${name}-${row.id}${suffix}`, correctionArgs(declared.id, objective, args), {
      ...options(suffix),
      ignoreChanges: ["start"],
    });
    return declared;
  }
}

/** The row's target over the time frame, as the share of good events. */
export function objectiveArgs(objective: Objective, monitoring: Monitoring) {
  const { row } = objective;
  return {
    name: `${row.metric} ${row.target.text} (${monitoring.scope.environment})`,
    description: `The target of the runbook: ${monitoring.runbookUrl}#key-metrics-to-monitor`,
    ...definitionOf(objective, monitoring.scope),
    tags: [...monitoringTags(monitoring), purposeTag("objective", row.id)],
  };
}

/**
 * A monitor that tells where the budget burns too fast. It has no recovery threshold and no `onMissingData`: Datadog
 * takes neither of an alert on an objective, and the row's own monitor tells of missing data.
 * @param objectiveId not known before the objective is made, and with it the query
 */
export function burnAlertArgs<Id extends pulumi.Input<string>>(
  objectiveId: Id,
  objective: Objective,
  burn: BurnAlert,
  monitoring: Monitoring,
) {
  const { row } = objective;
  return {
    name: `${row.metric} burns its budget at ${decimal(burn.rate)} times (${monitoring.scope.environment})`,
    type: "slo alert",
    query: queryOf(objectiveId, objective, burn),
    message: burnMessage(objective, burn, monitoring),
    monitorThresholds: { critical: decimal(burn.rate) },
    tags: tagsFor(purposeTag("objective", row.id), monitoring),
    priority: priorityByLoudness[burn.tells],
    notifyNoData: false,
    includeTags: true,
  } satisfies MonitorArgs;
}

function queryOf<Id extends pulumi.Input<string>>(id: Id, objective: Objective, burn: BurnAlert) {
  const query = (known: string) => burnQuery(known, objective, burn);
  return (typeof id === "string" ? query(id) : pulumi.output(id).apply(query)) as Id extends string
    ? string
    : pulumi.Output<string>;
}

/** What a person reads: how fast the budget goes, when it is gone, where to look, and who is told. */
function burnMessage(objective: Objective, burn: BurnAlert, monitoring: Monitoring): string {
  const { row, target, timeframe } = objective;
  const { runbookUrl, dashboards, routes } = monitoring;
  const rate = decimal(burn.rate);
  const windows = `over the last ${burnAlertId(burn)} and the last ${shortWindow(burn)}`;
  const gone = decimal(Number((daysOf(objective) / burn.rate).toPrecision(2)));
  return [
    ...shadowLines(routes),
    `{{#is_alert}}${row.metric} burns its budget more than ${rate} times as fast as it may, ${windows}. ` +
      `If this goes on, the whole budget of ${timeframe} is gone in ${gone} days.{{/is_alert}}`,
    `{{#is_recovery}}${row.metric} no longer burns its budget more than ${rate} times as fast as it may.{{/is_recovery}}`,
    "",
    `Objective: ${decimal(target)}% good over ${timeframe}, which is the runbook's target ${row.target.text}`,
    `Thresholds: ${runbookUrl}#key-metrics-to-monitor`,
    `What to do: ${runbookUrl}#incident-response`,
    ...dashboards.map(({ name, url }) => `${name}: ${url}`),
    "",
    recipientsLine(routes, burn.tells),
  ].join("\n");
}

/**
 * Leaves the runbook's maintenance windows out of an objective, from the first on that its time frame still holds: those
 * that were before the objective was made are in it as well.
 */
export function correctionArgs<Id extends pulumi.Input<string>>(
  objectiveId: Id,
  objective: Objective,
  { rule, now, runbookUrl }: Pick<ObjectivesArgs, "rule" | "now" | "runbookUrl">,
) {
  const [first] = nextWindows(rule, new Date(now.getTime() - daysOf(objective) * msPerDay), 1);
  if (first === undefined) throw new Error(`the maintenance rule ${ruleName(rule)} never comes again`);
  return {
    category: "Scheduled Maintenance",
    // The tag tells of which objective it is where that has no id yet.
    description: `${purposeTag("objective", objective.row.id)} ${runbookUrl}#scheduled-maintenance`,
    sloId: objectiveId,
    rrule: rruleOf(rule),
    duration: rule.durationMinutes * 60,
    start: first.start.getTime() / 1000,
    timezone: rule.timezone,
  };
}

const msPerDay = 24 * 60 * 60 * 1000;
