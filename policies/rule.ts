// The shape of a rule, and the wrapper that makes every rule fail closed.
import type {
  PolicyResource,
  ReportViolation,
  ResourceValidationArgs,
  ResourceValidationPolicy,
  StackValidationPolicy,
} from "@pulumi/policy";
import type { Inputs } from "../inputs/inputs.ts";
import { stagingStack } from "../inputs/neighbour.ts";

/** What a rule judges by: the inputs of the run, and whether it is a preview of an update or the update itself. */
export type RuleInputs = Inputs & {
  readonly preview: boolean;
  /** Names in `marsana-fleet:gate.observe` that are of no rule: each with the nearest that is. */
  readonly observedNothing: readonly string[];
  /** Says in a preview what the rule does not know yet, and judges in the update, before the resource is touched. */
  readonly later: (what: string) => void;
};

/** What is wrong, in one sentence that says what is required and how to mend it. */
export type Report = (message: string, urn?: string) => void;

/** A resource as the engine is about to create or change it, or as the stack holds it. */
export interface CheckedResource {
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  readonly props: Readonly<Record<string, unknown>>;
  readonly protect: boolean;
}

interface Named {
  /** Kebab case: the words of the file's name. */
  readonly name: string;
  /** What the rule requires, in one sentence. */
  readonly description: string;
  /** What to do about a violation, in Markdown, as the page of the rules says it; a message says it of its own case. */
  readonly mend: string;
  /** Set where a staging stack is advised rather than blocked; prod and rehearsal are always blocked. */
  readonly staging?: "advisory";
  /** Set where a rule tells, and blocks nothing on any stack. */
  readonly level?: "advisory";
}

type CheckStack = (resources: readonly CheckedResource[], inputs: RuleInputs, report: Report) => void;

/**
 * Judges each resource of a type by its inputs, before it is touched. Where a stack that lacks the resource must not
 * pass either, `checkStack` says so.
 */
export interface ResourceRule extends Named {
  readonly appliesTo: readonly string[] | "every type";
  readonly checkResource: (resource: CheckedResource, inputs: RuleInputs, report: Report) => void;
  readonly checkStack?: CheckStack;
}

/** Judges the stack as a whole, after its last resource. */
export interface StackRule extends Named {
  readonly checkStack: CheckStack;
}

export type Rule = ResourceRule | StackRule;

/**
 * The rule as the engine's pack takes it, for a stack of this name; `inputs` is read inside the wrapper.
 * @param observed the day until whose end the rule only says what it would block
 */
export function policyOf(
  rule: Rule,
  stack: string,
  inputs: () => RuleInputs,
  observed?: string,
): ResourceValidationPolicy | StackValidationPolicy {
  const { name, description } = rule;
  const advises = (stack === stagingStack && rule.staging === "advisory") || rule.level === "advisory";
  const enforcementLevel = advises || observed !== undefined ? "advisory" : "mandatory";
  const named = { name, description, enforcementLevel } as const;
  const saying = (report: ReportViolation): ReportViolation =>
    observed === undefined
      ? report
      : (message, urn) =>
          report(`would have blocked, were it not only observed until ${observed}: ${message}`, urn);
  const ofStack = (check: CheckStack): Pick<StackValidationPolicy, "validateStack"> => ({
    validateStack: ({ resources }, report) =>
      closed(name, saying(report), () => check(resources.map(checked), inputs(), saying(report))),
  });
  if (!("checkResource" in rule)) return { ...named, ...ofStack(rule.checkStack) };
  // The engine asks a policy that has both functions for both.
  return {
    ...named,
    ...(rule.checkStack && ofStack(rule.checkStack)),
    validateResource: (resource, report) => {
      if (!appliesTo(rule, resource.type)) return;
      closed(name, saying(report), () => rule.checkResource(checked(resource), inputs(), saying(report)));
    },
  };
}

/** Whether the rule judges resources of this type. */
export function appliesTo({ appliesTo: types }: ResourceRule, type: string): boolean {
  return types === "every type" || types.includes(type);
}

function checked({ type, name, urn, props, opts }: ResourceValidationArgs | PolicyResource): CheckedResource {
  return { type, name, urn, props, protect: opts.protect };
}

/**
 * Turns any throw into a violation at the rule's own level. The engine would demote a rule that meets a value
 * unknown at preview to a warning, and so open the gate.
 */
export function closed(rule: string, report: ReportViolation, check: () => void): void {
  try {
    check();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    report(
      `${rule} could not be evaluated, and counts as violated: ${why}; required: values that are known at preview; ` +
        "mend: give the resource plain values, or correct the rule",
    );
  }
}
