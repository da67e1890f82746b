// Adopting what exists, on the real engine: imported and never made twice, changed only in what differs, never deleted.
import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { EngineEvent, Stack } from "@pulumi/pulumi/automation/index.js";
import { type RunResult, resourcesIn } from "../../engine/result.ts";
import { openSession } from "../../engine/session.ts";
import type { AdoptSettings } from "../../inputs/adoptSettings.ts";
import { types } from "../../policies/resourceTypes.ts";
import { isObject, plainObject } from "../../rehearsal/providers/value.ts";
import * as services from "../support/adopting.ts";
import { requireEngine } from "../support/engine.ts";
import { rehearse } from "../support/rehearsal.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

const adoptable = [types.vercelProject, types.vercelDomain, types.vercelVariable, types.sentryProject];
const single = [...adoptable, services.team, types.monitor, types.logsMetric];

describe("adopting", function () {
  this.timeout(120_000);
  const stateFolder = temporaryFolder();

  const run = (command: "preview" | "up", adopt?: Partial<AdoptSettings>): Promise<RunResult> =>
    rehearse({ command, stateFolder, ...(adopt && { program: services.adopting(adopt) }) });

  async function passed(command: "preview" | "up", adopt?: Partial<AdoptSettings>): Promise<RunResult> {
    const result = await run(command, adopt);
    assert.equal(result.result, "passed", JSON.stringify(result.problems ?? result.violations));
    return result;
  }

  const changed = ({ resources }: RunResult) =>
    resources.flatMap(({ name, op }) => (op === "same" ? [] : [`${op} ${name}`])).sort();

  /** How many things of each type that can be adopted there are at the services. */
  const census = () =>
    Object.fromEntries(
      single.map((type) => [type, services.existing(stateFolder, type).filter(services.isAdoptable).length]),
    );

  /** Everything that stands in the services. */
  const atServices = () => JSON.stringify(single.map((type) => services.existing(stateFolder, type)));

  const idOf = (type: string, name: string): string => {
    const found = services.existing(stateFolder, type).find((one) => one.name === name);
    assert.ok(found, `${name} does not exist`);
    return found.id;
  };

  let everything: AdoptSettings;
  let once: ReturnType<typeof census>;

  before(async function () {
    requireEngine.call(this);
    await passed("up");
    everything = services.adoptingEverything(stateFolder);
    once = census();
    services.forget(stateFolder);
  });

  it("is what a stack needs that knows nothing of what exists: it would make all of it again", async () => {
    const { resources } = await passed("preview");
    const twins = resources.filter((one) => single.includes(one.type) && services.isAdoptable(one));
    assert.equal(
      twins.length,
      Object.values(once).reduce((sum, count) => sum + count),
    );
    assert.deepEqual([...new Set(twins.map(({ op }) => op))], ["create"]);
  });

  it("is announced by the preview for each thing, with its id, and touches nothing yet", async () => {
    const before = atServices();
    const preview = await passed("preview", everything);
    for (const one of preview.resources) {
      const isAdopted = single.includes(one.type) && services.isAdoptable(one);
      assert.equal(one.op, isAdopted ? "import" : "create", one.name);
    }
    const adopted = preview.resources.flatMap(({ name, adopts }) => (adopts ? [[name, adopts.id]] : []));
    assert.deepEqual(
      adopted.sort(),
      single
        .flatMap((type) => services.existing(stateFolder, type).filter(services.isAdoptable))
        .map(({ id, name }) => [name, id])
        .sort(),
    );
    assert.equal(atServices(), before);
  });

  it("would change nothing but the values that Vercel gives out to nobody, that of the new key of Sentry, and what its plugin does not know then", async () => {
    const { resources } = await passed("preview", everything);
    for (const { name, inputs, adopts } of resources) {
      const changes =
        inputs["sensitive"] === true || inputs["key"] === "NEXT_PUBLIC_SENTRY_DSN"
          ? ["comment", "value"]
          : [];
      if (adopts !== undefined) assert.deepEqual(adopts.changes, changes, name);
    }
  });

  it("takes over what exists, and makes no twin", async () => {
    const { changes } = await passed("up", everything);
    assert.equal(
      changes.import,
      Object.values(once).reduce((sum, count) => sum + count),
    );
    assert.deepEqual([changes.replace, changes.delete], [0, 0]);
    assert.deepEqual(census(), once);
  });

  it("is over after the first update: another one changes nothing", async () => {
    assert.deepEqual(changed(await passed("up", everything)), []);
  });

  it("is held to while the id is in the config: a change that only a new thing can have is refused at preview", async () => {
    const before = atServices();
    const { result, problems } = await rehearse({ command: "up", stateFolder, program: renamingVariable });
    assert.equal(result, "invalid", JSON.stringify(problems));
    assert.deepEqual(problems, [
      `application-variable-DATABASE_URL: found key "DATABASE_URL" of ${idOf(types.vercelVariable, "application-variable-DATABASE_URL")}; ` +
        'required: key "POSTGRES_URL", which only a new one can have; fix: undo the change, or take the id out of ' +
        "marsana-fleet:adopt, and a new one takes its place",
    ]);
    assert.equal(atServices(), before);
  });

  /** The stack with everything adopted, and a variable under another key than the one it was adopted with. */
  async function renamingVariable(): Promise<Record<string, unknown>> {
    pulumi.runtime.registerStackTransformation(({ name, props, opts }) =>
      name === "application-variable-DATABASE_URL"
        ? { props: { ...props, key: "POSTGRES_URL" }, opts }
        : undefined,
    );
    return await services.adopting(everything)();
  }

  it("is not undone by taking the ids out of the config", async () => {
    assert.deepEqual(changed(await passed("preview")), []);
    assert.deepEqual(changed(await passed("up")), []);
    assert.deepEqual(census(), once);
  });

  it("is refused for what the stack has already, by another form of the same id too", async () => {
    const before = atServices();
    const { result, problems } = await run("up", { ...everything, monitors: {} });
    assert.equal(result, "invalid");
    assert.match(
      String(problems?.find((problem) => problem.startsWith("errors-project"))),
      /found fleet-rehearsal in the stack, which is the same.*mend: take the id out of marsana-fleet:adopt/,
    );
    assert.equal(atServices(), before);
    assert.deepEqual(changed(await passed("preview")), []);
  });

  it("is refused for another thing than the stack has, which the engine would delete", async () => {
    const own = idOf(types.monitor, "monitor-uptime");
    services.copyAtService(stateFolder, types.monitor, own, "77");
    const { result, problems } = await run("up", { monitors: { uptime: "77" } });
    assert.equal(result, "invalid");
    assert.match(
      String(problems),
      new RegExp(`monitor-uptime: found ${own} in the stack, and 77 .*pulumi state delete --stack rehearsal`),
    );
    assert.ok(services.existing(stateFolder, types.monitor).some(({ id }) => id === own));
  });

  it("keeps what cannot be made again even where an update goes round the commands", async () => {
    const own = idOf(types.vercelProject, "application-project");
    services.copyAtService(stateFolder, types.vercelProject, own, "prj_77");
    await inSession(services.adopting({ vercelProject: "prj_77" }), async (stack) => {
      await stack.up().catch(() => {});
    });
    assert.deepEqual(
      services.existing(stateFolder, types.vercelProject).map(({ id }) => id),
      [own, "prj_77"],
    );
  });

  /** Does something with the stack itself, without the project's commands. */
  async function inSession(
    program: () => Promise<Record<string, unknown>>,
    work: (stack: Stack) => Promise<void>,
  ): Promise<void> {
    const session = await openSession({ stack: "rehearsal", stateFolder, program });
    try {
      await session.checkInputs();
      await work(session.stack);
    } finally {
      await session.close();
    }
  }

  describe("what is not as the config has it", () => {
    const id = () => idOf(types.monitor, "monitor-error-rate");
    before(() => services.forget(stateFolder));

    const onlyNew =
      "which only a new one can have; fix: set the id of the right one in marsana-fleet:adopt, make the two agree in the " +
      "config or at the service, or take the id out, and a second one is made";

    it("fails where there is nothing under the id, and says so", async () => {
      const { result, problems } = await run("up", { monitors: { "error-rate": "99" } });
      assert.equal(result, "failed");
      assert.match(String(problems), /'99' does not exist\s+there is nothing to adopt under this id; mend:/);
    });

    it("names what only a new thing could mend, and stops before it touches anything", async () => {
      services.changeAtService(stateFolder, types.monitor, id(), { type: "event-v2 alert" });
      const before = atServices();
      for (const command of ["preview", "up"] as const) {
        const { result, problems } = await run(command, { monitors: { "error-rate": id() } });
        assert.equal(result, "invalid");
        assert.deepEqual(problems, [
          `monitor-error-rate: found type "event-v2 alert" of ${id()}; required: type "query alert", ${onlyNew}`,
        ]);
      }
      assert.equal(atServices(), before);
      services.changeAtService(stateFolder, types.monitor, id(), { type: "query alert" });
    });

    it("names it where the provider gives no detail too: a variable under another key", async () => {
      const { vercelProject } = everything;
      const other = idOf(types.vercelVariable, "application-variable-NEXT_PUBLIC_MAPBOX_TOKEN");
      const adopt = { vercelProject, vercelVariables: { DATABASE_URL: `${vercelProject}/${other}` } };
      const before = atServices();
      for (const command of ["preview", "up"] as const) {
        const { result, problems } = await run(command, adopt);
        assert.equal(result, "invalid");
        assert.deepEqual(problems, [
          `application-variable-DATABASE_URL: found key "NEXT_PUBLIC_MAPBOX_TOKEN" of ${other}; ` +
            `required: key "DATABASE_URL", ${onlyNew}`,
        ]);
      }
      assert.equal(atServices(), before);
    });

    it("names what differs where the provider gives no detail too: settings that the program does not set", async () => {
      const id = String(everything.vercelProject);
      const own = services.existing(stateFolder, types.vercelProject)[0]?.inputs["resourceConfig"];
      services.changeAtService(stateFolder, types.vercelProject, id, {
        nodeVersion: "20.x",
        resourceConfig: { ...plainObject(isObject(own) ? own : {}), functionDefaultTimeout: 60 },
      });
      const preview = await passed("preview", { vercelProject: id });
      // As recorded (edit.jsonl): with any change the plugin no longer knows five settings that nobody has set.
      assert.deepEqual(preview.resources.find(({ name }) => name === "application-project")?.adopts, {
        id,
        changes: [
          "buildMachineType",
          "enablePreviewFeedback",
          "gitProviderOptions",
          "nodeVersion",
          "previewComments",
          "resourceConfig.functionDefaultTimeout",
          "serverlessFunctionRegion",
        ],
      });
    });

    it("is announced by its properties, and then changed in place", async () => {
      services.changeAtService(stateFolder, types.monitor, id(), { message: "Look at it.", priority: "4" });
      const preview = await passed("preview", everything);
      assert.deepEqual(preview.resources.find(({ name }) => name === "monitor-error-rate")?.adopts, {
        id: id(),
        changes: ["message", "priority"],
      });
      await passed("up", everything);
      const kept = services.existing(stateFolder, types.monitor).find((one) => one.id === id());
      assert.equal(kept?.inputs["priority"], "2");
      assert.deepEqual(changed(await passed("up", everything)), []);
    });
  });

  describe("leaving", () => {
    const kept = [types.vercelProject, types.vercelDomain, types.sentryProject, services.team];

    it("is refused for what is protected, and then ends the engine's hold on what cannot be made again alone", async () => {
      const stays = () => JSON.stringify(kept.map((type) => services.existing(stateFolder, type)));
      const before = stays();
      const events: EngineEvent[] = [];
      await inSession(services.adopting(everything), async (stack) => {
        await assert.rejects(stack.destroy(), /protect/);
        const state = await stack.exportStack();
        const resources: { protect?: boolean }[] = state.deployment.resources;
        for (const resource of resources) resource.protect = false;
        await stack.importStack(state);
        await stack.destroy({ onEvent: (event) => events.push(event) });
        assert.deepEqual((await stack.exportStack()).deployment.resources ?? [], []);
      });
      assert.equal(stays(), before);
      assert.deepEqual(
        resourcesIn(events)
          .flatMap(({ type, keeps }) => (keeps === undefined ? [] : [`${type} ${keeps}`]))
          .sort(),
        [
          `${types.vercelDomain} app.marsana.com`,
          `${types.vercelProject} ${everything.vercelProject}`,
          `${types.sentryProject} fleet-rehearsal`,
          `${services.team} fleet`,
        ].sort(),
      );
    });

    it("leaves what can be adopted again", async () => {
      const again = { ...everything, vercelVariables: {}, monitors: {}, logMetrics: [] };
      assert.equal((await passed("up", again)).changes.import, kept.length);
    });
  });
});
