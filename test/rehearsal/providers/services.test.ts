// The life of every resource in the stand-in of its service: planned, made, read, changed, replaced and removed.
import assert from "node:assert/strict";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { problemsIn } from "../../../rehearsal/providers/check.ts";
import { digits } from "../../../rehearsal/providers/table.ts";
import {
  anywhere,
  asSecret,
  isList,
  isObject,
  isSecret,
  isUnknown,
  plain,
  plainObject,
  UNKNOWN,
  type Value,
  type Values,
} from "../../../rehearsal/providers/value.ts";
import { exampleInputs, resources } from "../../support/exampleInputs.ts";
import { TestStandIns, urnOf } from "../../support/standIns.ts";

/** Whose real Diff names no more than top-level properties: those that were recorded without a detailed diff. */
const undetailed = /^vercel:|:(DowntimeSchedule|SyntheticsGlobalVariable|Team|OnCall\w+)$/;

/** The places of the second that the first has not, or otherwise; lists in any order, as sets come back sorted. */
function missingIn(found: Value, wanted: Value, path = ""): string[] {
  const [has, must] = [plain(found), plain(wanted)];
  if (isList(must) && isList(has) && must.length === has.length)
    return must.flatMap((one, at) =>
      has.some((other) => missingIn(other, one).length === 0) ? [] : [`${path}[${at}]`],
    );
  if (isObject(must) && isObject(has))
    return Object.entries(must).flatMap(([name, one]) =>
      missingIn(has[name] ?? null, one, `${path}.${name}`),
    );
  // A dashboard's text comes back in the plugin's own order; a time frame for missing data alone not at all.
  if (path === ".dashboard" || path === ".noDataTimeframe") return [];
  return has === must ? [] : [path];
}

