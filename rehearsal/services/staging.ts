// Stands in for the application's copy before production: its health, behind Vercel's deployment protection or not.
import { Hono } from "hono";
import type { Environment } from "../faults.ts";
import type { ServiceRoutes } from "./index.ts";

export interface StagingState {
  /** What its health check answers. */
  readonly health: number;
  /** The secret that lets requests through the protection; undefined where it is not protected. */
  readonly bypass: string | undefined;
}

export function staging(changes: Partial<StagingState> = {}): ServiceRoutes {
  const { health, bypass }: StagingState = { health: 200, bypass: undefined, ...changes };
  const app = new Hono<Environment>();
  app.use(async (c, next) => {
    if (bypass === undefined || c.req.header("x-vercel-protection-bypass") === bypass) return await next();
    return c.html("<title>Authentication Required</title>", 401);
  });
  app.get("/api/health", () => Response.json({ ok: health === 200 }, { status: health }));
  return { path: "/staging", routes: app, environment: (url) => ({ STAGING_URL: url }) };
}
