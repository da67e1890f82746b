// The pack: every rule of the runbook, each at its level for the stack that is previewed or updated.
import { PolicyPack } from "@pulumi/policy";
import { getStack } from "@pulumi/pulumi";
import { readSettings } from "../config.ts";
import { type Inputs, readInputs } from "../inputs/inputs.ts";
import { policyOf } from "./rule.ts";
import { rules } from "./rules.ts";

const stack = getStack();
let read: Inputs | undefined;

/** What the program started from, read again by the same functions, once. */
function inputs(): Inputs {
  read ??= readInputs(readSettings(stack), stack, process.env);
  return read;
}

new PolicyPack("marsana-fleet", { policies: rules.map((rule) => policyOf(rule, stack, inputs)) });
