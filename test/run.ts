// `npm test [-- FILTER…]`: format and lint, types, then the tests. Its last line is `N passed, N failed`.
import { spawnSync } from "node:child_process";
import { globSync } from "node:fs";
import { join, resolve } from "node:path";
import Mocha from "mocha";
import settings from "../.mocharc.json" with { type: "json" };

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

const root = join(import.meta.dirname, "..");
const checks = [
  { title: "format and lint", program: "biome", args: ["check", "--error-on-warnings"] },
  { title: "types", program: "tsc", args: ["--noEmit", "--project", "."] },
];

const steps = [...checks.map(check), await runTests(process.argv.slice(2))];
const line = summary(steps);
// Not before the line is out: whatever a test left open must not hold up the end.
process.stdout.write(`${line}\n`, () => process.exit(steps.some(({ failed }) => failed > 0) ? 1 : 0));

function check({ title, program, args }: (typeof checks)[number]): Counts {
  console.log(`${title}:`);
  const { status, error } = spawnSync(join(root, "node_modules", ".bin", program), args, {
    cwd: root,
    stdio: "inherit",
  });
  if (error !== undefined) console.log(error.message);
  return status === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
}

/** Runs the test files, or those below the folders (or of the names) that the filters give. */
async function runTests(filters: readonly string[]): Promise<Counts> {
  const all = globSync("test/**/*.test.ts", { cwd: root });
  const files = all.filter((file) => filters.length === 0 || filters.some((one) => matches(file, one)));
  // One filter that is spelt wrongly beside others that match would leave its tests out in silence.
  const idle = filters.filter((one) => !all.some((file) => matches(file, one)));
  if (files.length === 0 || idle.length > 0) {
    console.log(
      `No test file matches: ${idle.join(" ")}. Give a folder or file below test/, such as: runbook, config.test.ts`,
    );
    return { passed: 0, failed: 1, skipped: 0 };
  }
  const mocha = new Mocha({ timeout: settings.timeout });
  for (const file of files.sort()) mocha.addFile(resolve(root, file));
  try {
    await mocha.loadFilesAsync();
  } catch (error) {
    console.log("A test file cannot be loaded:", error);
    return { passed: 0, failed: 1, skipped: 0 };
  }
  return await new Promise((done) => {
    const runner = mocha.run(() => {
      const { passes = 0, failures = 0, pending = 0 } = runner.stats ?? {};
      done({ passed: passes, failed: failures, skipped: pending });
    });
  });
}

function matches(file: string, filter: string): boolean {
  const name = file.replace(/^test\//, "");
  const wanted = filter.replace(/^(\.\/)?test\//, "").replace(/\/$/, "");
  return name === wanted || name.startsWith(`${wanted}/`);
}

function summary(counted: readonly Counts[]): string {
  const sum = (of: keyof Counts) => counted.reduce((total, counts) => total + counts[of], 0);
  const skipped = sum("skipped");
  return `${sum("passed")} passed, ${sum("failed")} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}
