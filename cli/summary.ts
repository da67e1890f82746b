// The last words of a command: what it came to, and what to do about it.
import type { RemovedAlert } from "../engine/removedAlerts.ts";
import type { ResourceChange, RunResult, Violation } from "../engine/result.ts";

/** A few lines for people; the engine's own display stands before them. */
export function summaryOf({
  stack,
  command,
  result,
  changes,
  removedAlerts,
  violations,
  outputs,
  problems,
  resources,
  cannotTell,
  recorded,
  shown,
}: RunResult): string {
  const lines: string[] = [];
  const advisory = violations.filter(({ level }) => level === "advisory");
  const mandatory = violations.filter(({ level }) => level === "mandatory");
  if (advisory.length > 0)
    lines.push(`Advice from ${advisory.length} rule(s):`, ...advisory.map(violationLine));
  // Who destroys a stack means to be told of nothing any more.
  if (command !== "destroy") lines.push(...removalLines(removedAlerts));
  lines.push(
    ...(command === "outputs" ? [JSON.stringify(outputs, undefined, 2)] : unmonitoredLines(outputs)),
  );
  if (result === "blocked") {
    lines.push(`BLOCKED: ${command} of stack ${stack} is not safe.`, ...mandatory.map(violationLine));
  } else if (result === "invalid") {
    lines.push(`INVALID: ${command} of stack ${stack} changed nothing; mend the input first.`);
  } else if (result === "failed") {
    lines.push(`FAILED: ${command} of stack ${stack} could not be carried out.`);
  } else if (command === "check") {
    lines.push(`PASSED: check of stack ${stack}: ${resources.length} resources declared.`);
  } else if (command !== "outputs") {
    const counts = Object.entries(changes).filter(([, count]) => count > 0);
    lines.push(
      `PASSED: ${command} of stack ${stack}: ${counts.map(([op, count]) => `${count} ${op}`).join(", ") || "nothing to do"}.`,
    );
  }
  lines.push(...resources.flatMap((resource) => stayLines(resource, command)));
  lines.push(...(problems ?? []).map((problem) => `  - ${problem}`));
  if (recorded !== undefined)
    lines.push(
      `Recorded: ${recorded}`,
      "Commit it: by it every later update knows that the release is deployed.",
      ...(shown === undefined ? [] : [shown]),
    );
  if (cannotTell !== undefined)
    lines.push("A check cannot tell:", ...cannotTell.map((what) => `  - ${what}`));
  return `${lines.join("\n")}\n`;
}

/** One line for each alert that is taken away. */
export function removalLines(removed: readonly RemovedAlert[]): string[] {
  return removed.map(
    ({ name, when, replaced }) =>
      `REMOVED ALERT: ${name}: nobody is told any more when ${when}${replaced ? ", until it has been made anew" : ""}`,
  );
}

/** What is off on purpose, or not in config yet, leaves these unwatched: the stack's own outputs say so. */
function unmonitoredLines({ unmonitored, unwatched }: RunResult["outputs"]): string[] {
  const lines = (title: string, all: unknown) =>
    Array.isArray(all) && all.length > 0 ? [title, ...all.map((what) => `  - ${what}`)] : [];
  return [
    ...lines("Left unwatched on purpose:", unmonitored),
    ...lines("Left unwatched until config says how:", unwatched),
  ];
}

/** What is said of a thing that outlives its coming into the stack or its going. */
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

function violationLine({ rule, resource, message }: Violation): string {
  const name = resource.slice(resource.lastIndexOf("::") + 2);
  return `  - [${rule}] ${name}: ${message}`;
}
