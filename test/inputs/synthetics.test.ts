// What the synthetic tests start from: the runbook's flows and phases, what config says of them, and what it leaves out.
import assert from "node:assert/strict";
import { InputError } from "../../inputs/inputError.ts";
import { type Inputs, readInputs } from "../../inputs/inputs.ts";
import { type Settings, settingsSchema } from "../../inputs/settings.ts";
import { type SyntheticsRead, syntheticsInputs } from "../../inputs/synthetics.ts";
import { changedRunbook } from "../support/changedRunbook.ts";
import { configProblems } from "../support/config.ts";
import { clock, rehearsalInputs, settingsOf, switchedOn } from "../support/inputs.ts";

const settings = settingsOf("rehearsal");
const plain = rehearsalInputs();

/** What is read with some settings changed, on this runbook. */
function read(changes: object, runbook = plain.runbook, more: Partial<Inputs> = {}): SyntheticsRead {
  return syntheticsInputs({
    settings: settingsSchema.parse({ ...settings, ...changes }),
    stack: "prod",
    runbook,
    domain: "app.marsana.com",
    situation: undefined,
    monitoring: plain.datadog,
    ...more,
  });
}
const set = (path: string, value: string) =>
  `pulumi config set --stack prod --path 'marsana-fleet:${path}' '${value}'`;
const every = (changes: object) => ({ synthetics: settingsSchema.shape.synthetics.parse(changes) });

describe("the synthetic tests' inputs", () => {
  it("have the health address on the stack's own host, with the runbook's status", () => {
    assert.deepEqual(plain.synthetics?.health, { url: "https://app.marsana.com/api/health", status: 200 });
    const staging = readInputs(settingsOf("staging"), "staging", { MARSANA_RELEASE: "none" }, clock);
    assert.equal(staging.synthetics?.health.url, "https://staging.marsana.com/api/health");
  });

  it("have the runbook's flows in its order, each with its steps", () => {
    const { flows } = switchedOn(plain.synthetics);
    assert.deepEqual(
      flows.map(({ id, steps }) => [id, steps.length]),
      [
        ["login", 2],
        ["vehicle-list", 2],
        ["handshake-creation", 3],
        ["document-upload", 3],
      ],
    );
    assert.deepEqual(plain.unwatched, []);
  });

  it("name every flow and the heartbeat that config does not define, with the lines that do", () => {
    const { problems, unwatched, synthetics } = read({ flows: {}, heartbeat: {} });
    assert.deepEqual([problems, synthetics?.flows, synthetics?.heartbeat], [[], [], false]);
    assert.equal(unwatched.length, 5);
    assert.equal(
      unwatched[0],
      'no test goes through the critical flow "Login"; mend: ' +
        `${set("flows.login.steps[0].path", "/<path>")} && ${set("flows.login.steps[0].status", "<status>")}, and so on, as docs/synthetics.md says`,
    );
    assert.equal(
      unwatched[4],
      `nobody is told when Datadog itself is blind; mend: ${set("heartbeat.enabled", "true")} && ` +
        "pulumi config set --stack prod --secret 'marsana-fleet:heartbeatUrl', as docs/synthetics.md says",
    );
  });

  it("are none, and leave nothing more unwatched, where Datadog is off", () => {
    assert.deepEqual(read({}, plain.runbook, { monitoring: undefined } as object), {
      problems: [],
      unwatched: [],
    });
  });

  it("refuse a flow that the runbook gains and config does not define, with the lines that define it", () => {
    const runbook = changedRunbook(["# - Document upload", "# - Document upload\n# - Export"]);
    assert.deepEqual(read({}, runbook).problems, [
      `marsana-fleet:flows.export: found nothing; required: steps for the runbook's critical flow "Export", as there are for others; mend: ${set("flows.export.steps[0].path", "/<path>")} && ${set("flows.export.steps[0].status", "<status>")}, or take the flow out of the runbook`,
    ]);
  });

  it("refuse the definition of a flow that the runbook loses, and have no test of it", () => {
    const { problems, synthetics } = read({}, changedRunbook(["# - Vehicle list\n", ""]));
    assert.deepEqual(problems, [
      "marsana-fleet:flows.vehicle-list: found a name that the runbook has not; required: a critical flow of the runbook " +
        "(one of login, handshake-creation, document-upload); mend: pulumi config rm --stack prod --path 'marsana-fleet:flows.vehicle-list'",
    ]);
    assert.deepEqual(
      synthetics?.flows.map(({ id }) => id),
      ["login", "handshake-creation", "document-upload"],
    );
  });

  it("refuse a variable that no step before has set", () => {
    const step = { path: "/me/{{ TOKEN }}", status: 200, extract: { TOKEN: "$.token" } };
    const flows = { ...settings.flows, login: { steps: [step] } };
    assert.deepEqual(read({ flows }).problems, [
      `marsana-fleet:flows.login.steps[0]: found {{ TOKEN }} in "GET /me/{{ TOKEN }}", which nothing has set by then; required: one of FLOW_USERNAME, FLOW_PASSWORD, or a value that a step before it takes from its answer; mend: ${set("flows.login.steps[0].extract.TOKEN", "$.<path>")}`,
    ]);
  });

  it("refuse a test that looks less often in a phase than the runbook has people look", () => {
    const minutes = 20;
    const runbook = changedRunbook(["**Every 15 minutes:**", `**Every ${minutes} minutes:**`]);
    assert.deepEqual(read(every({ checks: { watched: minutes * 60 } }), runbook).problems, []);
    assert.deepEqual(read(every({ checks: { watched: minutes * 60 } })).problems, [
      `marsana-fleet:synthetics.checks.phases.critical-monitoring: found 1200 seconds in "Critical Monitoring"; required: at most 900, since people look "Every 15 minutes" there; mend: ${set("synthetics.checks.phases.critical-monitoring", "900")}`,
    ]);
  });

  it("refuse a cadence for a phase that the runbook has not, with the nearest", () => {
    assert.deepEqual(read(every({ flows: { phases: { "critical-monitorin": 60 } } })).problems, [
      "marsana-fleet:synthetics.flows.phases.critical-monitorin: found a name that the runbook has not; required: a phase of the runbook's watch (the nearest is critical-monitoring); mend: pulumi config rm --stack prod --path 'marsana-fleet:synthetics.flows.phases.critical-monitorin'",
    ]);
  });

  it("stop the run with every problem at once", () => {
    const wrong: Settings = {
      ...settings,
      flows: { exports: { steps: [] } },
      ...every({ flows: { phases: { x: 60 } } }),
    };
    assert.throws(
      () => rehearsalInputs(wrong),
      (error) => error instanceof InputError && error.problems.length === 6,
    );
  });
});

