// What the commands share that prove a release by machine: the services, the clock, and how such a command ends.
import { join } from "node:path";
import { exitCodes, type Outcome } from "../engine/result.ts";
import { sampleHistory } from "../engine/sampleHistory.ts";
import { updatedMonitors } from "../engine/updatedMonitors.ts";
import { InputError } from "../inputs/inputError.ts";
import { type Inputs, rehearsalStack } from "../inputs/inputs.ts";
import { startProof } from "../rehearsal/proof.ts";
import type { EventBody } from "../rehearsal/services/datadog.ts";
import type { ServicesOptions } from "../rehearsal/services/index.ts";
import { onCallAnswers } from "../rehearsal/services/onCall.ts";
import { hasDeployed } from "../release/production.ts";
import { type ReleaseOptions, readRelease } from "./releaseInputs.ts";
import { stateFolder } from "./runOptions.ts";

export interface ProofOptions extends ReleaseOptions {
  json?: true;
}

/** What a command came to, for people and for programs. */
export interface Answer {
  readonly outcome: Outcome;
  readonly text: string;
  readonly json: object;
}

/** How long a command may take, in milliseconds; each collector has a limit of its own. */
const limitMs = 20 * 60_000;

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Of the rehearsal, for the texts of a command. */
export const madeUp = (stack: string) =>
  stack === rehearsalStack ? " (made up: every service is a stand-in)" : "";

/**
 * The inputs of a stack whose services say something of production.
 * @throws InputError for any other: its evidence would be taken for production's
 */
export function readProvable(version: string, options: ReleaseOptions): Inputs {
  const inputs = readRelease(version, options);
  const { stack, settings } = inputs;
  if (stack === rehearsalStack || settings.environment === "production") return inputs;
  throw new InputError("Evidence is of production.", [
    `--stack: found ${stack}, whose environment is ${settings.environment}; required: the stack of production, or ` +
      `${rehearsalStack}; mend: choose --stack prod`,
  ]);
}

export interface Proof {
  /** Tokens, and addresses of services that are not the public ones. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  close(): Promise<void>;
}

/**
 * The real services, or for the rehearsal stack their stand-ins: a rehearsal sees nothing of the environment, so that
 * no real token goes anywhere, not even to this machine.
 */
export async function openProof(
  { stack, settings, now }: Pick<Inputs, "stack" | "settings" | "now">,
  inputs?: Inputs,
): Promise<Proof> {
  if (stack !== rehearsalStack) return { environment: process.env, close: async () => {} };
  const stateFile = join(stateFolder(), "supabase.json");
  const services = inputs && servicesOf(inputs);
  return await startProof({
    now: () => now,
    supabase: settings.supabase,
    stateFile,
    ...(services && { services }),
  });
}

/** The services once the stack has been updated: its monitors are there, and production serves what was deployed. */
export function servicesOf(inputs: Inputs): Omit<ServicesOptions, "now"> {
  const { situation } = inputs.gate;
  const deployed = situation !== undefined && hasDeployed(situation);
  const events: EventBody[] = [];
  return {
    datadog: {
      monitors: Object.values(updatedMonitors(inputs)),
      events,
      measured: sampleHistory(inputs),
    },
    slack: { answers: onCallAnswers(events) },
    ...(deployed && { vercel: { serving: "dpl_release" } }),
  };
}

/** In a rehearsal time stands still; otherwise each record has its own instant. */
export function clockOf({ stack, now }: Inputs): () => Date {
  return stack === rehearsalStack ? () => now : () => new Date();
}

/** Ends the process when the work is done, has failed, takes too long, or somebody ends it. */
export async function ended(json: boolean, work: (signal: AbortSignal) => Promise<Answer>): Promise<never> {
  const interruption = new AbortController();
  const abort = (name: NodeJS.Signals) => interruption.abort(new Error(`The command was ended by ${name}.`));
  for (const name of signals) process.once(name, abort);
  const late = AbortSignal.timeout(limitMs);
  const answer = await work(AbortSignal.any([interruption.signal, late])).catch(problemsAnswer);
  for (const name of signals) process.off(name, abort);
  const isWrong = answer.outcome === "invalid" || answer.outcome === "failed";
  const [stream, text] = json
    ? [process.stdout, `${JSON.stringify(answer.json, undefined, 2)}\n`]
    : [isWrong ? process.stderr : process.stdout, answer.text];
  await new Promise<void>((resolve) => void stream.write(text, () => resolve()));
  process.exit(exitCodes[answer.outcome]);
}

function problemsAnswer(error: unknown): Answer {
  const text = error instanceof Error ? error.message : String(error);
  if (error instanceof InputError)
    return { outcome: "invalid", text: `${text}\n`, json: { problems: error.problems } };
  return { outcome: "failed", text: `${text}\n`, json: { problems: [text] } };
}
