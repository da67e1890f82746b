// Whether the real engine is here: tests that need it skip with a printed reason, and fail in CI.
import { spawnSync } from "node:child_process";
import { ENGINE } from "../../toolchain/pins.mjs";
import { isRightEngine, versionIn } from "../../toolchain/versions.mjs";

/** Called in a `before` hook of the tests that need a recent `pulumi` on PATH; `npm test` puts it there. */
export function requireEngine(this: Mocha.Context): void {
  const { error, status, stdout } = spawnSync("pulumi", ["version"], { encoding: "utf8", timeout: 20_000 });
  const version = versionIn(stdout ?? "");
  if (status === 0 && version !== undefined && isRightEngine(version)) return;
  const found = error?.message ?? version ?? `exit code ${status}`;
  const reason = `no Pulumi ${ENGINE.minimum} or newer on PATH (${found}): npm test sets one up`;
  if (process.env["CI"] === "true") throw new Error(reason);
  console.log(`      skipped: ${reason}`);
  this.skip();
}
