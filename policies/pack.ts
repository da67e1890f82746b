// The pack: every rule of the runbook, each at its level for the stack that is previewed or updated.
import { flushCompileCache } from "node:module";
import { PolicyPack } from "@pulumi/policy";
import { getStack } from "@pulumi/pulumi";
import { policiesFor } from "./policies.ts";

new PolicyPack("marsana-fleet", { policies: policiesFor(getStack()) });
// Where Node keeps what it has compiled, it writes that down at its end; the engine ends the pack before it can.
flushCompileCache();
