// What is said while the engine works, on a terminal and elsewhere; and what is left of it in a file.
import assert from "node:assert/strict";
import { readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { EngineEvent } from "@pulumi/pulumi/automation/index.js";
import { progressOn } from "../../cli/progress.ts";
import { openLog } from "../../cli/runLog.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

const of = (name: string) => ({ resourcePreEvent: { metadata: { urn: `urn::${name}` } } }) as EngineEvent;

/** What is written for a run of two phases. */
function written(stream: { isTTY?: boolean; columns?: number }, terminal = "xterm"): string[] {
  const texts: string[] = [];
  const progress = progressOn({ ...stream, write: (text) => texts.push(text) }, "prod", terminal);
  progress.note("preview");
  for (const name of ["gate", "monitor-uptime", "gate"]) progress.note("preview", of(name));
  progress.note("update");
  progress.note("update", {} as EngineEvent);
  progress.clear();
  progress.clear();
  return texts;
}

describe("progress", () => {
  const clear = "\r\u001b[K";

  it("is one line that is renewed on a terminal, no longer than a row, and gone at the end", () => {
    assert.deepEqual(
      written({ isTTY: true, columns: 36 }),
      [
        `${clear}Previewing stack prod …`,
        `${clear}Previewing stack prod: 1 resources, `,
        `${clear}Previewing stack prod: 2 resources, `,
        `${clear}Updating stack prod …`,
        clear,
      ].map((text) => text.slice(0, clear.length + 35)),
    );
  });

  it("is one plain line for each phase elsewhere", () => {
    const plain = ["Previewing stack prod …\n", "Updating stack prod …\n"];
    assert.deepEqual(written({}), plain);
    assert.deepEqual(written({ isTTY: true }, "dumb"), plain);
  });
});

describe("the log of a run", () => {
  const folder = temporaryFolder();
  const complaints: string[] = [];
  const complain = (text: string) => void complaints.push(text);

  it("is for its owner alone, whatever stood in its place, and has no colours", () => {
    const file = join(folder, "state", "last.log");
    openLog(file, complain).close();
    writeFileSync(join(folder, "other"), "mine", { mode: 0o644 });
    const linked = join(folder, "linked.log");
    symlinkSync(join(folder, "other"), linked);
    for (const path of [file, linked]) {
      const log = openLog(path, complain);
      log.write("\u001b[31mred\u001b[0m\n");
      log.close();
      assert.equal(log.path, path);
      assert.deepEqual([readFileSync(path, "utf8"), statSync(path).mode & 0o777], ["red\n", 0o600]);
    }
    assert.equal(readFileSync(join(folder, "other"), "utf8"), "mine");
    assert.deepEqual(complaints, []);
  });

  it("is complained of once where it cannot be written, and the run goes on", () => {
    const log = openLog(join(folder, "other", "last.log"), complain);
    log.write("text");
    log.close();
    assert.equal(log.path, undefined);
    assert.equal(complaints.length, 1);
    assert.match(String(complaints), /^There is no log of this run: /);
  });
});
