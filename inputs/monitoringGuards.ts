// Reads off the inputs of a run who is told of what, and when: the alerts of Datadog and Sentry as guards.
import type { Guard } from "../release/guards.ts";
import { dayMs } from "../release/situation.ts";
import { type Quantity, withId } from "../runbook/index.ts";
import { burnAlertId, shortWindow } from "../signals/burnRates.ts";
import { type OnCallTeam, stepInWords } from "../signals/onCall.ts";
import { eventSpans, sessionSpans } from "../signals/sentryAlerts.ts";
import { type Signal, signalOf } from "../signals/signal.ts";
import { missingData } from "../signals/signalSchema.ts";
import { convert } from "../signals/units.ts";
import type { DatadogInputs } from "./datadog.ts";
import { amount, type Entry, formerly, weakening } from "./guardEntry.ts";
import type { Inputs } from "./inputs.ts";
import { mutedByConfig } from "./maintenance.ts";

export type Monitored = Pick<Inputs, "runbook" | "signals" | "sentry" | "datadog" | "settings">;

/** What the alerts guard; without a service, what only the runbook says of them. */
export function alertGuards(inputs: Monitored): Entry[] {
  return [...alerts(inputs), ...told(inputs), ...objectives(inputs), ...sentryAlerts(inputs)];
}

/** An amount of the runbook's in the base unit of what it measures. `told`: by which sign somebody is told. */
function quantity({ value, unit, text }: Quantity, told: Quantity["comparator"]) {
  const base = unit === "percent" ? "fraction" : "s";
  const stricter = told === ">" ? "lower" : "higher";
  return { value: convert(value, unit, base), unit: base, text, stricter } as const;
}

/** Of each row when somebody is told, when somebody is warned, and by which query both are measured. */
function alerts({ runbook, signals, datadog }: Monitored): Entry[] {
  return runbook.thresholds.flatMap((row): Entry[] => {
    const { id, metric, alert, target } = row;
    const signal = datadog && signalOf(row, signals);
    const warned = target.comparator === "<" ? ">" : "<";
    const of = (kind: string, words: string, guard: Partial<Guard>): Entry => [
      `${kind}/${id}`,
      { words: `${words} of "${metric}"`, ...guard, ...formerly(kind, row) },
    ];
    return [
      of("alert", "the alert threshold", quantity(alert, alert.comparator)),
      of("warning", "the target, beyond which a warning comes,", quantity(target, warned)),
      ...(signal === undefined ? [] : signalGuards(signal).map((one) => of(...one))),
    ];
  });
}

/** Whom Datadog tells: nobody can see from a handle who is behind it, or whether anybody is. */
function told({ datadog, settings, runbook }: Monitored): Entry[] {
  if (datadog === undefined) return [];
  const { page, alert, warning } = datadog.ownRoutes;
  const route = (id: string, words: string, handles: readonly string[]): Entry => [
    id,
    { words, stricter: "same", text: handles.join(", "), mayGo: true },
  ];
  return [
    route("alert-handle", "the handle that Datadog's alerts go to", alert),
    route("page-handle", "the handle that Datadog's pages go to", page),
    route("warning-handle", "the handle that Datadog's warnings go to", warning),
    ...datadog.onCall.map(onCallGuard),
    ...hours(datadog),
    ...mutes(settings, runbook),
    ...shadow(settings),
  ];
}

/** Of a team that is made who is paged, and when: nobody can see from an id who that is. */
function onCallGuard({ handle, steps, retries }: OnCallTeam): Entry {
  const words = `the way of a page to the team ${handle}`;
  const text = `${steps.map(stepInWords).join(", ")} (retries: ${retries})`;
  return [`on-call/${handle}`, { words, stricter: "same", text }];
}

/** Outside of business hours a warning is not told. */
function hours({ warningHours }: DatadogInputs): Entry[] {
  if (warningHours === undefined) return [];
  const { days, from, to, timeZone } = warningHours;
  const text = `${days.join(", ")} from ${from} to ${to}, ${timeZone}`;
  return [
    weakening("warning-hours", "warnings are told in business hours alone", { stricter: "same", text }),
  ];
}

/** What config mutes in the maintenance window beside availability. */
function mutes({ datadog }: Monitored["settings"], runbook: Monitored["runbook"]): Entry[] {
  const more = datadog.enabled ? mutedByConfig(datadog.mutedInMaintenance, runbook) : [];
  return more.map(({ name, was, words }) =>
    weakening(`muted/${name}`, `the maintenance window mutes ${words}`, {
      ...(was.length > 0 && { was: was.map((former) => `muted/${former}`) }),
    }),
  );
}

/** A shadow pages nobody until it ends by itself. */
function shadow({ datadog }: Monitored["settings"]): Entry[] {
  if (datadog.shadow === undefined) return [];
  const { handle, until: text } = datadog.shadow;
  const until = Date.parse(text) + dayMs;
  const words = `every monitor tells ${handle} alone, until the end of a day`;
  return [weakening("shadow", words, { stricter: "lower", value: until, text, until })];
}

