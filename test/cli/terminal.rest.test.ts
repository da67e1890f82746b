// The commands in a terminal, as people have one: progress while they run, then one screen below which the prompt stands.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { requireEngine } from "../support/engine.ts";
import { projectFolder } from "../support/inputs.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

const tmux = (...args: string[]) => spawnSync("tmux", args, { encoding: "utf8" });

describe("a preview in a terminal", function () {
  this.timeout(120_000);
  before(function () {
    requireEngine.call(this);
    if (tmux("-V").status === 0) return;
    console.log("      skipped: there is no tmux");
    this.skip();
  });
  const folder = temporaryFolder();

  /** What the terminal shows once the command has ended, and all that it was sent until then. */
  async function preview(columns: number, rows: number): Promise<{ screen: string[]; sent: string[] }> {
    const socket = join(folder, `tmux-${columns}`);
    const script = join(folder, `preview-${columns}.sh`);
    // The prompt of a shell that could be anybody's is in its first row; the last line says that it is over.
    writeFileSync(
      script,
      `cd '${projectFolder}'\nMARSANA_STATE='${join(folder, String(columns))}' '${process.execPath}' cli/stack.ts preview ` +
        "--release 1.1.0-rc1\nprintf 'ended %s' $?\nsleep 100\n",
    );
    const size = ["-x", String(columns), "-y", String(rows)];
    const started = tmux("-S", socket, "-f", "/dev/null", "new-session", "-d", ...size, "sh", script);
    assert.equal(started.status, 0, started.stderr);
    try {
      const sent = new Set<string>();
      for (;;) {
        const shown = tmux("-S", socket, "capture-pane", "-p").stdout.split("\n");
        for (const line of shown) sent.add(line);
        const end = shown.findIndex((line) => /^ended \d$/.test(line));
        if (end >= 0) return { screen: shown.slice(0, end + 1), sent: [...sent] };
        await setTimeout(50);
      }
    } finally {
      tmux("-S", socket, "kill-server");
    }
  }

  for (const [columns, rows] of [
    [120, 40],
    [80, 24],
  ] as const) {
    it(`renews one line while it runs, and then shows all on the one screen of ${columns} × ${rows}`, async () => {
      const { screen, sent } = await preview(columns, rows);
      assert.equal(screen[0], "BLOCKED: preview of stack rehearsal is not safe.", screen.join("\n"));
      assert.equal(screen.at(-1), "ended 1");
      assert.ok(!screen.some((line) => line.startsWith("Previewing")), "the line is gone at the end");
      const steps = sent.filter((line) => /^Previewing stack rehearsal: \d+ resources, /.test(line));
      assert.ok(steps.length > 0, "no progress was seen");
      assert.ok(
        screen.some((line) => line.includes("[prove-48h-items, prove-24h-items, prove-1h-items] 19 items")),
      );
      assert.ok(screen.join("\n").includes("require-full-commit"));
      assert.ok(screen.every((line) => !line.includes("\u001b")));
    });
  }
});
