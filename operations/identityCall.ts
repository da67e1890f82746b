// Asks a service who a credential belongs to and what it may do. Nothing is changed, and no credential is repeated.
import { credentialIn, type Environment } from "../services/fromEnvironment.ts";
import { patientFetch } from "../services/patientFetch.ts";
import type { Transport } from "../services/request.ts";

/**
 * `ok`: it is let in, and may do what is needed. `missing`: a variable is not set. `refused`: it is surely not let in, or
 * surely may not do it. `unknown`: the service cannot say.
 */
export interface Identity {
  readonly state: "ok" | "missing" | "refused" | "unknown";
  /** One line for people: what was found, and what is required where that is something else. */
  readonly detail: string;
}

/** One row of the table of services. */
export interface IdentityCall {
  readonly service: string;
  /** The environment variables that hold its credentials. */
  readonly variables: readonly string[];
  /** What the credential must be allowed. */
  readonly needs: string;
  /** What degrades without it. */
  readonly without: string;
  /** Never throws. */
  check(
    environment: Environment,
    transport: Partial<Transport> | undefined,
    signal: AbortSignal,
  ): Promise<Identity>;
}

/** A question, of which a service may need more than one. */
export interface Question {
  /** The whole address. @throws Error for one that no credential may be sent to */
  readonly url: (environment: Environment) => string;
  readonly headers: (credential: (variable: string) => string) => Record<string, string>;
  /** What is wrong with the credential by an answer of success; undefined if nothing is. @throws for any other answer */
  readonly objection: (body: unknown, headers: Headers) => string | undefined;
}

export function identityCall(
  row: Omit<IdentityCall, "check"> & { readonly questions: readonly Question[] },
): IdentityCall {
  const { questions, ...rest } = row;
  return { ...rest, check: (...how) => checked(row, ...how) };
}

async function checked(
  { variables, questions, needs }: Parameters<typeof identityCall>[0],
  environment: Environment,
  transport: Partial<Transport> | undefined,
  signal: AbortSignal,
): Promise<Identity> {
  const missing = variables.filter((name) => !environment[name]);
  if (missing.length > 0) return { state: "missing", detail: `${missing.join(", ")} not set` };
  const names = variables.join(" and ");
  try {
    const credential = (variable: string) => credentialIn(environment, variable);
    const fetch = patientFetch(transport, variables.map(credential));
    for (const question of questions) {
      const url = question.url(environment);
      const answer = await fetch(url, { headers: question.headers(credential), signal });
      const { state, detail } = await judged(answer, question, needs);
      if (state !== "ok") return { state, detail: `${names}: ${new URL(url).pathname} ${detail}` };
    }
    return { state: "ok", detail: `${names}: let in, with ${needs}` };
  } catch (error) {
    return { state: "unknown", detail: `${names}: ${error instanceof Error ? error.message : error}` };
  }
}

/** Statuses by which a service says that a credential is not let in, or not to this. */
const refusals: ReadonlySet<number> = new Set([401, 403, 404]);

async function judged(answer: Response, { objection }: Question, needs: string): Promise<Identity> {
  // GitHub refuses with the same status what is only too much.
  const limited = answer.headers.get("x-ratelimit-remaining") === "0";
  if (refusals.has(answer.status) && !limited)
    return {
      state: "refused",
      detail: `answers ${answer.status}; required: a valid credential with ${needs}`,
    };
  if (!answer.ok) return { state: "unknown", detail: `answers ${answer.status}` };
  try {
    const found = objection(JSON.parse(await answer.text()), answer.headers);
    if (found === undefined) return { state: "ok", detail: "answers" };
    return { state: "refused", detail: `says ${found}; required: ${needs}` };
  } catch (error) {
    const known = error instanceof UnclearAnswer ? error.message : "gives an answer of another form";
    return { state: "unknown", detail: known };
  }
}

/** The service answers, and does not say whether the credential is good. Its message goes on from the path. */
export class UnclearAnswer extends Error {}
