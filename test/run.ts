// `npm test [-- FILTER…]`, `npm run test:rest`, `npm run test:all`: runs test files in as many processes as there are
// cores. Its last line is `N passed, N failed[, N skipped]`.
import { globSync, rmSync } from "node:fs";
import { availableParallelism, loadavg } from "node:os";
import { join, resolve } from "node:path";
import { Command } from "commander";
import Mocha from "mocha";
import settings from "../.mocharc.json" with { type: "json" };
import { entered } from "../cli/arguments.ts";
import { Tally } from "./tally.ts";
import { keepTimes, longestFirst } from "./times.ts";

const root = join(import.meta.dirname, "..");
/** Run with every selection: what is formatted wrongly is as broken as what fails. */
const always = "test/code.test.ts";

/** The files of each command. Both tiers are one queue, so that no core waits for the end of the first. */
const tiers = {
  first: (file: string) => !isRest(file),
  rest: (file: string) => isRest(file),
  all: () => true,
};

export const cli = new Command("npm test --")
  .description("run the tests of the first tier; a filter picks from both")
  .argument("[filter...]", "files or folders below test/")
  .option("--rest", "the second tier: each page's commands, every matrix on the engine (npm run test:rest)")
  .option("--all", "both tiers (npm run test:all)")
  .action(runTests);
if (await entered(import.meta, cli)) console.log("0 passed, 1 failed");

async function runTests(filters: string[], { rest, all }: { rest?: true; all?: true }): Promise<void> {
  const tier = all || filters.length > 0 ? "all" : rest ? "rest" : "first";
  const files = filesOf(tier, filters);
  keepCompiled();
  const tally = await run(longestFirst(root, files));
  keepTimes(root, tally.files);
  const lines = [...tally.slowest(), ...tally.tooSlow(), ...tally.again(), tally.summary()];
  // Not before the lines are out: whatever a test left open must not hold up the end.
  process.stdout.write(`${lines.join("\n")}\n`, () => process.exit(tally.failed > 0 ? 1 : 0));
}

/**
 * Lets the programs that tests start share what Node compiles of packages and project, for this run: what the next one
 * would find is of copies of the project that are gone.
 */
function keepCompiled(): void {
  const folder = join(root, ".state", "compiled-by-tests");
  rmSync(folder, { recursive: true, force: true });
  process.env["NODE_COMPILE_CACHE"] ??= folder;
}

/** The test files of a tier, or those below the folders (or of the names) that the filters give. */
function filesOf(tier: keyof typeof tiers, filters: readonly string[]): string[] {
  const all = globSync("test/**/*.test.ts", { cwd: root });
  // One filter that is spelt wrongly beside others that match would leave its tests out in silence.
  const idle = filters.filter((one) => !all.some((file) => matches(file, one)));
  if (idle.length > 0)
    return refuse(
      `No test file matches: ${idle.join(" ")}. Give a folder or file below test/, such as: runbook, config.test.ts`,
    );
  const chosen = all.filter(
    (file) => tiers[tier](file) && (filters.length === 0 || filters.some((one) => matches(file, one))),
  );
  return [...new Set([always, ...chosen])];
}

/** Runs the files in their order, each in the first process that is free: in processes, as tests set variables of theirs. */
async function run(files: readonly string[]): Promise<Tally> {
  const mocha = new Mocha({
    timeout: settings.timeout,
    parallel: true,
    jobs: Math.min(availableParallelism(), files.length),
  });
  for (const file of files) mocha.addFile(resolve(root, file));
  const tally = new Tally(root, isBusy);
  await new Promise((done) => tally.watch(mocha.run(done)));
  return tally;
}

/** The runner itself keeps one and a half processes of each core waiting. */
function isBusy(): boolean {
  return (loadavg()[1] ?? 0) > 2.5 * availableParallelism();
}

function isRest(file: string): boolean {
  return file.endsWith(".rest.test.ts");
}

function matches(file: string, filter: string): boolean {
  const name = file.replace(/^test\//, "");
  const wanted = filter.replace(/^(\.\/)?test\//, "").replace(/\/$/, "");
  return name === wanted || name.startsWith(`${wanted}/`);
}

function refuse(problem: string): never {
  console.log(`${problem}\n0 passed, 1 failed`);
  process.exit(1);
}