/** Of a signal what is measured, from how much traffic on it is judged, and what is done where nothing is measured. */
function signalGuards(signal: Signal): [kind: string, words: string, guard: Partial<Guard>][] {
  const { query, unit, traffic, minimumTraffic = 0, onMissingData } = signal;
  const text = `${query} (${unit})${traffic === undefined ? "" : `, where ${traffic} is enough`}`;
  const loudness = missingData.length - missingData.indexOf(onMissingData);
  const least = { value: minimumTraffic, unit: "events", text: `${minimumTraffic} events` };
  return [
    ["signal", "the query", { stricter: "same", text, mayGo: true }],
    ["traffic", "the traffic up to which nobody is told", { stricter: "lower", ...least, mayGo: true }],
    [
      "missing-data",
      "what is done without data",
      { stricter: "higher", value: loudness, text: onMissingData, mayGo: true },
    ],
  ];
}

/** Of each row whether it has an objective; and by which alerts their budgets are watched: two such lists nobody can compare. */
function objectives({ runbook, datadog }: Monitored): Entry[] {
  if (datadog === undefined) return [];
  const [first] = datadog.objectives;
  const burning = first?.burnAlerts.map(
    (burn) => `${burn.rate} times over ${burnAlertId(burn)} and ${shortWindow(burn)} (${burn.tells})`,
  );
  return [
    ...runbook.thresholds.map((row): Entry => {
      const has = datadog.objectives.some((one) => withId([row], one.row.id) !== undefined);
      const words = `the objective of "${row.metric}"`;
      const there = { stricter: "higher", value: has ? 1 : 0, text: has ? "there" : "not there" } as const;
      return [`objective/${row.id}`, { words, ...there, mayGo: true, ...formerly("objective", row) }];
    }),
    ...(first === undefined || burning === undefined
      ? []
      : [
          [
            "burn-alerts",
            {
              words: "when somebody is told of a budget that burns",
              stricter: "same",
              text: `${first.timeframe}: ${burning.join("; ")}`,
              mayGo: true,
            },
          ] as const,
        ]),
  ];
}

function sentryAlerts({ runbook, sentry }: Monitored): Entry[] {
  const incidents = runbook.incidents.map((incident): Entry => {
    const { id, title, threshold } = incident;
    const at = threshold && quantity(threshold, threshold.comparator);
    return [`incident/${id}`, { words: `the incident "${title}"`, ...at, ...formerly("incident", incident) }];
  });
  if (sentry === undefined) return incidents;
  const { errors, incident, silenceMinutes, repeatMinutes } = sentry;
  const own = runbook.incidents.find(({ id }) => id === incident.id);
  return [
    ...incidents,
    [
      `sentry-metric/${errors.id}`,
      { words: `Sentry's alert on "${errors.metric}"`, ...formerly("sentry-metric", errors) },
    ],
    [
      `sentry-incident/${incident.id}`,
      { words: `Sentry's alert on "${incident.title}"`, ...(own && formerly("sentry-incident", own)) },
    ],
    amount("sentry/silence", "the silence after which Sentry alerts", "lower", silenceMinutes, "minutes"),
    amount(
      "sentry/repeat",
      "the time in which Sentry says nothing more of an issue",
      "lower",
      repeatMinutes,
      "minutes",
    ),
    ...issuesAndSessions(sentry),
    ...toldBySentry(sentry),
  ];
}

/** When one issue, or crashes, are too many. A longer span catches more of an issue, and hides more of a crash. */
function issuesAndSessions({ frequent, crashFree }: NonNullable<Monitored["sentry"]>): Entry[] {
  const { events, eventsWithin, sessionsPercent, sessionsWithin } = frequent;
  const { percent, windowMinutes } = crashFree;
  const span = (id: string, words: string, text: string, value: number): Entry => [
    id,
    { words, stricter: "higher", value, unit: "minutes", text },
  ];
  const issue = "of one issue, above which Sentry alerts,";
  return [
    amount("sentry/events", `the events ${issue}`, "lower", events, "events"),
    span("sentry/events-within", `the time for the events ${issue}`, eventsWithin, eventSpans[eventsWithin]),
    amount("sentry/sessions", `the share of sessions ${issue}`, "lower", sessionsPercent, "%"),
    span(
      "sentry/sessions-within",
      `the time for the sessions ${issue}`,
      sessionsWithin,
      sessionSpans[sessionsWithin],
    ),
    amount("sentry/crash-free", "the crash-free sessions below which Sentry alerts", "higher", percent, "%"),
    amount(
      "sentry/crash-free-window",
      "the time over which crash-free sessions are measured",
      "lower",
      windowMinutes,
      "minutes",
    ),
  ];
}

function toldBySentry({ team, slack }: NonNullable<Monitored["sentry"]>): Entry[] {
  return [
    ["sentry/team", { words: "the team that Sentry's alerts tell", stricter: "same", text: team }],
    ...(slack === undefined
      ? []
      : [
          [
            "sentry/slack",
            {
              words: "the Slack channel that Sentry's alerts tell",
              stricter: "same",
              text: `${slack.channel} of ${slack.workspaceId}`,
            },
          ] as const,
        ]),
  ];
}
