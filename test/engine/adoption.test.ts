// What is said of an adoption, on the engine's events as they come: with a detailed diff, and with none.
import assert from "node:assert/strict";
import {
  DiffKind,
  type EngineEvent,
  type OpType,
  type StepEventMetadata,
} from "@pulumi/pulumi/automation/index.js";
import { adoptionProblems, adoptionsIn } from "../../engine/adoption.ts";

const type = "vercel:index/projectEnvironmentVariable:ProjectEnvironmentVariable";
const urn = `urn:pulumi:staging::marsana-fleet::${type}::application-variable-DATABASE_URL`;
const secret = {
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  ciphertext: "[secret]",
};
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

type Values = Record<string, unknown>;

const state = (id: string, inputs: Values) => ({
  type,
  urn,
  custom: true,
  id,
  parent: "",
  inputs,
  outputs: {},
  provider: "",
});

const step = (
  op: OpType,
  [oldId, before]: [string, Values],
  [newId, after]: [string, Values],
  rest: Partial<StepEventMetadata> = {},
): EngineEvent => ({
  sequence: 0,
  timestamp: 0,
  resourcePreEvent: {
    metadata: { op, urn, type, provider: "", old: state(oldId, before), new: state(newId, after), ...rest },
  },
});

/** An import of what has these inputs at the service, and the step that makes of it what the program wants. */
const adopting = (
  op: OpType,
  before: Values,
  after: Values,
  rest: Partial<StepEventMetadata> = {},
): EngineEvent[] => [
  step("import", ["env_1", before], ["env_1", before]),
  step(op, ["env_1", before], ["", after], rest),
];

const changes = (events: EngineEvent[]) => adoptionsIn(events).get(urn)?.changes;
const problems = (events: EngineEvent[]) => adoptionProblems(events, "staging");

/** The engine's word on a resource whose id is still in the program. */
const warning: EngineEvent = {
  sequence: 0,
  timestamp: 0,
  diagnosticEvent: {
    urn,
    message:
      "previously-imported resources that still specify an ID may not be replaced; please remove the `import` " +
      "declaration from your program;\nkey: {A} => {B}\n",
    color: "never",
    severity: "warning",
  },
};

describe("an adoption without a detailed diff", () => {
  it("names the properties that the provider names, whether the program sets them or not", () => {
    const before = { framework: "nextjs", buildMachineType: "standard", nodeVersion: "22.x" };
    const diffs = ["buildMachineType", "nodeVersion", "previewComments"];
    const events = adopting("update", before, { framework: "nextjs" }, { diffs });
    assert.deepEqual(adoptionsIn(events).get(urn), { id: "env_1", changes: diffs });
  });

  it("names what differs below them, a list as a whole", () => {
    const before = {
      resourceConfig: { fluid: true, cpu: "standard", regions: ["fra1"], limits: { time: 60 } },
    };
    const after = { resourceConfig: { fluid: true, regions: ["iad1", "fra1"], limits: { time: 90 } } };
    assert.deepEqual(changes(adopting("update", before, after, { diffs: ["resourceConfig"] })), [
      "resourceConfig.cpu",
      "resourceConfig.limits.time",
      "resourceConfig.regions",
    ]);
  });

  it("names as a whole what holds a secret, which no event shows", () => {
    const before = { trustedIps: { addresses: [{ value: secret }], mode: "a" }, value: secret };
    const after = { trustedIps: { addresses: [{ value: secret }], mode: "b" }, value: secret };
    const diffs = ["trustedIps", "value"];
    assert.deepEqual(changes(adopting("update", before, after, { diffs })), diffs);
  });

  it("is never as it is where it is updated: then the inputs say what changes, or nothing does", () => {
    assert.deepEqual(changes(adopting("update", { a: 1, b: { c: 1 } }, { a: 1, b: { c: 2 }, d: 1 })), [
      "b.c",
      "d",
    ]);
    assert.deepEqual(changes(adopting("update", { value: secret }, { value: secret })), [
      "properties that its provider does not name",
    ]);
  });

  it("is as it is where the engine does nothing more", () => {
    assert.deepEqual(changes(adopting("same", { key: "A" }, { key: "A" })), []);
    assert.deepEqual(changes([step("import", ["env_1", {}], ["env_1", {}])]), []);
  });

  it("is refused where a property can only be had by replacing it", () => {
    const rest = { diffs: ["key", "projectId", "value"], keys: ["projectId", "key"] };
    const before = { key: "A", projectId: "prj_1" };
    const events = adopting(
      "create-replacement",
      before,
      { key: "B", projectId: unknown, value: secret },
      rest,
    );
    assert.deepEqual(problems(events), [
      'application-variable-DATABASE_URL: found key "A", projectId "prj_1" of env_1; required: key "B", projectId ' +
        '"[unknown]", which only a new one can have; fix: set the id of the right one in marsana-fleet:adopt, make the ' +
        "two agree in the config or at the service, or take the id out, and a second one is made",
    ]);
    assert.equal(adoptionsIn(events).has(urn), false);
  });

  it("is refused with no secret in what it says, and a long value cut short", () => {
    const before = { key: "A".repeat(100), value: secret };
    const rest = { diffs: ["key", "value"], keys: ["key", "value"] };
    const [problem] = problems(adopting("create-replacement", before, { key: "B" }, rest));
    assert.match(
      String(problem),
      /found key "A{59}…, value "\[secret\]" of env_1; required: key "B", value unset, which/,
    );
  });
});

