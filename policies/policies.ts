// The rules as the policy SDK takes them, each at its level for a stack: for the pack, and for a check without an engine.
import type { ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import { readSettings } from "../config.ts";
import { type Inputs, readInputs } from "../inputs/inputs.ts";
import { policyOf } from "./rule.ts";
import { rules } from "./rules.ts";

/** The rules read what the program started from by the same functions, once, when the first of them asks. */
export function policiesFor(stack: string): (ResourceValidationPolicy | StackValidationPolicy)[] {
  let read: Inputs | undefined;
  const inputs = (): Inputs => {
    read ??= readInputs(readSettings(stack), stack, process.env);
    return read;
  };
  return rules.map((rule) => policyOf(rule, stack, inputs));
}
