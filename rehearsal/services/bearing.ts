// The door of the stand-ins that take a token in `Authorization`: who comes without one is sent away.
import { createMiddleware } from "hono/factory";
import type { ContentfulStatusCode } from "hono/utils/http-status";

/**
 * @param accepted the only token that is let in; undefined for any
 * @param refusal the body for everybody else
 */
export function bearing(accepted: string | undefined, refusal: object, status: ContentfulStatusCode = 401) {
  return createMiddleware(async (c, next) => {
    const token = /^Bearer (\S+)$/.exec(c.req.header("authorization") ?? "")?.[1];
    if (token !== undefined && (accepted === undefined || token === accepted)) return await next();
    return c.json(refusal, status);
  });
}
