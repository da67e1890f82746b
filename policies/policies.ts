// The rules as the policy SDK takes them, each at its level for a stack: for the pack, and for a check without an engine.
import type { ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import { runtime } from "@pulumi/pulumi";
import { readSettings } from "../config.ts";
import { placeOf, problem, removeLine } from "../inputs/configPlace.ts";
import { readInputs } from "../inputs/inputs.ts";
import { nearestOf } from "../inputs/nearest.ts";
import { observedUntil } from "../release/gateSettings.ts";
import { gateRules } from "./gateRules.ts";
import { policyOf, type RuleInputs } from "./rule.ts";
import { rules } from "./rules.ts";

/** How a run is judged, where not as the engine's. */
export interface Judging {
  readonly clock?: () => Date;
  readonly preview?: () => boolean;
  /** Takes, each once, what a rule does not know at a preview and judges in the update. */
  readonly note?: (text: string) => void;
}

/** The rules read what the program started from by the same functions, once. */
export function policiesFor(
  stack: string,
  { clock = () => new Date(), preview = runtime.isDryRun, note = () => {} }: Judging = {},
): (ResourceValidationPolicy | StackValidationPolicy)[] {
  const read = attempt(() => readInputs(readSettings(stack), stack, process.env, clock));
  // What cannot be read has no checklists: then every rule that asks for the inputs counts as violated.
  const all = [...rules, ...(read.value === undefined ? [] : gateRules(read.value.runbook))];
  const noted = new Set<string>();
  const later = (rule: string) => (what: string) => {
    const text = `${rule}: ${what} is not known yet; judged during the update, before the resource is touched`;
    if (!noted.has(text)) note(text);
    noted.add(text);
  };
  const inputs = (rule: string) => (): RuleInputs => {
    if (read.value === undefined) throw read.error;
    const names = all.map(({ name }) => name);
    const observedNothing = Object.keys(read.value.settings.gate.observe).flatMap((name) =>
      names.includes(name) ? [] : notARule(name, names, stack),
    );
    return { ...read.value, preview: preview(), observedNothing, later: later(rule) };
  };
  return all.map((rule) => {
    const until = read.value && observedUntil(rule.name, read.value.settings.gate, read.value.now);
    return policyOf(rule, stack, inputs(rule.name), until);
  });
}

function notARule(name: string, names: readonly string[], stack: string): string {
  const place = placeOf(["gate", "observe", name]);
  const nearest = nearestOf(name, names);
  const required =
    nearest === undefined ? "the name of a rule, from docs/rules.md" : `a rule; the nearest is ${nearest}`;
  return problem(place, JSON.stringify(name), required, removeLine(stack, place));
}

function attempt<T>(work: () => T): { value?: T; error?: unknown } {
  try {
    return { value: work() };
  } catch (error) {
    return { error };
  }
}
