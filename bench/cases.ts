// What is measured: each case is one command, in a process of its own.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { makeLargerProject, rowsOf } from "./largerProject.ts";

export interface Case {
  name: string;
  title: string;
  /** Arguments of Node; absent where there is nothing to be measured. */
  args?: readonly string[];
  /** Why it is left out. */
  leftOut?: string;
  folder: string;
  /** Makes the folder, where it is not the project's own. */
  prepare?: () => void;
  /** The packs that must have been attached to the preview; absent where the command does not say. */
  packs?: readonly string[];
}

/** A preview with a pack of as many rows, and the same without it. */
export interface Size {
  rows: number;
  without: string;
  with: string;
}

export interface Cases {
  cases: readonly Case[];
  /** From the runbook's own number of rows up. */
  sizes: readonly Size[];
}

/** How many times the runbook's own rows are measured, and how many rows it takes to have 1,000 resources. */
const scale = { times: 10, middle: 500, largest: 1_000 };

/**
 * @param project the project's folder
 * @param folder where states are kept, and larger projects are made when a case is prepared; empty
 */
export function casesOf(project: string, folder: string): Cases {
  const ownRows = rowsOf(project);
  const sizes = [ownRows, ownRows * scale.times, scale.middle, scale.largest].map((rows) => ({
    rows,
    without: rows === ownRows ? "stack" : `stack-${rows}`,
    with: rows === ownRows ? "stack-pack" : `stack-${rows}-pack`,
  }));
  const stacks = sizes.flatMap((size) => stackCases(size, project, folder));
  return { sizes, cases: [...floorCases(project, folder), ...stacks, ...commandCases(project)] };
}

function floorCases(project: string, folder: string): Case[] {
  const subject = join(project, "bench", "subjects");
  const args = (name: string) => [join(subject, "preview.ts"), "floor", join(folder, "state", name)];
  return [
    { name: "floor", title: "empty program", folder: project, args: args("floor"), packs: [] },
    {
      name: "pack-floor",
      title: "empty program, empty pack of one rule",
      folder: project,
      args: [...args("pack-floor"), join(subject, "emptyPack")],
      packs: ["marsana-bench-empty"],
    },
  ];
}

function stackCases({ rows, without, with: withPack }: Size, project: string, folder: string): Case[] {
  const own = without === "stack";
  const place = own ? project : join(folder, `rows-${rows}`);
  const prepare = () => {
    if (!existsSync(place)) makeLargerProject(project, place, rows);
  };
  const args = (name: string) => [
    join(place, "bench", "subjects", "preview.ts"),
    "stack",
    join(folder, "state", name),
  ];
  const title = own ? "rehearsal stack" : `rehearsal stack, ${rows} rows`;
  return [
    { name: without, title, folder: place, prepare, args: args(without), packs: [] },
    {
      name: withPack,
      title: `${title}, with its pack`,
      folder: place,
      prepare,
      args: [...args(withPack), join(place, "policies")],
      packs: ["marsana-fleet"],
    },
  ];
}

function commandCases(project: string): Case[] {
  const run = join("toolchain", "run.mjs");
  const nothing = join("bench", "subjects", "nothing.ts");
  return [
    {
      name: "command",
      title: "`npm run preview` without npm itself",
      folder: project,
      args: [run, join("cli", "stack.ts"), "preview"],
    },
    checkCase(project),
    { name: "node", title: "Node alone, with an empty entry", folder: project, args: [nothing] },
    { name: "set-up", title: "the toolchain, then the empty entry", folder: project, args: [run, nothing] },
  ];
}

function checkCase(project: string): Case {
  const { scripts } = JSON.parse(readFileSync(join(project, "package.json"), "utf8"));
  const common = { name: "check", title: "`npm run check` without npm itself", folder: project };
  const [program, ...args] = String(scripts.check ?? "").split(" ");
  if (program === "node") return { ...common, args };
  return { ...common, leftOut: "package.json has no script `check` that Node runs" };
}
