// The pack: every rule of the runbook, each at its level for the stack that is previewed or updated.
import { PolicyPack } from "@pulumi/policy";
import { getStack } from "@pulumi/pulumi";
import { policiesFor } from "./policies.ts";

new PolicyPack("marsana-fleet", { policies: policiesFor(getStack()) });
