// What one run of the engine came to, read off the events that it sends.
import type { EngineEvent, StepEventMetadata } from "@pulumi/pulumi/automation/index.js";
import type { Inputs } from "../inputs/inputs.ts";
import { type Adoption, adoptionsIn } from "./adoption.ts";
import { masked } from "./masked.ts";
import type { RemovedAlert } from "./removedAlerts.ts";

export type CommandName = "preview" | "up" | "destroy" | "outputs";

/** `passed`; `blocked`: a rule said no; `invalid`: the input must be mended; `failed`: engine or environment. */
export type Outcome = "passed" | "blocked" | "invalid" | "failed";

/** The exit code of each outcome. */
export const exitCodes: Readonly<Record<Outcome, number>> = { passed: 0, blocked: 1, invalid: 2, failed: 3 };

export type Operation = "create" | "import" | "update" | "replace" | "delete" | "same";

export interface ResourceChange {
  type: string;
  name: string;
  urn: string;
  /** Only a check, which knows no state, says no more than that it is declared. */
  op: Operation | "declare";
  /** As the engine shows them: secrets read "[secret]". */
  inputs: Record<string, unknown>;
  /** Only of what existed already and is imported. */
  adopts?: Adoption;
  /** Only of what leaves the stack and yet stays: the id under which its service keeps it. */
  keeps?: string;
}

export interface Violation {
  rule: string;
  level: "mandatory" | "advisory";
  /** The urn of the resource, or the stack's where the rule is about the whole. */
  resource: string;
  message: string;
}

export interface RunResult {
  stack: string;
  command: CommandName | "check";
  result: Outcome;
  /** The release that the run was about, if it names one. */
  release?: { version: string; commit: string };
  /** The instant by which the run judged; absent where its input could not be read, or nothing was judged. */
  at?: string;
  changes: Record<Operation, number>;
  resources: ResourceChange[];
  /** The monitors and alerts that are taken away: what nobody is told any more. */
  removedAlerts: RemovedAlert[];
  violations: Violation[];
  outputs: Record<string, unknown>;
  /** What program and engine warned of, each once. */
  warnings: string[];
  /** Only where the result is `invalid` or `failed`: what is wrong, each with its mend. */
  problems?: string[];
  /** Only of a check: what it takes an engine, state or services to find out. */
  cannotTell?: string[];
  /** Only of an update that has deployed a release to a stack with accounts: the record of it, which is to be committed. */
  recorded?: string;
  /** Only beside `recorded`: whether the graphs of the dashboard show the deployment. */
  shown?: string;
  /** Where everything is that the engine said, as a path from here. */
  log?: string;
}

/** What a run was about, as its inputs say. */
export function aboutOf({
  release,
  now,
}: Pick<Inputs, "release" | "now">): Pick<RunResult, "release" | "at"> {
  const { version, commit } = release ?? {};
  return {
    ...(version !== undefined && commit !== undefined && { release: { version, commit } }),
    at: now.toISOString(),
  };
}

/** What a command came to that did nothing. */
export function emptyResult({ stack, command }: Pick<RunResult, "stack" | "command">): RunResult {
  return {
    stack,
    command,
    result: "passed",
    changes: countsOf([]),
    resources: [],
    removedAlerts: [],
    violations: [],
    outputs: {},
    warnings: [],
  };
}

/** The engine's steps, of which a replacement takes three, as the one operation that each belongs to. */
const operations: Readonly<Record<string, Operation>> = {
  same: "same",
  create: "create",
  import: "import",
  update: "update",
  delete: "delete",
  replace: "replace",
  "create-replacement": "replace",
  "delete-replaced": "replace",
  "import-replacement": "replace",
};

/** What the engine does to each resource, in the order in which it first speaks of it. */
export function resourcesIn(events: readonly EngineEvent[]): (ResourceChange & { op: Operation })[] {
  const changes = new Map<string, ResourceChange & { op: Operation }>();
  const adoptions = adoptionsIn(events);
  for (const { resourcePreEvent } of events) {
    const step = resourcePreEvent?.metadata;
    const op = step && operations[step.op];
    if (step === undefined || op === undefined || step.type.startsWith("pulumi:providers:")) continue;
    const earlier = changes.get(step.urn);
    const inputs = step.new?.inputs ?? earlier?.inputs ?? step.old?.inputs ?? {};
    const adopts = adoptions.get(step.urn);
    changes.set(step.urn, {
      type: step.type,
      name: nameIn(step),
      urn: step.urn,
      // What is adopted is imported first and then changed, in two steps of one resource.
      op: adopts === undefined ? op : "import",
      inputs: masked(inputs),
      ...(adopts !== undefined && { adopts }),
      ...(op === "delete" && step.old?.retainOnDelete === true && { keeps: step.old.id }),
    });
  }
  return [...changes.values()];
}

/** How many resources each operation concerns. */
export function countsOf(resources: readonly { op: Operation }[]): Record<Operation, number> {
  const counts: Record<Operation, number> = {
    create: 0,
    import: 0,
    update: 0,
    replace: 0,
    delete: 0,
    same: 0,
  };
  for (const { op } of resources) counts[op] += 1;
  return counts;
}

/** The violations of the pack's rules, each once: preview and update both report them. */
export function violationsIn(events: readonly EngineEvent[]): Violation[] {
  const found = new Map<string, Violation>();
  for (const { policyEvent } of events) {
    if (policyEvent === undefined) continue;
    const violation: Violation = {
      rule: policyEvent.policyName,
      level: policyEvent.enforcementLevel === "mandatory" ? "mandatory" : "advisory",
      resource: policyEvent.resourceUrn ?? "",
      message: withoutDescription(plain(policyEvent.message)),
    };
    found.set(JSON.stringify(violation), violation);
  }
  return [...found.values()];
}

/** What the engine reports of one severity, as plain text, each once. */
export function diagnosticsIn(events: readonly EngineEvent[], severity: "error" | "warning"): string[] {
  const messages = events.flatMap(({ diagnosticEvent }) =>
    diagnosticEvent?.severity === severity ? [plain(diagnosticEvent.message)] : [],
  );
  return [...new Set(messages)].filter((message) => !expected.test(message));
}

/** The engine says so of every policy pack that it runs by way of this project's own toolchain. */
const expected = /^using pulumi-\S+ from \$PATH/;

/** The stack's outputs as its last event of the run has them: at preview, what is not known yet is left as the engine marks it. */
export function outputsIn(events: readonly EngineEvent[]): Record<string, unknown> {
  const stack = events.findLast(
    ({ resOutputsEvent }) => resOutputsEvent?.metadata.type === "pulumi:pulumi:Stack",
  );
  return masked(stack?.resOutputsEvent?.metadata.new?.outputs ?? {});
}

/** What a rule reports: the engine puts the rule's description on a line before it. */
export function withoutDescription(message: string): string {
  return message.slice(message.indexOf("\n") + 1);
}

function nameIn({ urn }: StepEventMetadata): string {
  return urn.slice(urn.lastIndexOf("::") + 2);
}

/** The engine's text without its colour marks such as `<{%reset%}>`. */
function plain(message: string): string {
  return message.replaceAll(/<\{%.*?%\}>/g, "").trim();
}