describe("an adoption with a detailed diff", () => {
  it("names the paths in it", () => {
    const detailedDiff = {
      query: { diffKind: DiffKind.update, inputDiff: true },
      "monitorThresholds.critical": { diffKind: DiffKind.add, inputDiff: true },
    };
    const rest = { detailedDiff, diffs: ["monitorThresholds", "query"] };
    assert.deepEqual(changes(adopting("update", {}, {}, rest)), ["monitorThresholds.critical", "query"]);
  });

  it("is refused for those that replace", () => {
    const detailedDiff = {
      query: { diffKind: DiffKind.update, inputDiff: true },
      "computes[0].path": { diffKind: DiffKind.deleteReplace, inputDiff: true },
    };
    const rest = { detailedDiff, diffs: ["computes", "query"], keys: ["computes"] };
    const events = adopting("create-replacement", { computes: [{ path: "@a" }], query: "q" }, {}, rest);
    assert.match(
      String(problems(events)),
      /^[^ ]+ found computes\[0\]\.path "@a" of env_1; required: computes\[0\]\.path unset, which/,
    );
  });
});

describe("what was adopted before", () => {
  const replacing = () =>
    step("create-replacement", ["env_1", { key: "A" }], ["", { key: "B" }], {
      diffs: ["key"],
      keys: ["key"],
    });

  it("is not replaced while its id is in the config", () => {
    const expected = [
      'application-variable-DATABASE_URL: found key "A" of env_1; required: key "B", which only a new one can have; ' +
        "fix: undo the change, or take the id out of marsana-fleet:adopt, and a new one takes its place",
    ];
    assert.deepEqual(problems([warning, replacing()]), expected);
    assert.deepEqual(problems([replacing(), warning]), expected);
    assert.equal(adoptionsIn([warning, replacing()]).has(urn), false);
  });

  it("is not said to be adopted as it is where the engine stops before it says what it would replace", () => {
    const events = [warning, step("delete-replaced", ["env_1", {}], ["", {}])];
    assert.equal(adoptionsIn(events).has(urn), false);
    assert.match(
      String(problems(events)),
      /found properties that its provider does not name of env_1; required: what the program declares, which/,
    );
  });

  it("is replaced like everything else once its id is out of the config", () => {
    assert.deepEqual(problems([replacing()]), []);
  });
});

describe("an import in the place of what the stack has", () => {
  it("names the one that it would displace, even where the imported would be replaced in turn", () => {
    const events = [
      step("import-replacement", ["env_2", {}], ["env_2", {}]),
      step("replace", ["env_1", {}], ["env_2", {}]),
      step("create-replacement", ["env_2", { key: "A" }], ["", { key: "B" }], { keys: ["key"] }),
      step("replace", ["env_2", { key: "A" }], ["", { key: "B" }], { keys: ["key"] }),
    ];
    assert.match(String(problems(events)), /found env_1 in the stack, and env_2 to adopt in its place/);
    assert.equal(problems(events).length, 1);
  });
});
