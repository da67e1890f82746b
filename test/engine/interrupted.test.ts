// Ctrl-C at a terminal, with npm and everything that it starts in the terminal's foreground group.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { EngineEvent } from "@pulumi/pulumi/automation/index.js";
import { interruptedIn, interruptedLine } from "../../engine/interrupted.ts";
import { ended } from "../support/ended.ts";
import { requireEngine } from "../support/engine.ts";
import { projectFolder } from "../support/inputs.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

/** Types Ctrl-C once the state on disk holds ten resources, and ends as the command does. */
const terminal = `
import json, os, pty, select, sys
pid, fd = pty.fork()
if pid == 0: os.execvp(sys.argv[2], sys.argv[2:])
said, typed = b"", False
def begun():
    try: return len(json.load(open(sys.argv[1]))["checkpoint"]["latest"].get("resources") or []) >= 10
    except (OSError, ValueError, TypeError): return False
while True:
    if select.select([fd], [], [], 0.05)[0]:
        try: text = os.read(fd, 65536)
        except OSError: break
        if not text: break
        said += text
    if not typed and begun():
        typed = True
        os.write(fd, b"\\x03")
os.waitpid(pid, 0)
os.write(1, said)
`;

describe("an interrupt of an update at a terminal", function () {
  this.timeout(120_000);
  before(function () {
    requireEngine.call(this);
    if (spawnSync("python3", ["-c", "import pty"]).status === 0) return;
    console.log("      skipped: no python3 with its module pty, which opens a terminal");
    this.skip();
  });
  const folder = temporaryFolder();

  it("is one graceful cancel, leaves no lock, and the next update goes on", async () => {
    const env = { ...process.env, MARSANA_STATE: folder, NO_COLOR: "1" };
    const backend = join(folder, "backend", ".pulumi");
    const state = join(backend, "stacks", "marsana-fleet", "rehearsal.json");
    const options = { cwd: projectFolder, env };
    const { stdout } = await ended(
      "python3",
      ["-c", terminal, state, "npm", "run", "up", "--", "--verbose"],
      options,
    );
    const count = (words: RegExp) => [...stdout.matchAll(words)].length;
    assert.equal(count(/\^C received; cancelling/g), 1, stdout.slice(-3000));
    assert.equal(count(/\^C received; terminating/g), 0);
    assert.match(stdout, /FAILED: up of stack rehearsal/);
    assert.match(stdout, /The command was interrupted, and the engine has stopped: /);
    assert.deepEqual(globSync("locks/**/*.json", { cwd: backend }), []);
    const { latest } = JSON.parse(readFileSync(state, "utf8")).checkpoint;
    assert.equal(latest.pending_operations ?? undefined, undefined);
    assert.ok(latest.resources.length >= 10);

    const again = await ended(process.execPath, ["cli/stack.ts", "up", "--json"], options);
    assert.equal(again.code, 0, again.stdout.slice(-3000));
    assert.ok(JSON.parse(again.stdout).changes.same >= 1);
  });
});

describe("the summary of what was interrupted", () => {
  const metadata = (name: string, type: string) =>
    ({ op: "create", type, urn: `urn:pulumi:prod::marsana-fleet::${type}::${name}` }) as never;
  const monitor = metadata("monitor-uptime", "datadog:index/monitor:Monitor");
  const begun: EngineEvent[] = [
    { sequence: 1, timestamp: 0, resourcePreEvent: { metadata: metadata("gate", "marsana:release:Gate") } },
    { sequence: 2, timestamp: 0, resourcePreEvent: { metadata: monitor } },
  ];

  it("names what was begun and not ended, and the commands that show it", () => {
    assert.equal(
      interruptedLine(begun, "prod"),
      "The command was interrupted, and the engine has stopped: interrupted: monitor-uptime; " +
        "look: pulumi refresh --stack prod --preview-only; npm run preview -- --stack prod; " +
        "fix: run the command again, it goes on from there.",
    );
  });

  it("names nothing that came to its end, nothing of a preview, and what failed", () => {
    assert.deepEqual(
      interruptedIn([...begun, { sequence: 3, timestamp: 0, resOutputsEvent: { metadata: monitor } }]),
      [],
    );
    assert.deepEqual(
      interruptedIn([{ sequence: 1, timestamp: 0, resourcePreEvent: { metadata: monitor, planning: true } }]),
      [],
    );
    assert.deepEqual(
      interruptedIn([
        { sequence: 1, timestamp: 0, resOpFailedEvent: { metadata: monitor, status: 0, steps: 0 } },
      ]),
      ["monitor-uptime"],
    );
  });
});
