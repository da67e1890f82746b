// A folder for what a test writes.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "mocha";

/** A folder that is removed when the tests around the call are done. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "marsana-"));
  after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
