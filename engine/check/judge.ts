// Judges declared resources by rules as the engine has them judged: with the policy SDK's own functions, in this process.
import { createRequire } from "node:module";
import type { ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import analyzer from "@pulumi/pulumi/proto/analyzer_pb.js";
import { toWire, type Values } from "../../rehearsal/providers/value.ts";
import { type Violation, withoutDescription } from "../result.ts";
import { type Declared, stackType } from "./monitor.ts";

type Policy = ResourceValidationPolicy | StackValidationPolicy;

type Analysis<Request> = (
  call: { request: Request },
  answer: (error: Error | null | undefined, response?: analyzer.AnalyzeResponse) => void,
) => Promise<void>;

type MakeAnalysis<Request> = (
  pack: string,
  version: string,
  level: "mandatory",
  policies: readonly Policy[],
) => Analysis<Request>;

/** The handlers of a pack's server, which the SDK exports for its own tests and declares nowhere. */
interface PolicyServer {
  makeAnalyzeRpcFun: MakeAnalysis<analyzer.AnalyzeRequest>;
  makeAnalyzeStackRpcFun: MakeAnalysis<analyzer.AnalyzeStackRequest>;
}
const sdk: PolicyServer = createRequire(import.meta.url)("@pulumi/policy/server.js");

/** Every violation: of each resource by its inputs, then of the stack as a whole by its outputs. */
export async function judge(
  declared: readonly Declared[],
  policies: readonly Policy[],
): Promise<Violation[]> {
  const pack = ["marsana-fleet", "0", "mandatory", policies] as const;
  const judgeResource = sdk.makeAnalyzeRpcFun(...pack);
  const found: Violation[] = [];
  for (const one of declared) {
    const request = filled(new analyzer.AnalyzeRequest(), one, one.inputs);
    found.push(...violationsIn(await answerOf(judgeResource, request), one.urn));
  }
  const stack = new analyzer.AnalyzeStackRequest().setResourcesList(
    declared.map((one) => filled(new analyzer.AnalyzerResource(), one, one.outputs).setParent(one.parent)),
  );
  const stackUrn = declared.find(({ type }) => type === stackType)?.urn ?? "";
  found.push(...violationsIn(await answerOf(sdk.makeAnalyzeStackRpcFun(...pack), stack), stackUrn));
  return found;
}

interface Message {
  setType(value: string): unknown;
  setName(value: string): unknown;
  setUrn(value: string): unknown;
  setProperties(value: ReturnType<typeof toWire>): unknown;
  setOptions(value: analyzer.AnalyzerResourceOptions): unknown;
}

function filled<Kind extends Message>(message: Kind, one: Declared, properties: Values): Kind {
  message.setType(one.type);
  message.setName(one.name);
  message.setUrn(one.urn);
  message.setProperties(toWire(properties));
  message.setOptions(new analyzer.AnalyzerResourceOptions().setProtect(one.protect).setParent(one.parent));
  return message;
}

async function answerOf<Request>(
  analysis: Analysis<Request>,
  request: Request,
): Promise<analyzer.AnalyzeResponse> {
  return await new Promise((resolve, reject) => {
    void analysis({ request }, (error, response) =>
      response === undefined ? reject(error ?? new Error("the rules gave no answer")) : resolve(response),
    );
  });
}

function violationsIn(response: analyzer.AnalyzeResponse, urn: string): Violation[] {
  return response.getDiagnosticsList().map((diagnostic) => ({
    rule: diagnostic.getPolicyname(),
    level:
      diagnostic.getEnforcementlevel() === analyzer.EnforcementLevel.MANDATORY ? "mandatory" : "advisory",
    resource: diagnostic.getUrn() || urn,
    message: withoutDescription(diagnostic.getMessage()),
  }));
}
