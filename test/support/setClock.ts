// Loaded by Node before a process's own code (NODE_OPTIONS=--import): its clock stands at the instant that a test names,
// and the step that a stack runs leaves a mark. So the instant reaches program and pack from below the command line.
import { appendFileSync } from "node:fs";

const { MARSANA_TEST_INSTANT: instant, MARSANA_TEST_MARK: mark } = process.env;

if (instant !== undefined) {
  const stopped = new Date(instant).getTime();
  globalThis.Date = new Proxy(Date, {
    construct: (target, given, self) =>
      Reflect.construct(target, given.length === 0 ? [stopped] : given, self),
    get: (target, key) => (key === "now" ? () => stopped : Reflect.get(target, key)),
  });
}

if (mark !== undefined && process.argv[1]?.endsWith("applyBackupSchedule.ts")) appendFileSync(mark, "ran\n");
