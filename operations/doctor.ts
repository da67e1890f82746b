// Says which plans, tokens and scopes a stack has, and what goes without each.
import type { Transport } from "../services/request.ts";
import type { Identity, IdentityCall } from "./identityCall.ts";

/** `wrong`: it is there, and must be mended; `refused`: the service does not take it; `unknown`: nobody can say. */
export type CheckState = "ok" | "missing" | "wrong" | "refused" | "unknown";

export interface Check {
  readonly name: string;
  readonly state: CheckState;
  readonly detail: string;
  /** Whether nothing goes without it. */
  readonly mandatory: boolean;
  /** What does not go without it. */
  readonly without: string;
}

/** How long one service may take to say whose a token is, in milliseconds. */
const limitMs = 45_000;

/** Asks all services at once, and makes no more of an answer than that nobody can say where none comes. */
export async function identityChecks(
  calls: readonly IdentityCall[],
  environment: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal,
  transport?: Partial<Transport>,
): Promise<Check[]> {
  return await Promise.all(
    calls.map(async (call) => ({
      name: call.service,
      mandatory: false,
      without: call.without,
      ...(await identified(call, environment, signal, transport)),
    })),
  );
}

async function identified(
  { variables, check }: IdentityCall,
  environment: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal,
  transport: Partial<Transport> | undefined,
): Promise<Identity> {
  const missing = variables.filter((name) => !environment[name]);
  if (missing.length > 0)
    return { state: "missing", detail: `${missing.join(", ")} not set; mend: set ${missing.join(" and ")}` };
  const bounded = AbortSignal.any([signal, AbortSignal.timeout(limitMs)]);
  const ended = new Promise<never>((_, reject) => {
    bounded.addEventListener("abort", () => reject(new Error(`no answer within ${limitMs / 1000} s`)));
  });
  try {
    return await Promise.race([check(environment, transport, bounded), ended]);
  } catch (error) {
    return { state: "unknown", detail: error instanceof Error ? error.message : String(error) };
  }
}

/** Whether everything is there without which nothing goes, and nothing is refused that is there. */
export function isWell(checks: readonly Check[]): boolean {
  return checks.every(({ state, mandatory }) => state === "ok" || (!mandatory && state !== "refused"));
}
