// One request to a service: bounded in time, tried again when that can help, and told plainly when it cannot.
import { setTimeout as delay } from "node:timers/promises";
import pRetry from "p-retry";

/** How requests travel. Tests put their own parts in; everything else uses `defaultTransport`. */
export interface Transport {
  fetch: typeof globalThis.fetch;
  sleep: (milliseconds: number) => Promise<unknown>;
  /** The present, in milliseconds since 1970: only for a `Retry-After` that names an instant. */
  now: () => number;
  /** How long one try may take. */
  timeoutMs: number;
  /** How many tries may follow the first. */
  retries: number;
  /** The wait before the first retry; each later wait is twice as long. */
  backoffMs: number;
  /** A longer wait than this, asked for by the service, is told to the caller instead of waited out. */
  longestWaitMs: number;
}

export const defaultTransport: Transport = {
  fetch: globalThis.fetch,
  sleep: (milliseconds) => delay(milliseconds),
  now: Date.now,
  timeoutMs: 15_000,
  retries: 3,
  backoffMs: 1_000,
  longestWaitMs: 60_000,
};

/** A transport whose requests and waits end, and are not tried again, once the signal is given. */
export function endedBy(signal: AbortSignal, given: Partial<Transport> = {}): Transport {
  const transport = { ...defaultTransport, ...given };
  return {
    ...transport,
    fetch: async (input, init) => {
      signal.throwIfAborted();
      const signals = init?.signal ? [init.signal, signal] : [signal];
      return await transport.fetch(input, { ...init, signal: AbortSignal.any(signals) });
    },
    sleep: async (milliseconds) => {
      signal.throwIfAborted();
      // The signal may last for as long as the command: what waits no longer must not be told of its end.
      const waited = new AbortController();
      const ended = new Promise<never>((_, reject) => {
        const options = { once: true, signal: waited.signal };
        signal.addEventListener("abort", () => reject(signal.reason), options);
      });
      await Promise.race([transport.sleep(milliseconds), ended]).finally(() => waited.abort());
    },
  };
}

/** What a request is, for sending it and for telling about it. */
export interface Call {
  /** The service's name, as a person says it. */
  service: string;
  method: "GET" | "PATCH" | "POST";
  baseUrl: string;
  /** Below the base URL, with a leading slash. */
  path: string;
  /** Never part of any error. */
  token: string;
  body?: object;
  /** What a person does about an answer of this status. */
  mend: (status: number) => string;
}

/** A request that failed: which one, how, and what to do. Holds no credential. */
export class ServiceError extends Error {
  /** The status of the answer; undefined where none came. */
  readonly status: number | undefined;

  constructor(call: Call, found: string, mend: string, status?: number) {
    const text = `${call.service}: ${call.method} ${call.path}: ${found}. ${mend}`;
    super(withoutToken(text, call.token));
    this.name = "ServiceError";
    this.status = status;
  }
}

function withoutToken(text: string, token: string): string {
  return text.replaceAll(token, "[token]");
}

/** How much of the service's own words an error repeats, in characters. */
const longestMessage = 300;

/** A failure that may be over soon. */
class PassingError extends ServiceError {
  /** What the service asked to wait; undefined where it did not say. */
  waitMs: number | undefined;
}

/**
 * Sends a request and gives the body of a 2xx answer.
 * Tries again on 429 (after the time the service asks for), on 5xx, and where no whole answer came; on nothing
 * else. Sending a GET or a PATCH twice does what sending it once does. A POST makes something: it is tried again after
 * a 429 only, which refuses it; after anything else nobody knows whether it was done, and the caller has to look.
 * @throws ServiceError
 */
export async function send(call: Call, transport: Transport): Promise<string> {
  return await pRetry(() => tryOnce(call, transport), {
    retries: transport.retries,
    minTimeout: 0,
    shouldRetry: async ({ error, retriesConsumed }) => {
      if (!(error instanceof PassingError)) return false;
      const waitMs = error.waitMs ?? transport.backoffMs * 2 ** retriesConsumed;
      if (waitMs > transport.longestWaitMs) return false;
      await transport.sleep(waitMs);
      return true;
    },
  });
}

async function tryOnce(call: Call, transport: Transport): Promise<string> {
  const { answer, text } = await exchange(call, transport);
  if (answer.ok) return text;
  // Taken out before the text is cut short, so that no part of a token is left either.
  const message = withoutToken(messageIn(text), call.token).slice(0, longestMessage);
  const found = [`${answer.status} ${answer.statusText}`.trim(), message].filter(Boolean).join(": ");
  const waitMs = waitAskedFor(answer, transport.now());
  const passing = answer.status === 429 || (answer.status >= 500 && call.method !== "POST");
  const ErrorClass = passing ? PassingError : ServiceError;
  const wait = waitMs === undefined ? "" : ` (the service asks to wait ${Math.ceil(waitMs / 1000)} s)`;
  const error = new ErrorClass(call, found + wait, call.mend(answer.status), answer.status);
  if (error instanceof PassingError) error.waitMs = waitMs;
  throw error;
}

/** The answer with all of its text: a body that breaks off counts as no answer. */
async function exchange(call: Call, transport: Transport): Promise<{ answer: Response; text: string }> {
  try {
    const answer = await transport.fetch(call.baseUrl + call.path, {
      method: call.method,
      headers: {
        authorization: `Bearer ${call.token}`,
        accept: "application/json",
        ...(call.body && { "content-type": "application/json" }),
      },
      ...(call.body && { body: JSON.stringify(call.body) }),
      // An API does not redirect; what does is a proxy or a sign-in page, and it must not get the token.
      redirect: "manual",
      signal: AbortSignal.timeout(transport.timeoutMs),
    });
    return { answer, text: await answer.text() };
  } catch (error) {
    const mend = `Check the network and that ${call.baseUrl} is the service's address, then run this again.`;
    const ErrorClass = call.method === "POST" ? ServiceError : PassingError;
    throw new ErrorClass(call, `no answer: ${reasonOf(error, transport.timeoutMs)}`, mend);
  }
}

function reasonOf(error: unknown, timeoutMs: number): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === "TimeoutError") return `none within ${timeoutMs} ms`;
  // fetch says only "fetch failed"; the refused connection or the unknown host is its cause.
  return error.cause instanceof Error ? error.cause.message || error.cause.name : error.message;
}

/**
 * The milliseconds that `Retry-After` asks for, in seconds or as a date. Supabase puts the seconds until its limit
 * per minute ends into `X-RateLimit-Reset` of every answer, where they mean a wait only beside a 429.
 */
export function waitAskedFor({ headers, status }: Response, now: number): number | undefined {
  const asked = headers.get("retry-after") ?? (status === 429 ? headers.get("x-ratelimit-reset") : null);
  if (asked === null || asked.trim() === "") return undefined;
  const seconds = Number(asked);
  const waitMs = Number.isNaN(seconds) ? Date.parse(asked) - now : seconds * 1000;
  return Number.isNaN(waitMs) ? undefined : Math.max(0, waitMs);
}

/** What the service said went wrong: its `message`, else the beginning of its text, on one line. */
function messageIn(text: string): string {
  let message: unknown = text;
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === "object" && body !== null && "message" in body) message = body.message;
  } catch {
    // A proxy's page in between is no JSON: its beginning is the best there is.
  }
  const line = typeof message === "string" ? message : JSON.stringify(message);
  return line.replaceAll(/[\s\p{Cc}]+/gu, " ").trim();
}
