// What becomes of a request that an official SDK sends and the service does not grant: one kind of error, for every SDK.
import { z } from "zod";
import { patientFetch } from "./patientFetch.ts";
import type { Transport } from "./request.ts";

/**
 * What a refusal says. `wrong`: what was asked about is surely not as it must be. `denied`: whoever asks may not, or not
 * now, and nothing was done. `unsure`: nobody knows whether what was asked was done.
 */
export type Meaning = "wrong" | "denied" | "unsure";

/** Its message is one line, which holds no credential. */
export class Refusal extends Error {
  readonly meaning: Meaning;

  constructor(message: string, meaning: Meaning) {
    super(message);
    this.name = "Refusal";
    this.meaning = meaning;
  }
}

/** How an SDK reaches its service. */
export interface Reach {
  /** The service's name, as a person says it. */
  service: string;
  /** Never part of any error. */
  credentials: readonly string[];
  transport?: Partial<Transport> | undefined;
  /** Ends what is under way. */
  signal?: AbortSignal | undefined;
  /** Statuses by which the service says that what was asked about is wrong: such as 404 for a dashboard. */
  wrong: readonly number[];
  /** Whether a request changes nothing, so that it may be sent again whatever became of it. Default: GET and HEAD. */
  changesNothing?: boolean;
}

/**
 * A patient fetch that gives 2xx answers alone, so that no SDK has to be asked what its errors mean.
 * @throws Refusal with the service's own words
 */
export function grantingFetch(reach: Reach): typeof globalThis.fetch {
  const { service, credentials, transport, signal, wrong, changesNothing } = reach;
  const patient = patientFetch(transport, credentials, changesNothing);
  return async (input, init) => {
    const request = new Request(input, { ...init, ...(signal && { signal }) });
    const name = `${service}: ${request.method} ${new URL(request.url).pathname}`;
    const answer = await patient(request).catch((error: unknown) => {
      throw new Refusal(`${name}: ${error instanceof Error ? error.message : error}`, "unsure");
    });
    if (answer.ok) return answer;
    const { status } = answer;
    // Taken out before the words are cut short, so that no part of a credential is left either.
    const words = without(credentials, wordsIn(await answer.text())).slice(0, longestWords);
    const found = [`${status} ${answer.statusText}`.trim(), words].filter(Boolean).join(": ");
    throw new Refusal(
      `${name}: ${found}`,
      wrong.includes(status) ? "wrong" : status >= 500 ? "unsure" : "denied",
    );
  };
}

/** How much of the service's own words an error repeats, in characters. */
const longestWords = 200;

function without(credentials: readonly string[], text: string): string {
  return credentials.reduce((shown, one) => shown.replaceAll(one, "[token]"), text);
}

/** Of what went wrong in one thing: SendGrid gives a message, and parts of Datadog's API a title with details. */
const oneSchema = z.union([
  z.string(),
  z.looseObject({ message: z.string() }).transform(({ message }) => message),
  z.looseObject({ detail: z.string() }).transform(({ detail }) => detail),
  z.looseObject({ title: z.string() }).transform(({ title }) => title),
]);

const saidSchema = z.object({
  message: z.string().optional(),
  error: z.string().optional(),
  errors: z.array(oneSchema).optional(),
});

/** What the service said went wrong, else the beginning of its text, on one line. */
function wordsIn(text: string): string {
  let said = text;
  try {
    const { message, error, errors = [] } = saidSchema.parse(JSON.parse(text));
    said = [message, error, ...errors].filter((word) => word !== undefined).join("; ");
  } catch {
    // A proxy's page in between is no JSON: its beginning is the best there is.
  }
  return said.replaceAll(/[\s\p{Cc}]+/gu, " ").trim();
}

/**
 * The refusal that an SDK has wrapped in an error of its own, or a new one that nobody knows the outcome of.
 * @param credentials taken out of what the SDK says
 */
export function refusalIn(error: unknown, { service, credentials }: Reach): Refusal {
  for (let inner = error; inner instanceof Error; inner = "original" in inner ? inner.original : inner.cause)
    if (inner instanceof Refusal) return inner;
  const words = error instanceof Error ? error.message : String(error);
  return new Refusal(`${service}: ${without(credentials, words).slice(0, longestWords)}`, "unsure");
}

/** An answer of the form that is required. @throws Refusal: what the service did is then not known */
export function understood<T>(service: string, what: string, schema: z.ZodType<T>, answer: unknown): T {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join(".") || "body"}: ${issue.message}`);
  throw new Refusal(
    `${service}: ${what}: an answer of another form (${problems.slice(0, 3).join("; ")})`,
    "unsure",
  );
}
