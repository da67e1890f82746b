// Commands of the stand-in really run on this machine, as the real provider runs them, and never outlive it.
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Server, ServerCredentials } from "@grpc/grpc-js";
import engineServices from "@pulumi/pulumi/proto/engine_grpc_pb.js";
import type engineMessages from "@pulumi/pulumi/proto/engine_pb.js";
import pluginMessages from "@pulumi/pulumi/proto/plugin_pb.js";
import empties from "google-protobuf/google/protobuf/empty_pb.js";
import { asSecret, isSecret, plainObject, UNKNOWN, type Values } from "../../../rehearsal/providers/value.ts";
import { TestStandIns, urnOf } from "../../support/standIns.ts";

const token = "command:local:Command";
const urn = urnOf(token, "run");

describe("a command", () => {
  const standIns = new TestStandIns();
  let folder = "";
  const file = (name: string): string => join(folder, name);
  const provider = () => standIns.of(token);
  const run = async (inputs: Values) => (await provider().create(urn, inputs)).outputs;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "commands-"));
    await standIns.start({ PATH: process.env["PATH"], INHERITED: "yes" });
  });
  after(async () => {
    await standIns.stopAndForget();
    rmSync(folder, { recursive: true });
  });

  it("does not run at preview: what it will write is unknown", async () => {
    const inputs = { create: `touch ${file("previewed")}` };
    const planned = await provider().create(urn, inputs, true);
    assert.deepEqual(planned, { id: "", outputs: { ...inputs, stdout: UNKNOWN, stderr: UNKNOWN } });
    const before = { id: "x", inputs, outputs: { ...inputs, stdout: "", stderr: "" } };
    const changed = await provider().update(urn, before, { ...inputs, stdin: "new" }, true);
    assert.deepEqual(changed, { ...inputs, stdin: "new", stdout: UNKNOWN, stderr: UNKNOWN });
    assert.equal(existsSync(file("previewed")), false);
  });

  it("runs through the shell, and gives what it wrote without the last line's end", async () => {
    const { id, outputs } = await provider().create(urn, { create: "printf 'a\\nb\\n\\n'; echo err >&2" });
    assert.match(id, /^run[0-9a-f]{8}$/);
    assert.deepEqual([outputs["stdout"], outputs["stderr"]], ["a\nb\n", "err"]);
  });

  it("does nothing when it has nothing to run", async () => {
    assert.deepEqual(await run({}), { stdout: "", stderr: "" });
    await provider().delete(urn, { id: "x", outputs: { stdout: "", stderr: "" } });
  });

  it("runs in its folder, with its interpreter and its input", async () => {
    assert.equal((await run({ create: "pwd", dir: folder }))["stdout"], realpathSync(folder));
    const node = { interpreter: [process.execPath, "-e"], create: "process.stdin.pipe(process.stdout)" };
    assert.equal((await run({ ...node, stdin: "from stdin" }))["stdout"], "from stdin");
  });

  it("is not disturbed by input that it never reads", async () => {
    assert.equal((await run({ create: "echo done", stdin: "x".repeat(1_000_000) }))["stdout"], "done");
  });

  it("inherits the given environment, and has its own on top", async () => {
    const create = 'echo "$INHERITED $OWN"';
    assert.equal((await run({ create, environment: { OWN: "1" } }))["stdout"], "yes 1");
    assert.equal((await run({ create, environment: { INHERITED: "no" } }))["stdout"], "no ");
  });

  it("runs again when an input changes and it has no update of its own", async () => {
    const inputs = { create: "echo created", stdin: "a" };
    const before = { id: "x", inputs, outputs: await run(inputs) };
    const changed = await provider().update(urn, before, { ...inputs, stdin: "b" });
    assert.equal(changed["stdout"], "created");
    const updated = await provider().update(urn, before, { ...inputs, update: "echo updated" });
    assert.equal(updated["stdout"], "updated");
  });

  it("keeps its output when an update has nothing to run", async () => {
    const before = {
      id: "x",
      inputs: { create: "echo a" },
      outputs: { create: "echo a", stdout: "a", stderr: "" },
    };
    assert.deepEqual(await provider().update(urn, before, {}), { stdout: "a", stderr: "" });
  });

  it("sees what it wrote before, unless it does not want to", async () => {
    const show = 'echo "[$PULUMI_COMMAND_STDOUT|$PULUMI_COMMAND_STDERR]"';
    const before = { id: "x", inputs: {}, outputs: { stdout: "out", stderr: "err" } };
    assert.equal((await provider().update(urn, before, { update: show }))["stdout"], "[out|err]");
    const unwanted = { update: show, addPreviousOutputInEnv: false };
    assert.equal((await provider().update(urn, before, unwanted))["stdout"], "[|]");
    const deleted = { delete: `${show} > ${file("deleted")}`, stdout: "out", stderr: "err" };
    await provider().delete(urn, { id: "x", outputs: deleted });
    assert.equal(readFileSync(file("deleted"), "utf8"), "[out|err]\n");
  });

  it("fails with its status, its text and all its output", async () => {
    const create = "echo out; echo err >&2; exit 3";
    await assert.rejects(run({ create }), (error: Error & { details?: string }) => {
      assert.match(error.details ?? "", /^exit status 3: running "echo out; echo err >&2; exit 3":\n/);
      assert.match(error.details ?? "", /^out$/m);
      assert.match(error.details ?? "", /^err$/m);
      return true;
    });
  });

  it("says which command could not be started", async () => {
    const nowhere = join(folder, "nowhere");
    await assert.rejects(run({ create: "true", interpreter: [nowhere] }), /nowhere ENOENT: running "true"/);
    await assert.rejects(run({ create: "true", dir: nowhere }), /nowhere: no such folder: running "true"/);
  });

  it("is killed, with all that it started, when its time is over", async () => {
    const create = `sh -c 'sleep 1; touch ${file("late")}' & echo waiting; wait`;
    await assert.rejects(
      provider().create(urn, { create }, false, 0.2),
      /timed out after 0.2 s: running .*\nwaiting\n/,
    );
    await pause(1_200);
    assert.equal(existsSync(file("late")), false);
  });

  it("is ended when the engine cancels", async () => {
    const running = run({ create: `touch ${file("cancelling")}; sleep 30` });
    while (!existsSync(file("cancelling"))) await pause(10);
    await Promise.all([assert.rejects(running, /signal: SIGTERM: running/), provider().cancel()]);
  });

  it("has secret output as soon as one of its inputs is secret", async () => {
    const inputs = { create: "echo $KEY", environment: { KEY: asSecret("hush") } };
    const outputs = await run(inputs);
    assert.deepEqual(outputs["environment"], inputs.environment);
    assert.deepEqual([isSecret(outputs["stdout"]), isSecret(outputs["stderr"])], [true, true]);
    assert.equal(plainObject(outputs)["stdout"], "hush");
  });

  it("gathers the files that it is asked for", async () => {
    for (const name of ["a.txt", "b.txt", "c.json"]) writeFileSync(file(name), name);
    const outputs = await run({ create: "true", dir: folder, assetPaths: ["*.txt", "*.json", "!b.*"] });
    assert.deepEqual(Object.keys(outputs["assets"] as Values), ["a.txt", "c.json"]);
    assert.equal("archive" in outputs, false);
    const archived = await run({ create: "true", dir: folder, archivePaths: ["*.json"] });
    const { assets } = archived["archive"] as { assets: Values };
    assert.deepEqual(Object.keys(assets), ["c.json"]);
  });

  it("is replaced by new triggers, and changed in place by all else", async () => {
    const diff = await provider().diff(urn, { create: "a", triggers: [1] }, { create: "b", triggers: [2] });
    assert.deepEqual(diff, {
      changes: "some",
      diffs: ["create", "triggers"],
      replaces: ["triggers"],
      detailed: ["create: UPDATE", "triggers[0]: UPDATE_REPLACE"],
      deleteBeforeReplace: false,
    });
  });

  it("is read as the engine knows it", async () => {
    assert.deepEqual(await provider().read(urn, "x"), { id: "x", inputs: {}, outputs: {} });
  });
});

