// A test of several requests for each critical flow of the runbook, and the account that they log in with.
import { SyntheticsTest } from "@pulumi/datadog/syntheticsTest.js";
import * as pulumi from "@pulumi/pulumi";
import { type AccountVariable, type FlowStep, stepName, variablesUsed } from "../signals/flow.ts";
import { purposeTag } from "../signals/scope.ts";
import { type CriticalFlow, type SyntheticsSources, testLoudness } from "../signals/syntheticTest.ts";
import { formerNames } from "./formerNames.ts";
import { statusAssertion } from "./SyntheticChecks.ts";
import { secretVariable } from "./secretVariable.ts";
import { commonArgs, type TestArgs } from "./syntheticTest.ts";

export interface FlowTestsArgs extends SyntheticsSources {
  /** What the flows log in with, by the name under which their steps use it. */
  readonly account: Readonly<Record<AccountVariable, pulumi.Output<string>>>;
}

export class FlowTests extends pulumi.ComponentResource {
  constructor(name: string, args: FlowTestsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("marsana:datadog:FlowTests", name, {}, opts);
    const ids = new Map(
      Object.entries(args.account).map(([variable, value]) => {
        const made = secretVariable(`${name}-${slug(variable)}`, variable, value, args, this);
        return [variable, made.id] as const;
      }),
    );
    for (const flow of args.flows) {
      const used = new Set(flow.steps.flatMap(variablesUsed));
      const configVariables = [...ids]
        .filter(([variable]) => used.has(variable))
        .map(([variable, id]) => ({ type: "global", name: variable, id }));
      const test = { ...flowArgs(flow, args), ...(configVariables.length > 0 && { configVariables }) };
      new SyntheticsTest(`${name}-${flow.id}`, test, { parent: this, aliases: formerNames(name, flow) });
    }
    this.registerOutputs({});
  }
}

/** A variable's name as part of a resource's. */
const slug = (variable: string) => variable.toLowerCase().replaceAll("_", "-");

/** The flow's steps, one after the other; the first that is not answered as it must be ends the run. */
export function flowArgs(flow: CriticalFlow, sources: SyntheticsSources): TestArgs {
  const { origin } = new URL(sources.health.url);
  return {
    ...commonArgs(
      {
        name: `Flow: ${flow.text}`,
        tag: purposeTag("flow", flow.id),
        failed: `The critical flow "${flow.text}" does not work: the step that failed stands in the test's last result.`,
        recovered: `The critical flow "${flow.text}" works again.`,
        anchor: "deployment-process",
        loudness: testLoudness.flow,
        everySeconds: sources.every.flows,
      },
      sources,
    ),
    subtype: "multi",
    apiSteps: flow.steps.map((step) => stepArgs(step, origin)),
  };
}

function stepArgs(step: FlowStep, origin: string) {
  const { method, path, headers, body, upload, status, extract } = step;
  const bodyType = upload === undefined ? "application/json" : "multipart/form-data";
  const hasBody = body !== undefined || upload !== undefined;
  const values = Object.entries(extract);
  return {
    name: stepName(step),
    subtype: "http",
    requestDefinition: {
      method,
      url: `${origin}${path}`,
      ...(hasBody && { bodyType }),
      ...(body !== undefined && { body }),
    },
    ...(Object.keys(headers).length > 0 && { requestHeaders: headers }),
    ...(upload !== undefined && { requestFiles: [fileArgs(upload)] }),
    assertions: [statusAssertion(status)],
    ...(values.length > 0 && {
      // A token is one of them as often as not: none is shown.
      extractedValues: values.map(([name, jsonPath]) => ({
        name,
        type: "http_body",
        secure: true,
        parser: { type: "json_path", value: jsonPath },
      })),
    }),
  };
}

/** The provider tells Datadog that all content is base64; the size is the file's own. */
function fileArgs({ field, fileName, type, content: text }: NonNullable<FlowStep["upload"]>) {
  const bytes = Buffer.from(text);
  return {
    name: field,
    originalFileName: fileName,
    type,
    content: bytes.toString("base64"),
    size: bytes.length,
  };
}
