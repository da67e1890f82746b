// Reads off the inputs of a run what guards the stack: alerts and procedures, and what config adds to them.
import type { Guard, Guards } from "../release/guards.ts";
import { lastPhase, type Quantity, type Runbook } from "../runbook/index.ts";
import { signalOf } from "../signals/signal.ts";
import { convert } from "../signals/units.ts";
import { amount, type Entry, formerly, weakening } from "./guardEntry.ts";
import type { Inputs } from "./inputs.ts";
import { contactGuards, gateGuards, supabaseGuards, vercelGuards } from "./settingsGuards.ts";

type Read = Pick<Inputs, "runbook" | "settings" | "signals" | "sentry" | "datadog" | "switchedOff">;

/** What guards the stack by runbook and config. The same inputs give the same model, at any instant. */
export function guardsOf(inputs: Read): Guards {
  const { settings, runbook } = inputs;
  const all: Entry[] = [
    ...alerts(inputs),
    ...told(inputs),
    ...sentryAlerts(inputs),
    ...items(runbook),
    ...silence(runbook),
    ...runbookRules(runbook),
    ...procedures(runbook),
    ...contactGuards(settings, runbook),
    ...gateGuards(settings, runbook),
    ...supabaseGuards(settings),
    ...vercelGuards(settings),
    ...inputs.switchedOff.map(({ name }) => weakening(`off/${name}`, `${name} is switched off`)),
  ];
  const freezes = settings.gate.freezes.map(({ from, to, reason }) => ({ from, to, reason }));
  return { guards: Object.fromEntries(all), freezes };
}

/** An amount of the runbook's in the base unit of what it measures. `told`: by which sign somebody is told. */
function quantity({ value, unit, text }: Quantity, told: Quantity["comparator"]) {
  const base = unit === "percent" ? "fraction" : "s";
  const stricter = told === ">" ? "lower" : "higher";
  return { value: convert(value, unit, base), unit: base, text, stricter } as const;
}

/** Of each row when somebody is told, when somebody is warned, and by which query both are measured. */
function alerts({ runbook, signals, datadog }: Read): Entry[] {
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
      ...(signal === undefined
        ? []
        : [
            of("signal", "the query", {
              stricter: "same",
              text: `${signal.query} (${signal.unit})`,
              mayGo: true,
            }),
          ]),
    ];
  });
}

/** Whom Datadog tells: nobody can see from a handle who is behind it, or whether anybody is. */
function told({ datadog }: Read): Entry[] {
  if (datadog === undefined) return [];
  const words = "the handle that Datadog's alerts go to";
  return [["alert-handle", { words, stricter: "same", text: datadog.handle, mayGo: true }]];
}

function sentryAlerts({ runbook, sentry }: Read): Entry[] {
  const incidents = runbook.incidents.map((incident): Entry => {
    const { id, title, threshold } = incident;
    const at = threshold && quantity(threshold, threshold.comparator);
    return [`incident/${id}`, { words: `the incident "${title}"`, ...at, ...formerly("incident", incident) }];
  });
  if (sentry === undefined) return incidents;
  const { errors, incident, silenceMinutes } = sentry;
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
  ];
}

/** By item, whatever list it stands in: one that is moved to another list is still asked for. */
function items({ preDeployment }: Runbook): Entry[] {
  const all = preDeployment.flatMap(({ items: own }) => own);
  return all.map((item) => {
    const count = all.filter(({ id }) => id === item.id).length;
    const words = `the checklist item "${item.text}"`;
    const often = {
      stricter: "higher",
      value: count,
      text: count === 1 ? "in one list" : `in ${count} lists`,
    } as const;
    return [`item/${item.id}`, { words, ...often, ...formerly("item", item) }];
  });
}

function silence({ maintenance: { rule } }: Runbook): Entry[] {
  const aYear = rule.frequency === "monthly" ? 12 : 52;
  return [
    amount("silence/length", "the maintenance window", "lower", rule.durationMinutes, "minutes long"),
    amount("silence/frequency", "the maintenance window", "lower", aYear, "times a year"),
  ];
}

/** What is looked at right after a deployment, and how one is taken back. */
function procedures({ immediateChecks, rollbacks }: Runbook): Entry[] {
  return [
    ...immediateChecks.map((check): Entry => {
      const words = `the check "${check.check}" right after a deployment`;
      return [`check/${check.id}`, { words, ...formerly("check", check) }];
    }),
    ...rollbacks.map((rollback): Entry => {
      const words = `the procedure "${rollback.title}"`;
      return [`rollback/${rollback.id}`, { words, ...formerly("rollback", rollback) }];
    }),
  ];
}

function runbookRules(runbook: Runbook): Entry[] {
  const { reviewFrequency, emergency } = runbook;
  return [
    amount("runbook/watch", "the watch after a release", "higher", lastPhase(runbook).toHour, "h"),
    amount(
      "runbook/review",
      "the time between two reviews of the runbook",
      "lower",
      reviewFrequency.months,
      "months",
    ),
    ...emergency.triggers.map((trigger) =>
      weakening(
        `emergency-trigger/${trigger.toLowerCase()}`,
        `"${trigger}" may leave checklists out, as an emergency`,
      ),
    ),
  ];
}