describe("the services", () => {
  const standIns = new TestStandIns();
  before(async () => {
    await standIns.start();
    // There is no exception for a host that Vercel does not know.
    const domain = { projectId: "text", domain: "app.example.com" };
    await standIns.of("vercel").create(urnOf("vercel:index/projectDomain:ProjectDomain", "known"), domain);
  });
  after(() => standIns.stopAndForget());

  const services = resources.filter(({ of }) => of.name !== "command");

  for (const { token, resource } of services) {
    describe(`a ${token}`, () => {
      const least = exampleInputs(token, resource, "required");
      const given = "valueJson" in resource.inputs ? { ...least, value: "text" } : least;
      let inputs: Values;
      before(async () => {
        inputs = (await standIns.of(token).check(urnOf(token), given)).inputs;
      });

      it("has its inputs and nothing known beside at preview, and does not exist after it", async () => {
        const urn = urnOf(token, "previewed");
        const planned = await standIns.of(token).create(urn, inputs, true);
        assert.equal(planned.id, "");
        assert.deepEqual(missingIn(planned.outputs, given), []);
        for (const name of Object.keys(resource.outputs).filter(
          (one) => !(one in inputs) && !/[.[]/.test(one),
        ))
          assert.equal(planned.outputs[name], UNKNOWN, name);
        const made = await standIns.of(token).create(urn, inputs);
        assert.equal((await standIns.of(token).read(urn, made.id, made.outputs)).id, made.id);
        await standIns.of(token).delete(urn, made);
      });

      it("has outputs of the right types when it is made, the same in every run", async () => {
        const urn = urnOf(token);
        const made = await standIns.of(token).create(urn, inputs);
        const shapes = Object.fromEntries(
          Object.entries(resource.outputs).map(([name, { shape }]) => [name, shape]),
        );
        const typed = { ...resource.inputs, ...shapes };
        const known = Object.entries(plainObject(made.outputs)).filter(([name]) => name in typed);
        assert.deepEqual(problemsIn(typed, Object.fromEntries(known), token), []);
        assert.equal(anywhere(made.outputs, isUnknown), false);
        assert.ok(made.id.length > 0);
        await standIns.of(token).delete(urn, made);
        assert.deepEqual(await standIns.of(token).create(urn, inputs), made);
        await standIns.of(token).delete(urn, made);
      });

      it("keeps as secret what the table calls secret", async () => {
        const urn = urnOf(token, "all");
        const all = exampleInputs(token, resource);
        const made = await standIns.of(token).create(urn, all);
        const open = Object.entries({ ...resource.inputs })
          .filter(([name, { secret }]) => secret && name in all && !isSecret(made.outputs[name]))
          .map(([name]) => name);
        assert.deepEqual(open, []);
        const openOutputs = Object.entries(resource.outputs)
          .filter(([name, { shape }]) => shape.secret && !isSecret(made.outputs[name]))
          .map(([name]) => name);
        assert.deepEqual(openOutputs, []);
        await standIns.of(token).delete(urn, made);
      });

      it("is read by what is known of it, changed in place, and gone once it is removed", async () => {
        const provider = standIns.of(token);
        const urn = urnOf(token);
        const made = await provider.create(urn, inputs);
        const read = await provider.read(urn, made.id, made.outputs);
        assert.deepEqual(
          [read.id, missingIn(read.inputs, given), missingIn(read.outputs, given)],
          [made.id, [], []],
        );
        const all = { ...exampleInputs(token, resource), ...given };
        const changed = await provider.update(urn, { ...made, inputs }, all);
        assert.deepEqual(missingIn(changed, all), []);
        assert.deepEqual(missingIn((await provider.read(urn, made.id, changed)).outputs, all), []);
        await provider.delete(urn, made);
        assert.deepEqual(await provider.read(urn, made.id, changed), { id: "", inputs: {}, outputs: {} });
        await assert.rejects(
          provider.update(urn, { ...made, inputs }, all),
          /404 Not Found: .*run a refresh first/,
        );
      });

      it("is imported by the id that its provider documents, and by nothing that is not there", async () => {
        const provider = standIns.of(token);
        const urn = urnOf(token, "imported");
        const made = await provider.create(urn, inputs);
        const { importForms = ["id"], unreadable } = resource;
        const readable = Object.entries(given).filter(([name]) => !unreadable?.(given).includes(name));
        for (const form of importForms) {
          const known: Values = { ...plainObject(made.outputs), id: made.id };
          const idFor = (last: string) =>
            form.replace(/\w+/g, (name) => (name === "id" ? last : String(known[name])));
          const read = await provider.read(urn, idFor(made.id));
          assert.deepEqual([read.id, missingIn(read.outputs, Object.fromEntries(readable))], [made.id, []]);
          const absent = { id: "", inputs: {}, outputs: {} };
          assert.deepEqual(await provider.read(urn, idFor("nowhere")), absent);
          if (form !== "id")
            assert.deepEqual(
              await provider.read(urn, `x${idFor(made.id)}`),
              absent,
              "found in another place",
            );
        }
        await provider.delete(urn, made);
      });

      it("shows no difference to itself, one for a change, and a replacement where the provider replaces", async () => {
        const provider = standIns.of(token);
        const all = exampleInputs(token, resource);
        const nothing = {
          changes: "none",
          diffs: [],
          replaces: [],
          detailed: [],
          deleteBeforeReplace: false,
        };
        assert.deepEqual(
          { ...(await provider.diff(urnOf(token), all, all)), deleteBeforeReplace: false },
          nothing,
        );
        for (const [name, shape] of Object.entries(resource.inputs)) {
          // Of this one the plugin takes no notice unless another is set.
          const others = name === "noDataTimeframe" ? { notifyNoData: true } : {};
          const diff = await provider.diff(
            urnOf(token),
            { ...all, ...others, [name]: "before" },
            { ...all, ...others, [name]: "after" },
          );
          const kind = shape.replaces ? "UPDATE_REPLACE" : "UPDATE";
          assert.equal(diff.changes, "some");
          // The plugin framework names what it no longer knows, too.
          if (undetailed.test(token)) assert.ok(diff.diffs.includes(name));
          else assert.deepEqual(diff.diffs, [name]);
          assert.deepEqual(diff.detailed, undetailed.test(token) ? [] : [`${name}: ${kind}`]);
          assert.deepEqual(diff.replaces, shape.replaces ? [name] : []);
        }
      });
    });
  }

  describe("an update", () => {
    it("leaves what the service filled in as it was, at preview too", async () => {
      const token = "sentry:index/sentryProject:SentryProject";
      const urn = urnOf(token, "kept");
      const inputs = { organization: "o", name: "Fleet" };
      const made = await standIns.of(token).create(urn, inputs);
      const news = { organization: "o", name: "Renamed" };
      const planned = await standIns.of(token).update(urn, { ...made, inputs }, news, true);
      assert.deepEqual(planned, { ...made.outputs, name: "Renamed" });
      assert.deepEqual((await standIns.of(token).read(urn, made.id, made.outputs)).outputs, made.outputs);
      assert.deepEqual(await standIns.of(token).update(urn, { ...made, inputs }, news), planned);
    });
  });

  describe("an import", () => {
    it("says which form its id has to have", async () => {
      const token = "sentry:index/sentryProject:SentryProject";
      await assert.rejects(
        standIns.of(token).read(urnOf(token), "fleet"),
        /found the import id "fleet" of sentry:\S+, required organization\/id/,
      );
    });

    it("does not give out the value of a sensitive variable, and that of another", async () => {
      const token = "vercel:index/projectEnvironmentVariable:ProjectEnvironmentVariable";
      for (const sensitive of [true, false]) {
        const urn = urnOf(token, `sensitive ${sensitive}`);
        const inputs = {
          projectId: "prj_1",
          key: "API_KEY",
          value: "hush-hush",
          sensitive,
          targets: ["production"],
        };
        const made = await standIns.of(token).create(urn, inputs);
        const imported = await standIns.of(token).read(urn, `prj_1/${made.id}`);
        assert.deepEqual(
          [imported.inputs["value"], "value" in imported.outputs],
          sensitive ? [undefined, false] : [asSecret("hush-hush"), true],
        );
        assert.ok("value" in (await standIns.of(token).read(urn, made.id, made.outputs)).outputs);
      }
    });
  });

  describe("a setting of a project", () => {
    it("can be made again, which sets it", async () => {
      const token = "vercel:index/projectDeploymentRetention:ProjectDeploymentRetention";
      const urn = urnOf(token, "set twice");
      const first = await standIns.of(token).create(urn, { projectId: "prj_9", expirationPreview: "1w" });
      const second = await standIns.of(token).create(urn, { projectId: "prj_9", expirationPreview: "2m" });
      assert.equal(second.id, first.id);
      const { outputs } = await standIns.of(token).read(urn, first.id, first.outputs);
      assert.equal(outputs["expirationPreview"], "2m");
    });
  });

  describe("the state of a service", () => {
    const token = "vercel:index/project:Project";
    const file = () => join(standIns.folder, "vercel.json");

    it("outlives the process, and is in its folder only", async () => {
      const made = await standIns.of(token).create(urnOf(token, "kept"), { name: "kept" });
      await standIns.stop();
      await standIns.start();
      assert.equal((await standIns.of(token).read(urnOf(token, "kept"), made.id)).id, made.id);
    });

    it("can drift: what is changed in it is what is read", async () => {
      const urn = urnOf(token, "drifting");
      const made = await standIns.of(token).create(urn, { name: digits(8, "drift"), framework: "nextjs" });
      writeFileSync(file(), readFileSync(file(), "utf8").replaceAll('"nextjs"', '"astro"'));
      assert.equal((await standIns.of(token).read(urn, made.id)).outputs["framework"], "astro");
    });

    it("is for its owner's eyes only", () => {
      assert.equal(statSync(file()).mode & 0o777, 0o600);
    });

    it("is said to be unreadable when it is", async () => {
      const good = readFileSync(file(), "utf8");
      writeFileSync(file(), good.slice(0, 20));
      await assert.rejects(
        standIns.of(token).read(urnOf(token), "prj_1"),
        /vercel\.json: found no readable JSON, required what the stand-in wrote: delete the file/,
      );
      writeFileSync(file(), good);
    });
  });
});
