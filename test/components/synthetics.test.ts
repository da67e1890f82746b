// What the synthetic tests ask Datadog for, given the runbook's health address and the steps of its flows.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { flowArgs } from "../../components/FlowTests.ts";
import { heartbeatArgs } from "../../components/Heartbeat.ts";
import { checkArgs } from "../../components/SyntheticChecks.ts";
import { flowSchema } from "../../signals/flow.ts";
import type { SyntheticsSources } from "../../signals/syntheticTest.ts";
import { planted } from "../support/config.ts";
import { declared } from "../support/mocks.ts";
import { options } from "../support/options.ts";

const sources: SyntheticsSources = {
  scope: { environment: "production", service: "fleet" },
  routes: { page: ["@pager"], alert: ["@slack-fleet"], warning: ["@slack-fleet"] },
  team: "crew",
  runbookUrl: "https://example.com/RUNBOOK.md",
  dashboards: [],
  muted: ["runbook-check:health"],
  health: { url: "https://app.example.com/api/health", status: 200 },
  locations: ["aws:eu-central-1", "aws:eu-west-1", "aws:us-east-1", "aws:us-west-2"],
  every: { checks: 60, flows: 300 },
  certificateDays: 21,
  flows: [],
  heartbeat: true,
};
const common = ["env:production", "service:fleet", "source:runbook", "team:crew"];

describe("the test of the health address", () => {
  it("asserts the runbook's status from every location, and speaks when two see a failure that lasts", () => {
    const { message, ...rest } = checkArgs(sources).health;
    assert.deepEqual(rest, {
      type: "api",
      subtype: "http",
      status: "live",
      name: "Health (production)",
      locations: sources.locations,
      tags: [...common, "runbook-maintenance:muted", "runbook-check:health"],
      requestDefinition: { method: "GET", url: "https://app.example.com/api/health" },
      assertions: [{ type: "statusCode", operator: "is", target: "200" }],
      optionsList: {
        tickEvery: 60,
        retry: { count: 2, interval: 1_000 },
        minLocationFailed: 2,
        minFailureDuration: 120,
        monitorName: "Health (production)",
        monitorPriority: 1,
        monitorOptions: { renotifyInterval: 30 },
      },
    });
    assert.equal(
      message,
      [
        "{{#is_alert}}https://app.example.com/api/health does not answer as it must: the application is down, or cannot be reached.{{/is_alert}}",
        "{{#is_recovery}}https://app.example.com/api/health answers again.{{/is_recovery}}",
        "",
        "What is checked: https://example.com/RUNBOOK.md#post-deployment-verification",
        "What to do: https://example.com/RUNBOOK.md#incident-response",
        "",
        "{{#is_alert}} @pager {{/is_alert}} {{#is_alert_recovery}} @pager {{/is_alert_recovery}} " +
          "{{#is_no_data}} @pager {{/is_no_data}} {{#is_no_data_recovery}} @pager {{/is_no_data_recovery}} " +
          "{{#is_warning}} @slack-fleet {{/is_warning}} {{#is_warning_recovery}} @slack-fleet {{/is_warning_recovery}}",
      ].join("\n"),
    );
  });

  it("asserts any success where the runbook names no status", () => {
    const { health } = checkArgs({ ...sources, health: { ...sources.health, status: undefined } });
    assert.deepEqual(health.assertions, [{ type: "statusCode", operator: "matches", target: "^2\\d\\d$" }]);
  });
});

describe("the test of the certificate", () => {
  it("asks the same host, and tells by day before the certificate ends", () => {
    const { subtype, requestDefinition, assertions, tags, message } = checkArgs(sources).certificate;
    assert.deepEqual(
      [subtype, requestDefinition, assertions, tags],
      [
        "ssl",
        { host: "app.example.com", port: "443" },
        [{ type: "certificate", operator: "isInMoreThan", target: "21" }],
        [...common, "runbook-check:certificate"],
      ],
    );
    assert.match(String(message), /ends within 21 days.*\n@slack-fleet$/s);
  });
});

describe("the test of a critical flow", () => {
  const { steps } = flowSchema.parse({
    steps: [
      { method: "POST", path: "/login", body: "{{ FLOW_USERNAME }}", status: 200, extract: { TOKEN: "$.t" } },
      {
        name: "Upload",
        method: "POST",
        path: "/files",
        headers: { Authorization: "Bearer {{ TOKEN }}" },
        upload: { field: "file", fileName: "a.txt", type: "text/plain", content: "é" },
        status: 201,
      },
    ],
  });

  it("goes through its steps on the stack's own host, and hands on what they answer, hidden", () => {
    const { apiSteps, subtype, tags, optionsList } = flowArgs(
      { id: "upload", text: "Upload", steps },
      sources,
    );
    assert.deepEqual([subtype, tags], ["multi", [...common, "runbook-flow:upload"]]);
    assert.equal(Object(optionsList).tickEvery, 300);
    assert.deepEqual(apiSteps, [
      {
        name: "POST /login",
        subtype: "http",
        requestDefinition: {
          method: "POST",
          url: "https://app.example.com/login",
          bodyType: "application/json",
          body: "{{ FLOW_USERNAME }}",
        },
        assertions: [{ type: "statusCode", operator: "is", target: "200" }],
        extractedValues: [
          { name: "TOKEN", type: "http_body", secure: true, parser: { type: "json_path", value: "$.t" } },
        ],
      },
      {
        name: "Upload",
        subtype: "http",
        requestDefinition: {
          method: "POST",
          url: "https://app.example.com/files",
          bodyType: "multipart/form-data",
        },
        requestHeaders: { Authorization: "Bearer {{ TOKEN }}" },
        requestFiles: [
          // As recorded: `content` encoded, `size` of what is decoded.
          { name: "file", originalFileName: "a.txt", type: "text/plain", content: "w6k=", size: 2 },
        ],
        assertions: [{ type: "statusCode", operator: "is", target: "201" }],
      },
    ]);
  });
});

