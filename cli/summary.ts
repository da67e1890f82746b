// The last words of a command on one screen: what it came to, what to do about it, what changes, and where to look.
import type { RunResult } from "../engine/result.ts";
import { changesOf, countsText, removalsOf, staysOf } from "./changeSections.ts";
import { linksIn, outputsText } from "./outputsText.ts";
import { fitted, type Item, mostRows, type Screen, type Section } from "./screen.ts";
import { counted, indented, lineSection, whereOf } from "./sections.ts";
import { linesOf, parted, restOf, tasksOf } from "./toDo.ts";
import { unwatchedOf, warningsOf } from "./warningSections.ts";

/** What a summary is where it is no terminal that it is written to. */
export const page: Screen = { columns: Number.POSITIVE_INFINITY, rows: mostRows };

/** All of it, for a file. */
export const endless: Screen = { ...page, rows: Number.POSITIVE_INFINITY };

/** What a command came to, for people: nothing that blocks it is left unnamed, however small the screen is. */
export function summaryOf(result: RunResult, screen: Screen = page): string {
  if (result.command === "outputs" && result.result === "passed") return outputsText(result);
  const verdict = verdictOf(result);
  const toDo = toDoOf(result);
  const advice = adviceOf(result);
  const removals = removalsOf(result);
  const changes = changesOf(result);
  const stays = staysOf(result);
  const warnings = warningsOf(result);
  const unwatched = unwatchedOf(result);
  const links = linksOf(result);
  const cannotTell = cannotTellOf(result);
  const last = lastOf(result);
  const sections: readonly Section[] = [
    verdict,
    toDo,
    removals,
    changes,
    stays,
    advice,
    warnings,
    ...unwatched,
    links,
    cannotTell,
    last,
  ];
  const ranked = [verdict, last, toDo, removals, ...sections];
  const lines = fitted(sections, [...new Set(ranked)], screen);
  return `${lines.join("\n")}\n`;
}

function verdictOf(result: RunResult): Section {
  const { stack, command, release, at } = result;
  const about = [
    ...(release === undefined
      ? ["no release"]
      : [`release ${release.version}`, `commit ${short(release.commit)}`]),
    `at ${at}`,
  ];
  const lines = [
    firstLine(result, `${command} of stack ${stack}`),
    ...(at === undefined ? [] : [`  ${about.join(", ")}`]),
  ];
  return { items: [{ lines }], rest: () => lines.join("\n") };
}

/** A full hash as Git shortens it; what is none is shown as it is. */
function short(commit: string): string {
  return /^[0-9a-f]{40,}$/.test(commit) ? commit.slice(0, 12) : commit;
}

function firstLine({ command, result, changes, resources }: RunResult, what: string): string {
  if (result === "blocked") return `BLOCKED: ${what} is not safe.`;
  if (result === "invalid") return `INVALID: ${what} changed nothing; fix the input first.`;
  if (result === "failed") return `FAILED: ${what} could not be carried out.`;
  if (command === "check") return `PASSED: ${what}: ${resources.length} resources declared.`;
  return `PASSED: ${what}: ${countsText(changes)}.`;
}

/** What blocks it, or what is wrong with it. */
function toDoOf(result: RunResult): Section {
  const mandatory = result.violations.filter(({ level }) => level === "mandatory");
  const problems = (result.problems ?? []).map((problem): Item => {
    const { fact, fix } = parted(problem);
    const [first = "", ...more] = fact.split("\n");
    return {
      about: [nameOf(first)],
      lines: [...linesOf([first], undefined), ...indented(more), ...linesOf([], fix)],
    };
  });
  return {
    title: "What to do:",
    items: [...problems, ...tasksOf(mandatory, result)],
    rest: restOf("more to do about", whereOf(result)),
  };
}

/** The place of a problem, or the beginning of what the engine says. */
function nameOf(fact: string): string {
  const [place, found] = fact.split(": found ");
  return found === undefined ? fact.slice(0, 160) : String(place);
}

function adviceOf(result: RunResult): Section {
  const advisory = result.violations.filter(({ level }) => level === "advisory");
  const rules = new Set(advisory.map(({ rule }) => rule));
  return {
    title: `Advice from ${rules.size} rule${rules.size === 1 ? "" : "s"}, which blocks nothing:`,
    items: tasksOf(advisory, result),
    rest: restOf("advice from", whereOf(result)),
  };
}

function linksOf(result: RunResult): Section {
  if (result.command === "check" || result.command === "destroy") return lineSection([], () => "");
  return lineSection(
    linksIn(result),
    counted("link", "links", `npm run outputs -- --stack ${result.stack}`),
    "Where to look:",
  );
}

function cannotTellOf({ cannotTell = [] }: RunResult): Section {
  return lineSection(
    cannotTell.map((what) => `  - ${what}`),
    counted("that a check cannot tell", "that a check cannot tell", "--json shows all"),
    "A check cannot tell:",
  );
}

/** What is to be kept of the run. */
function lastOf({ recorded, shown, log }: RunResult): Section {
  const lines = [
    ...(recorded === undefined
      ? []
      : [`Recorded: ${recorded}`, "Commit it: by it every later update knows that the release is deployed."]),
    ...(recorded === undefined || shown === undefined ? [] : [shown]),
    ...(log === undefined ? [] : [`All that the engine said: ${log}`]),
  ];
  return { items: lines.length > 0 ? [{ lines }] : [], rest: () => lines.join("\n") };
}
