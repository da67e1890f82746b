// Where warnings keep business hours: a monitor of its own for each row's target, and the downtime that keeps them quiet.
import { DowntimeSchedule } from "@pulumi/datadog/downtimeSchedule.js";
import { Monitor } from "@pulumi/datadog/monitor.js";
import * as pulumi from "@pulumi/pulumi";
import { type BusinessHours, nextQuietStart, quietPeriods, quietRule } from "../calendar/index.ts";
import { scopeTags, warningTag } from "../signals/scope.ts";
import { type WarningSources, warningArgs } from "../signals/warnings.ts";
import { formerNames } from "./formerNames.ts";

export interface WarningMonitorsArgs extends WarningSources {
  readonly hours: BusinessHours;
  /** From the day after this instant on they are quiet outside of the hours. */
  readonly now: Date;
}

export class WarningMonitors extends pulumi.ComponentResource {
  constructor(name: string, args: WarningMonitorsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("marsana:datadog:WarningMonitors", name, {}, opts);
    for (const row of args.rows)
      new Monitor(`${name}-${row.id}`, warningArgs(row, args), {
        parent: this,
        aliases: formerNames(name, row),
      });
    const quiet = quietArgs(args);
    // As of the maintenance downtime: a start is set once, and other hours are another downtime with starts of its own.
    new DowntimeSchedule(`${name}-quiet-${hoursName(args.hours)}`, quiet, {
      parent: this,
      ignoreChanges: quiet.recurringSchedule.recurrences.map(
        (_, index) => `recurringSchedule.recurrences[${index}].start`,
      ),
    });
    this.registerOutputs({});
  }
}

/** Silences the warnings outside of the hours; one that lasts until they begin is told then. */
export function quietArgs({
  hours,
  scope,
  runbookUrl,
  now,
}: Pick<WarningMonitorsArgs, "hours" | "scope" | "runbookUrl" | "now">) {
  return {
    message: `Outside of business hours: ${runbookUrl}#key-metrics-to-monitor`,
    scope: `env:${scope.environment}`,
    monitorIdentifier: { monitorTags: [...scopeTags(scope), warningTag] },
    displayTimezone: hours.timeZone,
    notifyEndStates: ["alert"],
    notifyEndTypes: ["expired"],
    recurringSchedule: {
      timezone: hours.timeZone,
      recurrences: quietPeriods(hours).map((period) => ({
        rrule: quietRule(period),
        duration: `${period.minutes}m`,
        start: nextQuietStart(period, hours, now),
      })),
    },
  };
}

/** The hours as part of a resource's name, such as `mo-tu-0800-1800-europe-berlin`. */
export function hoursName({ days, from, to, timeZone }: BusinessHours): string {
  return [...days, from, to, timeZone]
    .map((part) =>
      part
        .toLowerCase()
        .replace(":", "")
        .replaceAll(/[^a-z0-9]+/g, "-"),
    )
    .join("-");
}