describe("the settings of the synthetic tests", () => {
  const problems = (values: Record<string, unknown>) => configProblems({ values });

  it("refuse fewer than three regions, and one region twice", () => {
    for (const locations of [["aws:eu-west-1", "aws:us-east-1"], Array(3).fill("aws:eu-west-1")])
      assert.match(
        problems({ "marsana-fleet:synthetics": { locations } }).join("\n"),
        /^marsana-fleet:synthetics\.locations: found a list; required: [^\n]*$/,
      );
  });

  it("refuse a step with a body and an upload", () => {
    const upload = { field: "file", fileName: "a", type: "text/plain", content: "a" };
    const steps = [{ path: "/", status: 200, body: "{}", upload }];
    assert.match(
      problems({ "marsana-fleet:flows": { login: { steps } } }).join("\n"),
      /flows\.login\.steps\[0\]: found an object; required: a body or an upload, not both;/,
    );
  });

  it("refuse a variable in the content of an upload, which Datadog gets encoded", () => {
    for (const content of ["by {{ FLOW_USERNAME }}", "{{ uuid }}"]) {
      const upload = { field: "file", fileName: "a", type: "text/plain", content };
      const steps = [{ method: "POST", path: "/", status: 200, upload }];
      assert.match(
        problems({ "marsana-fleet:flows": { login: { steps } } }).join("\n"),
        /flows\.login\.steps\[0\]\.upload\.content: found ".*"; required: .*a content without \{\{ \}\}, in which no variable is filled in;/,
      );
    }
  });

  it("ask for the secrets of flows and heartbeat where there are some, and nowhere else", () => {
    const none = { "marsana-fleet:flowUsername": undefined, "marsana-fleet:flowPassword": undefined };
    const set = (name: string) =>
      `marsana-fleet:${name}: found nothing; required: a secret; mend: pulumi config set --stack prod --secret 'marsana-fleet:${name}'`;
    assert.deepEqual(problems({ ...none, "marsana-fleet:heartbeatUrl": undefined }), [
      set("flowUsername"),
      set("flowPassword"),
      set("heartbeatUrl"),
    ]);
    assert.deepEqual(problems({ ...none, "marsana-fleet:flows": {} }), []);
    const silent = { "marsana-fleet:heartbeat": {}, "marsana-fleet:heartbeatUrl": undefined };
    assert.deepEqual(problems(silent), []);
  });
});