describe("the file of an upload", () => {
  const recordings = resolve(
    import.meta.dirname,
    "../../../shared/service-recordings/datadog-provider.jsonl",
  );

  it("is declared so that the plugin sends what Datadog was recorded to take", function () {
    const [step] = flowSchema.parse({
      steps: [
        {
          method: "POST",
          path: "/files",
          upload: {
            field: "file1",
            fileName: "file.txt",
            type: "text/plain",
            content: "this is the original file content",
          },
          status: 200,
        },
      ],
    }).steps;
    const { apiSteps } = flowArgs({ id: "one", text: "One", steps: step ? [step] : [] }, sources);
    const [file] = Object(apiSteps)[0].requestFiles;
    assert.deepEqual(file, {
      name: "file1",
      originalFileName: "file.txt",
      type: "text/plain",
      content: "dGhpcyBpcyB0aGUgb3JpZ2luYWwgZmlsZSBjb250ZW50",
      size: 33,
    });
    if (!existsSync(recordings)) {
      console.log("      skipped: ../shared/service-recordings is not here");
      return this.skip();
    }
    const sent = readFileSync(recordings, "utf8")
      .split("\n")
      .find((line) => line.includes('"content":"dGhpcyBpcyB0aGUgb3'));
    const { body } = JSON.parse(sent ?? "{}");
    assert.deepEqual(
      body.config.steps.flatMap((one: { request: { files?: object[] } }) => one.request.files ?? []),
      [{ ...file, encoding: "base64" }],
    );
  });
});

describe("the heartbeat", () => {
  it("calls the service outside every minute from three locations, by a name that hides its address", () => {
    const { requestDefinition, optionsList, locations } = heartbeatArgs({
      ...sources,
      every: { checks: 300, flows: 900 },
    });
    assert.deepEqual(requestDefinition, { method: "GET", url: "{{ HEARTBEAT_URL }}" });
    assert.equal(Object(optionsList).tickEvery, 60);
    assert.deepEqual(locations, sources.locations.slice(0, 3));
  });
});

describe("the program's synthetic tests", () => {
  after(() => pulumi.runtime.setAllConfig({}));
  const kinds = /synthetics/i;
  /** But for the status pages of others. */
  const own = ({ type, name }: { type: string; name: string }) =>
    kinds.test(type) && !name.startsWith("status-page-");

  it("are those of health, certificate, four flows and heartbeat, with their secrets as variables", async () => {
    const all = (await declared()).filter(own);
    assert.deepEqual(all.map(({ name }) => name).sort(), [
      "flow-document-upload",
      "flow-flow-password",
      "flow-flow-username",
      "flow-handshake-creation",
      "flow-login",
      "flow-vehicle-list",
      "heartbeat",
      "heartbeat-url",
      "synthetics-certificate",
      "synthetics-health",
    ]);
    const login = all.find(({ name }) => name === "flow-login");
    assert.deepEqual(login?.inputs["configVariables"], [
      { type: "global", name: "FLOW_USERNAME", id: "flow-flow-username-id" },
      { type: "global", name: "FLOW_PASSWORD", id: "flow-flow-password-id" },
    ]);
    const variables = all.filter(({ type }) => type.endsWith(":SyntheticsGlobalVariable"));
    assert.deepEqual(
      variables.map(({ inputs }) => [inputs["name"], inputs["secure"]]).sort(),
      ["FLOW_PASSWORD", "FLOW_USERNAME", "HEARTBEAT_URL"].map((name) => [
        `MARSANA_FLEET_REHEARSAL_${name}`,
        true,
      ]),
    );
    const tests = all.filter(({ type }) => type.endsWith(":SyntheticsTest"));
    assert.doesNotMatch(JSON.stringify(tests), new RegExp(planted));
  });

  it("are those of health and certificate alone where config defines neither flow nor heartbeat", async () => {
    const all = await declared({ values: options["no flows and no heartbeat"] ?? {} });
    assert.deepEqual(
      all
        .filter(own)
        .map(({ name }) => name)
        .sort(),
      ["synthetics-certificate", "synthetics-health"],
    );
  });
});
