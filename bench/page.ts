// Writes the page of measurements from what was measured.
import { causes } from "./causes.ts";
import { type Goal, goals, isMet } from "./goals.ts";
import type { Machine } from "./machine.ts";
import { type CaseResult, packCosts, paired, type Results, ratio, valuesOf } from "./results.ts";
import { slope, spreadOf } from "./statistics.ts";

export interface Page {
  results: Results;
  machine: Machine;
  /** The day of the run. */
  now: Date;
  /** The command that repeats it. */
  command: string;
  /** Why CPU and memory are not measured, if they are not. */
  noAccounts?: string;
}

/** The whole page, as Markdown. */
export function measurementsPage(page: Page): string {
  return [
    "# Measurements\n",
    `Written by \`${page.command}\`, which measures again and writes this page; do not edit it.\n`,
    about(page),
    goalSection(page.results),
    caseSection(page),
    packSection(page.results),
    howSection(page),
  ].join("\n");
}

function about({ results, machine, now }: Page): string {
  const { system, cores, memoryGiB, versions } = machine;
  const rounds = Math.max(0, ...results.cases.map((one) => one.rounds.length));
  const shown = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return `${now.toISOString().slice(0, 10)}, ${rounds} rounds after a warm-up, on ${system} with ${cores} cores and ${memoryGiB} GiB of memory.\n${shown.join(", ")}.\n`;
}

function goalSection(results: Results): string {
  const measured = goals.map((goal) => ({ goal, value: goal.measured(results) }));
  const rows = measured.map(({ goal, value }) => [
    goal.words,
    `${goal.bound.sign} ${goal.shown(goal.bound.value)}`,
    value === undefined ? "not measured" : goal.shown(value),
    value === undefined ? "" : isMet(goal, value) ? "met" : "**missed**",
  ]);
  const missed = measured.filter(({ goal, value }) => value !== undefined && !isMet(goal, value));
  return [
    "## Goals\n",
    table(["goal", "bound", "measured", ""], rows),
    ...missed.map(({ goal }) => `**Missed: ${goal.words}.** ${causeOf(goal)}\n`),
  ].join("\n");
}

function causeOf({ id }: Goal): string {
  return causes[id] ?? "The cause is not known yet: profile it, mend it, or state it in `bench/causes.ts`.";
}

function caseSection({ results }: Page): string {
  const floors = paired(results, ["pack-floor", "floor"], "wall", ratio);
  return [
    "## Cases\n",
    "Medians, with the least and the most in brackets.\n",
    table(
      ["case", "resources", "wall, s", "CPU, s", "peak memory of the largest process, MiB"],
      results.cases.map(caseRow),
    ),
    ...(floors === undefined
      ? []
      : [`An empty pack makes an empty preview ${floors.toFixed(2)} × as long.\n`]),
  ].join("\n");
}

function caseRow(one: CaseResult): string[] {
  const { name, title, resources, leftOut, rounds } = one;
  const cells = [`\`${name}\`: ${title}`, resources === undefined ? "" : String(resources)];
  if (leftOut !== undefined) return [...cells, `left out: ${leftOut}`, "", ""];
  const results = { cases: [one], sizes: [] };
  return [
    ...cells,
    spread(valuesOf(results, name, "wall"), 2),
    spread(valuesOf(results, name, "cpu"), 2),
    largest(rounds),
  ];
}

/** The largest process of the case, and which it is. */
function largest(rounds: CaseResult["rounds"]): string {
  const peaks = rounds.flatMap(({ accounts }) => {
    const [first] = Object.entries(accounts?.peakMiB ?? {}).toSorted(([, one], [, other]) => other - one);
    return first ? [{ role: first[0], peak: first[1] }] : [];
  });
  const [first] = peaks;
  return first === undefined
    ? ""
    : `${spread(
        peaks.map(({ peak }) => peak),
        0,
      )} ${first.role}`;
}

function packSection(results: Results): string {
  const [wall, cpu] = [packCosts(results, "wall"), packCosts(results, "cpu")];
  if (wall.length === 0) return "";
  const rows = wall.map((point, index) => {
    const [before, cpuBefore, inCpu] = [wall[index - 1], cpu[index - 1], cpu[index]];
    return [
      String(point.size),
      point.cost.toFixed(2),
      inCpu ? inCpu.cost.toFixed(2) : "",
      before ? (slope(before, point) * 1000).toFixed(1) : "",
      cpuBefore && inCpu ? (slope(cpuBefore, inCpu) * 1000).toFixed(1) : "",
    ];
  });
  return [
    "## What the pack adds\n",
    "The preview with the pack less the same without it, round by round; then what each resource beyond those of the line above costs.\n",
    table(
      ["resources", "wall, s", "CPU, s", "wall, ms a further resource", "CPU, ms a further resource"],
      rows,
    ),
  ].join("\n");
}

function howSection({ noAccounts }: Page): string {
  const accounts =
    noAccounts ??
    "CPU is user and system time of the command and of all that it has started, as the system accounts for children that have ended. " +
      "Memory is the largest resident set of one process (VmHWM), looked up in /proc every 25 ms.";
  return `## How it is measured

Each case is a command in processes of its own; they run one after the other, round by round, so that a machine that gets
slower slows all of them alike. The first round warms up and is not counted. Node keeps what it compiles
(\`NODE_COMPILE_CACHE\`) in all cases, the floors too, as the toolchain lets it. ${accounts}

- \`floor\` and \`pack-floor\` preview an empty TypeScript program, and an empty pack of one rule, through the Automation
  API as the rehearsal does: same engine, local backend, passphrase.
- \`stack…\` opens the rehearsal stack as the commands do, with its stand-ins in the same process, and judges its inputs
  before the preview. What the toolchain needs before that is \`set-up\` less \`node\`; \`command\` is all of it.
- Sizes are made by adding rows to the table of a copy of the runbook, and signals to its config: each is a monitor.
- "program" is the process of the command: the program itself, the Automation API and the stand-ins of the rehearsal.
  "engine" is Pulumi's own process, "pack" that of the policy pack.
`;
}

function spread(values: readonly number[], digits: number): string {
  if (values.length === 0) return "";
  const { median, min, max } = spreadOf(values);
  return `${median.toFixed(digits)} (${min.toFixed(digits)}–${max.toFixed(digits)})`;
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return `${[line(header), `|${"---|".repeat(header.length)}`, ...rows.map(line)].join("\n")}\n`;
}
