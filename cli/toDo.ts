// What there is to do about a run that did not pass: grouped, each fix once, no violation twice.
import type { RunResult, Violation } from "../engine/result.ts";
import { rehearsalStack } from "../inputs/inputs.ts";
import type { Item } from "./screen.ts";

/** More facts than these that have one fix are counted by their rule. */
const mostFacts = 3;

/** Names are listed where they are fewer. */
export const mostNames = 10;

/** Violations as things to do, the runbook's items first: all of them are done by way of one page. */
export function tasksOf(violations: readonly Violation[], result: RunResult): Item[] {
  const items = violations.filter(isItem);
  const { release } = result;
  const asOne = release !== undefined && items.length > mostFacts;
  const others = asOne ? violations.filter((one) => !isItem(one)) : violations;
  const byFix = Map.groupBy(others, ({ rule, message }) => parted(message).fix ?? `? ${rule}`);
  return [
    ...(asOne ? [itemsAsOne(items, release.version, result.stack)] : []),
    ...[...byFix.values()].map(itemOf),
  ];
}

/** One line of those that are left out: every rule among them, with how often it was violated. */
export function restOf(what: string, where: string): (left: readonly Item[]) => string {
  return (left) => {
    const counts = Map.groupBy(
      left.flatMap(({ about = [] }) => about),
      (rule) => rule,
    );
    const named = [...counts].map(([rule, all]) => (all.length > 1 ? `${rule} (${all.length})` : rule));
    return `  … and ${what} ${named.join(", ")}: ${where}`;
  };
}

/** A problem or a violation's message: what is wrong, and what to do about it. */
export function parted(message: string): { fact: string; fix: string | undefined } {
  const [fact = "", ...fixes] = message.split(/(?:;|\n)\s*mend: /);
  return { fact, fix: fixes.length > 0 ? fixes.join("; ") : undefined };
}

/** A fact, and below it its fix. */
export function linesOf(facts: readonly string[], fix: string | undefined): string[] {
  return [...facts.map((fact) => `  - ${fact}`), ...(fix === undefined ? [] : [`    fix: ${fix}`])];
}

const itemRule = /^prove-(.+)-items$/;
const itemState = /^\S+ \("[\s\S]*?"\) is (\w+): /;

/** Whether it says of one item of the runbook's checklists that it is not proven. */
function isItem({ rule, message }: Violation): boolean {
  return itemRule.test(rule) && itemState.test(message);
}

function itemsAsOne(items: readonly Violation[], version: string, stack: string): Item {
  const states = Map.groupBy(items, ({ message }) => itemState.exec(message)?.[1]);
  const rules = [...new Set(items.map(({ rule }) => rule))];
  const counted = [...states].map(([state, all]) => `${all.length} ${state}`).join(", ");
  const onStack = stack === rehearsalStack ? "" : ` --stack ${stack}`;
  return {
    about: items.map(({ rule }) => rule),
    lines: linesOf(
      [`[${rules.join(", ")}] ${items.length} items of the checklists are unproven: ${counted}`],
      `npm run runbook -- checklist ${version}${onStack}`,
    ),
  };
}

/** What one fix is for. */
function itemOf(violations: readonly Violation[]): Item {
  const facts =
    violations.length <= mostFacts
      ? violations.map(factOf)
      : [...Map.groupBy(violations, ({ rule }) => rule).values()].map(countedFact);
  const [first] = violations;
  return {
    about: violations.map(({ rule }) => rule),
    lines: linesOf(facts, first && parted(first.message).fix),
  };
}

function factOf(violation: Violation): string {
  return `[${violation.rule}] ${nameOf(violation)}: ${parted(violation.message).fact}`;
}

/** The first of a rule's violations, and where the others are. */
function countedFact(violations: readonly Violation[]): string {
  const [first, ...others] = violations;
  if (first === undefined) return "";
  const names = [...new Set(others.map(nameOf))].filter((name) => name !== nameOf(first));
  const places = names.length > 0 && names.length < mostNames ? `: ${names.join(", ")}` : "";
  return `${factOf(first)}${others.length > 0 ? ` (and ${others.length} more like it${places})` : ""}`;
}

function nameOf({ resource }: Violation): string {
  return resource.slice(resource.lastIndexOf("::") + 2);
}
