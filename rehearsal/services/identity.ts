// Stands in for what services say of who asks them, and what that credential may do.
import { Hono } from "hono";
import type { Environment } from "../faults.ts";
import { bearing } from "./bearing.ts";
import { errorBody, repositoryBody } from "./githubBodies.ts";
import type { ServiceRoutes } from "./index.ts";

export interface IdentityState {
  /** The only credential that each lets in. Default: any. */
  readonly accepted?: Readonly<Partial<Record<IdentityService, string>>>;
  /** What the credential may do, where it is not everything. */
  readonly scopes?: Readonly<Partial<Record<"sentry" | "slack" | "sendgrid" | "datadog", readonly string[]>>>;
}
type IdentityService = "github" | "datadog" | "sentry" | "slack" | "sendgrid";

/** Their routes stand beside those of the services themselves, which know the credentials that they let in. */
export function identities({ accepted = {}, scopes = {} }: IdentityState = {}): ServiceRoutes[] {
  const named = (service: IdentityService, routes: Hono<Environment>, credentials: readonly string[]) => ({
    path: `/${service}`,
    routes,
    environment: (url: string) => ({
      [`${service.toUpperCase()}_API_URL`]: url,
      ...Object.fromEntries(
        credentials.map((name) => [name, accepted[service] ?? `${service}-of-the-rehearsal`]),
      ),
    }),
  });
  return [
    named("github", github(accepted.github), ["GITHUB_TOKEN"]),
    named("datadog", datadog(accepted.datadog, scopes.datadog), ["DATADOG_API_KEY", "DATADOG_APP_KEY"]),
    named("sentry", sentry(accepted.sentry, scopes.sentry), ["SENTRY_AUTH_TOKEN"]),
    named("slack", slack(accepted.slack, scopes.slack), ["SLACK_BOT_TOKEN"]),
    named("sendgrid", sendGrid(accepted.sendgrid, scopes.sendgrid), ["SENDGRID_API_KEY"]),
  ];
}

function github(accepted: string | undefined): Hono<Environment> {
  const app = new Hono<Environment>();
  app.get("/repos/:owner/:name", bearing(accepted, errorBody("Bad credentials", 401)), (c) => {
    const { owner, name } = c.req.param();
    c.header("x-oauth-scopes", "repo");
    return c.json(repositoryBody(`${owner}/${name}`));
  });
  return app;
}

function datadog(
  accepted: string | undefined,
  scopes: readonly string[] = ["monitors_read"],
): Hono<Environment> {
  const app = new Hono<Environment>();
  const letIn = (headers: (name: string) => string | undefined) =>
    ["dd-api-key", "dd-application-key"].every((name) => {
      const given = headers(name);
      return given !== undefined && (accepted === undefined || given === accepted);
    });
  const refused = { errors: ["Forbidden"] };
  // It looks at the API key alone.
  app.get("/api/v1/validate", (c) => {
    const given = c.req.header("dd-api-key");
    if (given === undefined) return c.json({ errors: ["API key required"] }, 403);
    return accepted === undefined || given === accepted ? c.json({ valid: true }) : c.json(refused, 403);
  });
  app.get("/api/v1/monitor/search", (c) => {
    if (!letIn((name) => c.req.header(name)) || !scopes.includes("monitors_read"))
      return c.json(refused, 403);
    const metadata = {
      total_count: 0,
      page_count: 0,
      page: 0,
      per_page: Number(c.req.query("per_page") ?? 30),
    };
    const counts = { status: [], muted: [], tag: [], type: [] };
    return c.json({ counts, monitors: [], metadata });
  });
  return app;
}

const sentryScopes = ["org:read", "team:admin", "project:admin", "alerts:write"];

function sentry(accepted: string | undefined, scopes: readonly string[] = sentryScopes): Hono<Environment> {
  const app = new Hono<Environment>();
  app.get("/api/0/", bearing(accepted, { detail: "Invalid token" }), (c) =>
    c.json({ version: "0", auth: { scopes }, user: { id: "1", name: "Rehearsal" } }),
  );
  return app;
}

function slack(accepted: string | undefined, scopes: readonly string[] = ["chat:write"]): Hono<Environment> {
  const app = new Hono<Environment>();
  // Slack refuses with 200.
  app.get("/auth.test", bearing(accepted, { ok: false, error: "invalid_auth" }, 200), (c) => {
    c.header("x-oauth-scopes", scopes.join(","));
    const [url, ids] = ["https://marsana-example.slack.com/", { team_id: "T0MARSANA", user_id: "UBOT" }];
    return c.json({ ok: true, url, team: "Marsana", user: "rehearsal", ...ids, bot_id: "B0REHEARSAL" });
  });
  return app;
}

function sendGrid(
  accepted: string | undefined,
  scopes: readonly string[] = ["mail.send"],
): Hono<Environment> {
  const app = new Hono<Environment>();
  app.get(
    "/v3/scopes",
    bearing(accepted, { errors: [{ field: null, message: "authorization required" }] }),
    (c) => c.json({ scopes }),
  );
  return app;
}
