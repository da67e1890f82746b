// What the stand-ins call a difference, where they say it is, and what goes first when a resource is replaced.
import assert from "node:assert/strict";
import { asSecret, UNKNOWN, type Values } from "../../../rehearsal/providers/value.ts";
import { TestStandIns, urnOf } from "../../support/standIns.ts";

describe("diff", () => {
  const standIns = new TestStandIns();
  before(() => standIns.start());
  after(() => standIns.stopAndForget());

  const monitor = "datadog:index/monitor:Monitor";
  const monitorInputs = { name: "n", type: "metric alert", query: "q", message: "m", tags: ["a", "b"] };

  describe("a difference", () => {
    const diff = (olds: Values, news: Values, ignored: string[] = []) =>
      standIns
        .of(monitor)
        .diff(urnOf(monitor), { ...monitorInputs, ...olds }, { ...monitorInputs, ...news }, ignored);

    it("is named at its deepest place", async () => {
      const olds = { monitorThresholds: { critical: "1", warning: "0.5" }, priority: "1" };
      const news = { monitorThresholds: { critical: "2", ok: "0" }, tags: ["a", "c", "d"] };
      assert.deepEqual((await diff(olds, news)).detailed, [
        "monitorThresholds.critical: UPDATE",
        "monitorThresholds.ok: ADD",
        "monitorThresholds.warning: DELETE",
        "priority: DELETE",
        "tags[1]: UPDATE",
        "tags[2]: ADD",
      ]);
    });

    it("is none where only the mark of a secret differs", async () => {
      assert.equal((await diff({ message: "m" }, { message: asSecret("m") })).changes, "none");
      assert.equal((await diff({ message: asSecret("m") }, { message: asSecret("n") })).changes, "some");
    });

    it("is one where the new value is unknown", async () => {
      assert.deepEqual((await diff({}, { message: UNKNOWN })).detailed, ["message: UPDATE"]);
    });

    it("is left out where the program ignores changes", async () => {
      const olds = { monitorThresholds: { critical: "1" }, message: "a" };
      const news = { monitorThresholds: { critical: "2" }, message: "b" };
      assert.deepEqual((await diff(olds, news, ["monitorThresholds"])).detailed, ["message: UPDATE"]);
      assert.equal((await diff(olds, news, ["monitorThresholds.critical", "message"])).changes, "none");
    });

    it("asks for the old thing to go first when the new one keeps the name that the program chose", async () => {
      const token = "sentry:index/sentryTeam:SentryTeam";
      const [old, wanted] = [{ organization: "a" }, { organization: "b" }];
      const first = async (name: string, other = name) =>
        (await standIns.of(token).diff(urnOf(token), { ...old, name }, { ...wanted, name: other }))
          .deleteBeforeReplace;
      assert.equal(await first("fleet"), true);
      assert.equal(await first("fleet", "other"), false);
      const own = (await standIns.of(token).check(urnOf(token), wanted)).inputs["name"];
      assert.equal(await first(String(own)), false);
    });
  });
});
