// Reads off the inputs of a run what guards the stack: alerts and procedures, and what config adds to them.
import type { Guards } from "../release/guards.ts";
import { lastPhase, type Runbook } from "../runbook/index.ts";
import { amount, type Entry, formerly, weakening } from "./guardEntry.ts";
import { incidentGuards } from "./incidentGuards.ts";
import type { Inputs } from "./inputs.ts";
import { alertGuards, type Monitored } from "./monitoringGuards.ts";
import { contactGuards, gateGuards, supabaseGuards, vercelGuards } from "./settingsGuards.ts";
import { syntheticsGuards, type Tested } from "./syntheticsGuards.ts";

type Read = Monitored & Tested & Pick<Inputs, "switchedOff">;

/** What guards the stack by runbook and config. The same inputs give the same model, at any instant. */
export function guardsOf(inputs: Read): Guards {
  const { settings, runbook } = inputs;
  const all: Entry[] = [
    ...alertGuards(inputs),
    ...syntheticsGuards(inputs),
    ...incidentGuards(inputs),
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
