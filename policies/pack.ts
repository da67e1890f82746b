// The pack: every rule of the runbook, each at its level for the stack that is previewed or updated.
import { flushCompileCache } from "node:module";
import { PolicyPack } from "@pulumi/policy";
import { getStack } from "@pulumi/pulumi";
import { policiesFor } from "./policies.ts";

// The engine shows as a note of the run what the pack writes.
new PolicyPack("marsana-fleet", { policies: policiesFor(getStack(), { note: console.log }) });
// Where Node keeps what it has compiled, it writes that down at its end; the engine ends the pack before it can.
flushCompileCache();
