// What the stand-ins take and refuse by name and type, for every resource of their tables.
import assert from "node:assert/strict";
import { inWords, type Shape } from "../../../rehearsal/providers/shape.ts";
import { asSecret, UNKNOWN, type Values } from "../../../rehearsal/providers/value.ts";
import { exampleInputs, misfitOf, resources } from "../../support/exampleInputs.ts";
import { TestStandIns, urnOf } from "../../support/standIns.ts";

describe("check", () => {
  const standIns = new TestStandIns();
  before(() => standIns.start());
  after(() => standIns.stopAndForget());

  const problemsOf = async (token: string, news: Values) => {
    const { problems } = await standIns.of(token).check(urnOf(token), news);
    return problems;
  };

  const without = (inputs: Values, name: string): Values =>
    Object.fromEntries(Object.entries(inputs).filter(([one]) => one !== name));

  for (const { token, resource } of resources) {
    describe(`the inputs of ${token}`, () => {
      const names = Object.keys(resource.inputs);
      const [requiredName] = names.filter((name) => resource.inputs[name]?.required);

      it("are taken when all are set, and when only the required ones are", async () => {
        assert.deepEqual(await problemsOf(token, exampleInputs(token, resource)), []);
        const least = exampleInputs(token, resource, "required");
        const value = "valueJson" in resource.inputs ? { value: "text" } : {};
        assert.deepEqual(await problemsOf(token, { ...least, ...value }), []);
      });

      it("may all be unknown", async () => {
        const unknown = Object.fromEntries(
          Object.keys(exampleInputs(token, resource)).map((name) => [name, UNKNOWN]),
        );
        assert.deepEqual(await problemsOf(token, unknown), []);
      });

      it("are refused one by one when they have another type", async () => {
        const typed = Object.entries(resource.inputs).filter(([, shape]) => shape.kind !== "any");
        for (const [name, shape] of typed) {
          const wrong = misfitOf(shape);
          const problems = await problemsOf(token, { ...exampleInputs(token, resource), [name]: wrong });
          const mend = shape.kind === "string" ? ': write "7"' : "";
          const found = wrong === 7 ? "a number (7)" : 'a string ("text")';
          assert.deepEqual(problems, [
            { property: name, reason: `found ${found}, required ${inWords(shape)}${mend}` },
          ]);
        }
      });

      it("are refused when one is misspelt, with the nearest name", async () => {
        const [name = ""] = names;
        const problems = await problemsOf(token, { ...exampleInputs(token, resource), [`${name}s_`]: true });
        assert.deepEqual(problems, [
          {
            property: `${name}s_`,
            reason: `found "${name}s_", which ${token} does not take; did you mean "${name}"?`,
          },
        ]);
      });

      if (requiredName === undefined) return;

      it("are refused when a required one is missing", async () => {
        const shape = resource.inputs[requiredName];
        const problems = await problemsOf(token, without(exampleInputs(token, resource), requiredName));
        assert.deepEqual(problems, [
          {
            property: requiredName,
            reason: `found nothing, required ${inWords(shape as Shape)}: set "${requiredName}" of ${token}`,
          },
        ]);
      });
    });
  }

  const monitor = "datadog:index/monitor:Monitor";
  const monitorInputs = { name: "n", type: "metric alert", query: "q", message: "m" };

  describe("a refusal", () => {
    it("comes for everything that is wrong, at once", async () => {
      const problems = await problemsOf(monitor, { name: 1, typo: "x", type: "metric alert", query: "q" });
      assert.deepEqual(
        problems.map(({ property }) => property),
        ["typo", "message", "name"],
      );
    });

    it("reaches into objects: Datadog's thresholds are strings", async () => {
      const problems = await problemsOf(monitor, {
        ...monitorInputs,
        monitorThresholds: { critical: 1, warnin: "2" },
      });
      assert.deepEqual(problems, [
        {
          property: "monitorThresholds.warnin",
          reason: `found "warnin", which "monitorThresholds" of ${monitor} does not take; did you mean "warning"?`,
        },
        {
          property: "monitorThresholds.critical",
          reason: 'found a number (1), required a string: write "1"',
        },
      ]);
    });

    it("reaches into lists and maps", async () => {
      assert.deepEqual(await problemsOf(monitor, { ...monitorInputs, tags: ["a", 2] }), [
        { property: "tags[1]", reason: 'found a number (2), required a string: write "2"' },
      ]);
      assert.deepEqual(
        await problemsOf("command:local:Command", { environment: { GOOD: "1", "not.good": true } }),
        [
          {
            property: 'environment["not.good"]',
            reason: 'found a boolean (true), required a string: write "true"',
          },
        ],
      );
    });

    it("names an object's missing property", async () => {
      const problems = await problemsOf("datadog:index/downtimeSchedule:DowntimeSchedule", {
        scope: "*",
        monitorIdentifier: { monitorTags: ["a"] },
        recurringSchedule: { recurrences: [{ rrule: "FREQ=MONTHLY" }] },
      });
      assert.deepEqual(problems, [
        {
          property: "recurringSchedule.recurrences[0].duration",
          reason:
            'found nothing, required a string: set "duration" of ' +
            '"recurringSchedule.recurrences[0]" of datadog:index/downtimeSchedule:DowntimeSchedule',
        },
      ]);
    });

    it("says object where the SDK's example shows a list", async () => {
      const problems = await problemsOf("datadog:index/downtimeSchedule:DowntimeSchedule", {
        scope: "*",
        monitorIdentifier: [{ monitorTags: ["a"] }],
      });
      assert.deepEqual(problems, [
        { property: "monitorIdentifier", reason: "found a list, required an object" },
      ]);
    });

    it("lists the names where none is near", async () => {
      const problems = await problemsOf("sentry:index/sentryTeam:SentryTeam", {
        organization: "o",
        xyzxyz: 1,
      });
      assert.deepEqual(problems, [
        {
          property: "xyzxyz",
          reason:
            'found "xyzxyz", which sentry:index/sentryTeam:SentryTeam does not take; ' +
            "it takes name, organization, slug",
        },
      ]);
    });

    it("lists the words that a property takes", async () => {
      assert.deepEqual(await problemsOf("command:local:Command", { logging: "all" }), [
        {
          property: "logging",
          reason: 'found a string ("all"), required one of "stdout", "stderr", "stdoutAndStderr", "none"',
        },
      ]);
    });

    it("never quotes a secret", async () => {
      const problems = await problemsOf(monitor, { ...monitorInputs, message: asSecret(12345) });
      assert.deepEqual(problems, [{ property: "message", reason: "found a number, required a string" }]);
    });
  });

  describe("what check gives back", () => {
    it("keeps secrets secret and unknowns unknown", async () => {
      const news = { ...monitorInputs, message: asSecret("hush"), query: UNKNOWN };
      const { inputs } = await standIns.of(monitor).check(urnOf(monitor), news);
      const { message, query } = inputs;
      assert.deepEqual({ message, query }, { message: news.message, query: news.query });
    });

    it("gives a name to a resource that has none, the same one each time", async () => {
      const token = "sentry:index/sentryProject:SentryProject";
      const urn = urnOf(token, "fleet");
      const { inputs } = await standIns.of(token).check(urn, { organization: "o" });
      assert.match(String(inputs["name"]), /^fleet-[0-9a-f]{7}$/);
      const again = await standIns.of(token).check(urn, { organization: "o" });
      assert.deepEqual(again.inputs, inputs);
      const other = await standIns.of(token).check(urnOf(token, "other"), { organization: "o" });
      assert.notEqual(other.inputs["name"], inputs["name"]);
    });
  });

  it("a stand-in refuses a resource that it does not know, and says which ones it does", async () => {
    const token = "sentry:index/sentryRule:SentryRule";
    await assert.rejects(
      problemsOf(token, {}),
      /found the resource "sentry:index\/sentryRule:SentryRule", required one/,
    );
  });
});
