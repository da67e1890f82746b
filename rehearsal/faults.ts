// What every stand-in for a service does with a request before it answers: notes it, and fails in the way it is told to.
import { setTimeout as delay } from "node:timers/promises";
import type { HttpBindings } from "@hono/node-server";
import { createMiddleware } from "hono/factory";

/** A request as it arrived; its credential is not kept. */
export interface RecordedRequest {
  method: string;
  /** With the query, if there was one. */
  path: string;
  /** The text of the body, where there was one. */
  body?: string;
}

/**
 * What happens to a request instead of its ordinary answer: another answer, none for ever, or a broken connection; or
 * before it, a wait in milliseconds.
 */
export type Fault =
  | { status: number; body: string; headers?: Record<string, string> }
  | { delayMs: number }
  | "hang"
  | "drop";

/** Asked for each request. `count` is how many of this method and path there were, this one included. */
export type Faults = (request: RecordedRequest, count: number) => Fault | undefined;

export type Environment = { Bindings: HttpBindings };

/** Notes the request, then answers with the fault that is due, if one is. */
export function recordAndFail(requests: RecordedRequest[], faults: Faults | undefined) {
  return createMiddleware<Environment>(async (c, next) => {
    const { method } = c.req;
    const { pathname, search } = new URL(c.req.url);
    const body = await c.req.text();
    const request: RecordedRequest = { method, path: pathname + search, ...(body !== "" && { body }) };
    requests.push(request);
    const count = requests.filter((other) => other.method === method && other.path === request.path).length;
    const fault = faults?.(request, count);
    if (fault === undefined) return await next();
    if (fault === "drop") c.env.incoming.socket.destroy();
    if (typeof fault === "string") return await new Promise<never>(() => {});
    if ("delayMs" in fault) {
      await delay(fault.delayMs);
      return await next();
    }
    const headers = { "content-type": "application/json", ...fault.headers };
    return new Response(fault.body, { status: fault.status, headers });
  });
}