describe("the commands that still run when the stand-ins are closed", () => {
  const beating = "while :; do echo beat >> beats; sleep 0.02; done";
  const commands: readonly [title: string, create: string][] = [
    ["are ended", beating],
    ["are ended by force where asking does not help", `trap '' TERM; ${beating}`],
    ["are ended with all that they started and left", `(trap '' TERM; ${beating}) > rest 2>&1 & sleep 60`],
  ];

  for (const [title, create] of commands) {
    it(title, async () => {
      const standIns = new TestStandIns();
      const folder = mkdtempSync(join(tmpdir(), "commands-"));
      const beats = join(folder, "beats");
      await standIns.start();
      const running = assert.rejects(standIns.of(token).create(urn, { create, dir: folder }));
      while (!existsSync(beats)) await pause(10);
      await standIns.stopAndForget();
      await running;
      const last = readFileSync(beats, "utf8");
      await pause(100);
      assert.equal(readFileSync(beats, "utf8"), last);
      rmSync(folder, { recursive: true });
    }).timeout(10_000);
  }
});

describe("the lines of a command", () => {
  const standIns = new TestStandIns();
  const engine = new Server();
  const lines: string[] = [];

  before(async () => {
    await standIns.start();
    engine.addService(engineServices.EngineService, {
      log: (
        { request }: { request: engineMessages.LogRequest },
        callback: (error: null, reply: empties.Empty) => void,
      ) => {
        lines.push(`${request.getUrn() === urn} ${request.getEphemeral()} ${request.getMessage()}`);
        callback(null, new empties.Empty());
      },
    });
    const port = await new Promise<number>((resolve, reject) =>
      engine.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
        error ? reject(error) : resolve(bound),
      ),
    );
    const attach = new pluginMessages.PluginAttach().setAddress(`127.0.0.1:${port}`);
    await new Promise<void>((resolve, reject) =>
      standIns.of(token).client.attach(attach, (error) => (error ? reject(error) : resolve())),
    );
  });
  after(async () => {
    await standIns.stopAndForget();
    engine.forceShutdown();
  });

  const logged: readonly [logging: string | undefined, expected: readonly string[]][] = [
    [undefined, ["true true out", "true true err"]],
    ["stdoutAndStderr", ["true true out", "true true err"]],
    ["stdout", ["true true out"]],
    ["stderr", ["true true err"]],
    ["none", []],
  ];

  for (const [logging, expected] of logged) {
    it(`are shown beside the resource: ${logging ?? "both outputs, when nothing is said"}`, async () => {
      lines.length = 0;
      const create = "echo out; sleep 0.1; echo err >&2";
      await standIns.of(token).create(urn, { create, ...(logging && { logging }) });
      assert.deepEqual(lines, expected);
    });
  }
});
