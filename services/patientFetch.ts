// A `fetch` for the official SDKs that bounds each try in time, and tries again where that can help.
import pRetry from "p-retry";
import { defaultTransport, type Transport, waitAskedFor } from "./request.ts";

/** An answer that may be another one soon; kept, so that the last of them is what the SDK sees. */
class PassingAnswer extends Error {
  readonly answer: Response;
  constructor(answer: Response) {
    super(`${answer.status}`);
    this.answer = answer;
  }
}

/**
 * Tries again after a 429, which refuses the request, always; after a 5xx or no whole answer only what changes nothing,
 * GET and HEAD: nobody knows whether the first try was done. Redirects are not followed, so that no credential leaves.
 * @param credentials taken out of the message of any error
 * @param changesNothing whether every request is one that may be sent again, whatever its method
 */
export function patientFetch(
  given: Partial<Transport> = {},
  credentials: readonly string[] = [],
  changesNothing = false,
): typeof globalThis.fetch {
  const transport = { ...defaultTransport, ...given };
  return async (input, init) => {
    const request = new Request(input, init);
    const repeatable = changesNothing || request.method === "GET" || request.method === "HEAD";
    try {
      return await pRetry(() => tried(request.clone(), transport, repeatable), {
        retries: transport.retries,
        minTimeout: 0,
        shouldRetry: async ({ error, retriesConsumed }) => {
          if (request.signal.aborted) return false;
          if (!(error instanceof PassingAnswer) && !repeatable) return false;
          const asked =
            error instanceof PassingAnswer ? waitAskedFor(error.answer, transport.now()) : undefined;
          const waitMs = asked ?? transport.backoffMs * 2 ** retriesConsumed;
          if (waitMs > transport.longestWaitMs) return false;
          await transport.sleep(waitMs);
          return true;
        },
      });
    } catch (error) {
      if (error instanceof PassingAnswer) return error.answer;
      throw withoutCredentials(error, credentials, transport.timeoutMs);
    }
  };
}

async function tried(request: Request, transport: Transport, repeatable: boolean): Promise<Response> {
  const signal = AbortSignal.any([request.signal, AbortSignal.timeout(transport.timeoutMs)]);
  const answer = await transport.fetch(request, { signal, redirect: "manual" });
  const text = await answer.arrayBuffer();
  const empty = [101, 204, 205, 304].includes(answer.status);
  const { status, statusText, headers } = answer;
  const whole = new Response(empty ? null : text, { status, statusText, headers });
  if (status === 429 || (status >= 500 && repeatable)) throw new PassingAnswer(whole);
  return whole;
}

function withoutCredentials(error: unknown, credentials: readonly string[], timeoutMs: number): Error {
  const named = error instanceof Error ? error : new Error(String(error));
  const cause = named.cause instanceof Error ? named.cause.message || named.cause.name : named.message;
  const text = named.name === "TimeoutError" ? `no answer within ${timeoutMs} ms` : `no answer: ${cause}`;
  return new Error(
    credentials.reduce((shown, one) => (one === "" ? shown : shown.replaceAll(one, "[token]")), text),
  );
}
