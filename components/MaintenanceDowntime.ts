// The recurring Datadog downtime of the runbook's maintenance window.
import { DowntimeSchedule } from "@pulumi/datadog/downtimeSchedule.js";
import * as pulumi from "@pulumi/pulumi";
import { durationText, nextWindows, rruleOf, type WindowRule } from "../calendar/index.ts";
import type { Lingering } from "../signals/lingering.ts";
import { type MonitoringScope, metricTag, mutedTag, scopeTags } from "../signals/scope.ts";
import { formerNames } from "./formerNames.ts";

/** What a downtime is made of. */
export type SilenceSources = Omit<MaintenanceDowntimeArgs, "lingering">;

export interface MaintenanceDowntimeArgs {
  rule: WindowRule;
  scope: MonitoringScope;
  /** The page on which people read the runbook. */
  runbookUrl: string;
  /** The monitors that go on counting the window after its end. */
  lingering: readonly Lingering[];
  /** The first window that starts after this instant is the first one silenced. */
  now: Date;
}

export class MaintenanceDowntime extends pulumi.ComponentResource {
  readonly downtime: DowntimeSchedule;

  constructor(name: string, args: MaintenanceDowntimeArgs, opts?: pulumi.ComponentResourceOptions) {
    super("marsana:datadog:MaintenanceDowntime", name, {}, opts);
    // The service refuses a start in the past, and each update would bring a later one: the start is set once, and
    // stays. The rule is part of the name, so that another rule is another downtime with a start of its own.
    this.downtime = new DowntimeSchedule(`${name}-${ruleName(args.rule)}`, downtimeArgs(args), {
      parent: this,
      ignoreChanges: ["recurringSchedule.recurrences[0].start"],
    });
    for (const one of args.lingering) this.#silenceAfter(`${name}-after`, one, args);
    this.registerOutputs({});
  }

  /** As of the window itself: what another silence is made of is another downtime. */
  #silenceAfter(prefix: string, one: Lingering, args: MaintenanceDowntimeArgs): void {
    const { row, tag, minutes } = one;
    const part = tag === metricTag(row.id) ? "" : "-warning";
    const suffix = `${part}-${ruleName(args.rule)}-${minutes}m`;
    new DowntimeSchedule(`${prefix}-${row.id}${suffix}`, lingeringArgs(one, args), {
      parent: this,
      aliases: formerNames(prefix, row, suffix),
      ignoreChanges: ["recurringSchedule.recurrences[0].start"],
    });
  }
}

/** Silences one row's monitor, with the window and for as long after it as that counts it; what then lasts is told. */
export function lingeringArgs({ row, tag, minutes }: Lingering, args: SilenceSources) {
  const { rule, scope, runbookUrl } = args;
  const { recurringSchedule, ...rest } = downtimeArgs(args);
  return {
    ...rest,
    message: `Still counted by ${row.metric}: planned maintenance, ${runbookUrl}#scheduled-maintenance`,
    monitorIdentifier: { monitorTags: [...scopeTags(scope), tag] },
    recurringSchedule: {
      ...recurringSchedule,
      recurrences: recurringSchedule.recurrences.map((one) => ({
        ...one,
        duration: durationText({ ...rule, durationMinutes: rule.durationMinutes + minutes }),
      })),
    },
  };
}

/** Mutes those of the stack's monitors that tell of availability, in its own environment, from the first future window on. */
export function downtimeArgs({ rule, scope, runbookUrl, now }: SilenceSources) {
  const [first] = nextWindows(rule, now, 1);
  if (first === undefined) throw new Error(`the maintenance rule ${ruleName(rule)} never comes again`);
  return {
    message: `Planned maintenance: ${runbookUrl}#scheduled-maintenance`,
    scope: `env:${scope.environment}`,
    monitorIdentifier: { monitorTags: [...scopeTags(scope), mutedTag] },
    displayTimezone: rule.timezone,
    notifyEndStates: ["alert", "warn", "no data"],
    notifyEndTypes: ["expired"],
    recurringSchedule: {
      timezone: rule.timezone,
      recurrences: [
        { rrule: rruleOf(rule), duration: durationText(rule), start: first.start.toISOString().slice(0, 19) },
      ],
    },
  };
}

/** The rule as part of a resource's name, such as `monthly-1su-0200-120m`. */
export function ruleName(rule: WindowRule): string {
  const time = `${String(rule.startHour).padStart(2, "0")}${String(rule.startMinute).padStart(2, "0")}`;
  return `${rule.frequency}-${rule.ordinal ?? ""}${rule.weekday.toLowerCase()}-${time}-${rule.durationMinutes}m`;
}
