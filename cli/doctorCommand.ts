// `npm run runbook -- doctor`: what a stack has and lacks, and what goes without it.
import { join, resolve } from "node:path";
import { projectFolder, rehearsalStack } from "../inputs/inputs.ts";
import type { Settings } from "../inputs/settings.ts";
import { type Check, identityChecks, isWell } from "../operations/doctor.ts";
import type { IdentityCall } from "../operations/identityCall.ts";
import { identityCalls } from "../operations/identityCalls.ts";
import { supabaseIdentities } from "../operations/supabaseIdentity.ts";
import { machineChecks, releaseCheck, runbookChecks, stackChecks } from "./localChecks.ts";
import { type Answer, ended, madeUp, openProof } from "./proofCommand.ts";

export interface DoctorArguments {
  stack: string;
  runbook?: string;
  json?: true;
}

/** Ends the process. */
export async function doctorCommand(options: DoctorArguments): Promise<never> {
  return await ended(options.json === true, async (signal) => await examined(options, signal));
}

async function examined({ stack, runbook }: DoctorArguments, signal: AbortSignal): Promise<Answer> {
  const file = runbook ? resolve(process.env["INIT_CWD"] ?? ".", runbook) : join(projectFolder, "RUNBOOK.md");
  const { settings, checks: own } = stackChecks(stack);
  const now = stack === rehearsalStack && settings?.now !== undefined ? new Date(settings.now) : new Date();
  const checks = [
    ...(await machineChecks(stack)),
    ...own,
    ...runbookChecks(file, now),
    ...(settings === undefined
      ? []
      : [releaseCheck(settings), ...(await serviceChecks(stack, settings, now, signal))]),
  ];
  const well = isWell(checks);
  return {
    outcome: signal.aborted ? "failed" : well ? "passed" : "blocked",
    text: [`Stack ${stack}${madeUp(stack)}:`, ...checks.flatMap(linesOf), ""].join("\n"),
    json: { stack, well, checks },
  };
}

async function serviceChecks(
  stack: string,
  settings: Settings,
  now: Date,
  signal: AbortSignal,
): Promise<Check[]> {
  const { environment, close } = await openProof({ stack, settings, now });
  try {
    return await identityChecks(callsOf(settings), environment, signal);
  } finally {
    await close();
  }
}

/** Supabase is asked for more than the others: its plan decides what the config may say. */
function callsOf(settings: Settings): IdentityCall[] {
  const others = identityCalls({ settings }).filter(({ service }) => service !== "Supabase");
  return [...others, ...supabaseIdentities(settings)];
}

function linesOf({ name, state, detail, without, mandatory }: Check): string[] {
  const line = `  ${state.padEnd(8)} ${name}: ${detail}`;
  return state === "ok"
    ? [line]
    : [line, `           without it: ${without}${mandatory ? "; mandatory" : ""}`];
}
