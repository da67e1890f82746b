// Whether the real engine is here: tests that need it skip with a printed reason, and fail in CI.
import { spawnSync } from "node:child_process";

/** Called in a `before` hook of the tests that need `pulumi` on PATH; `npm test` puts it there. */
export function requireEngine(this: Mocha.Context): void {
  const { error, status } = spawnSync("pulumi", ["version"], { stdio: "ignore", timeout: 20_000 });
  if (error === undefined && status === 0) return;
  const reason = `no Pulumi engine on PATH (${error?.message ?? `exit code ${status}`}): npm test sets one up`;
  if (process.env["CI"] === "true") throw new Error(reason);
  console.log(`      skipped: ${reason}`);
  this.skip();
}
