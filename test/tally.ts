// Counts what a run of the tests comes to, and how long each test and file took.
import { relative } from "node:path";
import { type Runnable, Runner } from "mocha";
import { slowTests } from "./slowTests.ts";

/** A test that takes longer than this, in milliseconds, needs a reason in `slowTests.ts`. */
const bearable = 20_000;
const shown = 10;

interface Timed {
  readonly title: string;
  readonly file: string;
  readonly milliseconds: number;
}

export class Tally {
  /** Milliseconds of each file, from the project's folder. */
  readonly files: Record<string, number> = {};
  readonly #root: string;
  readonly #isBusy: () => boolean;
  readonly #timed: Timed[] = [];
  readonly #broken: string[] = [];
  readonly #failedFiles = new Set<string>();
  #passed = 0;
  #failed = 0;
  #skipped = 0;

  /** @param isBusy whether the machine has so much else to do that no time says anything of a test */
  constructor(root: string, isBusy: () => boolean = () => false) {
    this.#root = root;
    this.#isBusy = isBusy;
  }

  watch(runner: Runner): void {
    const { EVENT_TEST_PASS, EVENT_TEST_FAIL, EVENT_TEST_PENDING, EVENT_TEST_END, EVENT_HOOK_END } =
      Runner.constants;
    runner.on(EVENT_TEST_PASS, () => (this.#passed += 1));
    runner.on(EVENT_TEST_PENDING, () => (this.#skipped += 1));
    runner.on(EVENT_TEST_FAIL, (test: Runnable, error: Error & { file?: string }) => {
      this.#failed += 1;
      const file = this.#fileOf({ file: error.file ?? test.file });
      this.#failedFiles.add(file);
      // mocha gives the reason of the first such file alone, and the name of none.
      if (error.file !== undefined) this.#broken.push(`${file} did not run to its end: ${error.message}`);
    });
    // Much of a block's time may be spent before its first test.
    const end = (one: Runnable) =>
      this.time({ title: one.fullTitle(), file: this.#fileOf(one), milliseconds: one.duration ?? 0 });
    for (const event of [EVENT_TEST_END, EVENT_HOOK_END]) runner.on(event, end);
  }

  get failed(): number {
    return this.#failed + (this.#isBusy() ? 0 : this.tooSlow().length);
  }

  slowest(): string[] {
    const slow = this.#timed.toSorted((a, b) => b.milliseconds - a.milliseconds).slice(0, shown);
    return ["The slowest:", ...slow.map((one) => `  ${line(one)}`), ""];
  }

  /** Each test that takes longer than it may. */
  tooSlow(): string[] {
    return this.#timed
      .filter((one) => one.milliseconds > allowed(one))
      .map(
        (one) =>
          `Too slow: ${line(one)}; ` +
          (this.#isBusy()
            ? "not counted: this machine has too much else to do"
            : `fix: make it take less than ${allowed(one) / 1000} s, or give the reason in test/slowTests.ts`),
      );
  }

  /** The files that could not be loaded, or whose process ended under them, and how to run again what failed. */
  again(): string[] {
    const files = [...this.#failedFiles].map((file) => file.replace(/^test\//, ""));
    return files.length > 0 ? [...this.#broken, `Run again: npm test -- ${files.sort().join(" ")}`] : [];
  }

  summary(): string {
    const skipped = this.#skipped > 0 ? `, ${this.#skipped} skipped` : "";
    return `${this.#passed} passed, ${this.failed} failed${skipped}`;
  }

  time(one: Timed): void {
    this.#timed.push(one);
    this.files[one.file] = (this.files[one.file] ?? 0) + one.milliseconds;
  }

  #fileOf({ file }: { file?: string | undefined }): string {
    return file === undefined ? "(no file)" : relative(this.#root, file);
  }
}

/** How long it may take, in milliseconds. */
function allowed({ title, file }: Timed): number {
  const allowance = slowTests[title] ?? slowTests[file];
  return allowance === undefined ? bearable : allowance.seconds * 1000;
}

function line({ title, file, milliseconds }: Timed): string {
  return `${(milliseconds / 1000).toFixed(1).padStart(5)} s  ${file}: ${title}`;
}
