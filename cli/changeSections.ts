// What of a summary is about resources: alerts that are taken away, changes by kind, what is adopted and what stays.
import type { RemovedAlert } from "../engine/removedAlerts.ts";
import type { ResourceChange, RunResult } from "../engine/result.ts";
import type { Section } from "./screen.ts";
import { counted, lineSection, whereOf } from "./sections.ts";
import { mostNames } from "./toDo.ts";

/** Who destroys a stack means to be told of nothing any more. */
export function removalsOf(result: RunResult): Section {
  const removed = result.command === "destroy" ? [] : removalLines(result.removedAlerts);
  return lineSection(removed, counted("REMOVED ALERT", "REMOVED ALERTS", whereOf(result)));
}

/** One line for each alert that is taken away. */
function removalLines(removed: readonly RemovedAlert[]): string[] {
  return removed.map(
    ({ name, when, replaced }) =>
      `REMOVED ALERT: ${name}: nobody is told any more when ${when}${replaced ? ", until it has been made anew" : ""}`,
  );
}

/** Each kind of change, with the names where they are few. */
export function changesOf(result: RunResult): Section {
  const byOp = Map.groupBy(
    result.resources.filter(({ op }) => op !== "same" && op !== "declare"),
    ({ op }) => op,
  );
  const width = Math.max(...[...byOp.keys()].map(({ length }) => length));
  const lines = [...byOp].map(
    ([op, all]) => `  ${op.padEnd(width)}  ${all.length < mostNames ? names(all) : types(all)}`,
  );
  const title = result.result === "passed" ? "Changes:" : `Changes: ${countsText(result.changes)}`;
  return lineSection(lines, counted("kind of change", "kinds of changes", whereOf(result)), title);
}

const names = (resources: readonly ResourceChange[]): string =>
  resources
    .map(({ name }) => name)
    .sort()
    .join(", ");

/** The commonest types of many resources, as the packages name them. */
function types(resources: readonly ResourceChange[]): string {
  const byType = Map.groupBy(resources, ({ type }) => type.slice(type.lastIndexOf(":") + 1));
  const common = [...byType]
    .sort(([one, some], [other, others]) => others.length - some.length || (one < other ? -1 : 1))
    .slice(0, 5);
  const shown = common.map(([type, all]) => `${all.length} ${type}`);
  const others = resources.length - common.reduce((sum, [, all]) => sum + all.length, 0);
  return `${resources.length}: ${shown.join(", ")}${others > 0 ? `, ${others} others` : ""}`;
}

/** What is said of a thing that outlives its coming into the stack or its going. */
export function staysOf(result: RunResult): Section {
  const lines = result.resources.flatMap((resource) => stayLines(resource, result.command));
  return lineSection(
    lines,
    counted(
      "that is adopted, or stays at its service",
      "that are adopted, or stay at their services",
      whereOf(result),
    ),
  );
}

function stayLines({ name, adopts, keeps }: ResourceChange, command: RunResult["command"]): string[] {
  const done =
    command === "preview"
      ? { adopt: "adopts", change: "would change" }
      : { adopt: "adopted", change: "changed" };
  if (keeps !== undefined) return [`  - ${name} leaves the stack, and ${keeps} stays at its service`];
  if (adopts === undefined) return [];
  const { id, changes } = adopts;
  const rest = changes.length === 0 ? "as it is" : `and ${done.change} ${changes.join(", ")}`;
  return [`  - ${done.adopt} ${name} (${id}), ${rest}`];
}

/** How many resources each operation concerns. */
export function countsText(changes: RunResult["changes"]): string {
  const counts = Object.entries(changes).filter(([, count]) => count > 0);
  return counts.map(([op, count]) => `${count} ${op}`).join(", ") || "nothing to do";
}
