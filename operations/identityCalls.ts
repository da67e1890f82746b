// The services that a deployment needs a credential for: how each is asked who it is, what it must be allowed, and what
// degrades without it. The addresses come from the environment, else they are the public ones.
import { z } from "zod";
import type { Settings } from "../inputs/settings.ts";
import { addressIn } from "../services/fromEnvironment.ts";
import { publicVercelUrl } from "../services/vercel.ts";
import { type IdentityCall, identityCall, type Question, UnclearAnswer } from "./identityCall.ts";

interface Subject {
  readonly settings: Settings;
}

/** A row for each service that a stack with these settings uses. */
export function identityCalls(subject: Subject): IdentityCall[] {
  return [
    vercel(subject),
    supabase(subject),
    ...datadog(subject),
    ...sentry(subject),
    ...github(subject),
    slack,
    sendGrid,
  ];
}

const bearer =
  (variable: string): Question["headers"] =>
  (credential) => ({ authorization: `Bearer ${credential(variable)}` });

/** The names in a list that are not in what was granted. */
function lacking(needed: readonly string[], granted: readonly string[]): string | undefined {
  const missing = needed.filter((scope) => !granted.includes(scope));
  return missing.length === 0 ? undefined : `that it lacks ${missing.join(", ")}`;
}

function vercel({ settings }: Subject): IdentityCall {
  const { teamSlug, projectName } = settings.vercel;
  const headers = bearer("VERCEL_API_TOKEN");
  const address = (environment: Parameters<Question["url"]>[0]) =>
    addressIn(environment, "VERCEL_API_URL", publicVercelUrl);
  return identityCall({
    service: "Vercel",
    variables: ["VERCEL_API_TOKEN"],
    needs: `access to the whole team ${teamSlug}`,
    without: "no update, and no proof of secrets, environment and the way back",
    questions: [
      {
        url: (environment) => `${address(environment)}/v2/user`,
        headers,
        objection: (body) => void z.object({ user: z.object({ id: z.string() }) }).parse(body),
      },
      {
        url: (environment) => `${address(environment)}/v9/projects/${projectName}?slug=${teamSlug}`,
        headers,
        objection: (body) => void z.object({ name: z.literal(projectName) }).parse(body),
      },
    ],
  });
}

function supabase({ settings }: Subject): IdentityCall {
  const { projectRef } = settings.supabase;
  return identityCall({
    service: "Supabase",
    variables: ["SUPABASE_ACCESS_TOKEN"],
    needs: `access to the project ${projectRef}`,
    without: "backups are neither set nor read back, and no production backup is proven",
    questions: [
      {
        url: (environment) =>
          `${addressIn(environment, "SUPABASE_API_URL", "https://api.supabase.com")}/v1/projects/${projectRef}`,
        headers: bearer("SUPABASE_ACCESS_TOKEN"),
        objection: (body) => void z.object({ status: z.string(), region: z.string() }).parse(body),
      },
    ],
  });
}

function datadog({ settings: { datadog: used } }: Subject): IdentityCall[] {
  if (!used.enabled) return [];
  const address = (environment: Parameters<Question["url"]>[0]) =>
    addressIn(environment, "DATADOG_API_URL", `https://api.${used.site}`);
  const headers: Question["headers"] = (credential) => ({
    "dd-api-key": credential("DATADOG_API_KEY"),
    "dd-application-key": credential("DATADOG_APP_KEY"),
  });
  const row = identityCall({
    service: "Datadog",
    variables: ["DATADOG_API_KEY", "DATADOG_APP_KEY"],
    needs: "monitors_read",
    without: "no monitors, and no proof of dashboards and alerts",
    questions: [
      {
        url: (environment) => `${address(environment)}/api/v1/validate`,
        headers,
        objection: (body) => void z.object({ valid: z.literal(true) }).parse(body),
      },
      {
        // Datadog does not tell the scopes of a key to the key itself: one has to try.
        url: (environment) => `${address(environment)}/api/v1/monitor/search?page=0&per_page=1`,
        headers,
        objection: (body) => void z.object({ monitors: z.array(z.unknown()) }).parse(body),
      },
    ],
  });
  return [row];
}

/** Each scope contains those after it. */
const sentryScopes = [
  ["org:admin", "org:write", "org:read"],
  ["team:admin", "team:write", "team:read"],
  ["project:admin", "project:write", "project:read"],
  ["alerts:write", "alerts:read"],
];

function sentry({ settings }: Subject): IdentityCall[] {
  if (!settings.sentry.enabled) return [];
  const needed = ["org:read", "team:write", "project:write", "alerts:write"];
  const row = identityCall({
    service: "Sentry",
    variables: ["SENTRY_AUTH_TOKEN"],
    needs: needed.join(", "),
    without: "neither error tracking nor its alerts are updated",
    questions: [
      {
        url: (environment) => `${addressIn(environment, "SENTRY_API_URL", "https://sentry.io")}/api/0/`,
        headers: bearer("SENTRY_AUTH_TOKEN"),
        objection(body) {
          const answer = z.object({ auth: z.object({ scopes: z.array(z.string()) }).nullable() }).parse(body);
          if (answer.auth === null) return "that it knows nobody by it";
          const { scopes } = answer.auth;
          const granted = sentryScopes.flatMap((family) => {
            const first = family.findIndex((scope) => scopes.includes(scope));
            return first === -1 ? [] : family.slice(first);
          });
          return lacking(needed, granted);
        },
      },
    ],
  });
  return [row];
}

function github({ settings }: Subject): IdentityCall[] {
  const { git } = settings.vercel;
  if (git?.provider !== "github") return [];
  const row = identityCall({
    service: "GitHub",
    variables: ["GITHUB_TOKEN"],
    needs: `read access to ${git.repository}`,
    without: "no proof of tests, review and release notes",
    questions: [
      {
        // The token of a workflow belongs to nobody: who it is cannot be asked, what it reads can.
        url: (environment) =>
          `${addressIn(environment, "GITHUB_API_URL", "https://api.github.com")}/repos/${git.repository}`,
        headers: bearer("GITHUB_TOKEN"),
        objection: (body) => void z.object({ full_name: z.string() }).parse(body),
      },
    ],
  });
  return [row];
}

const slackSchema = z.object({
  ok: z.boolean(),
  error: z
    .string()
    .regex(/^[a-z_]+$/)
    .optional(),
});

/** Words by which Slack says that the token itself is no good; with any other it has failed, or is overrun. */
const slackRefusals = [
  "not_authed",
  "invalid_auth",
  "account_inactive",
  "token_revoked",
  "token_expired",
  "missing_scope",
  "not_allowed_token_type",
];

const slack = identityCall({
  service: "Slack",
  variables: ["SLACK_BOT_TOKEN"],
  needs: "chat:write",
  without: "the team is not told, and no channel is tested",
  questions: [
    {
      url: (environment) => `${addressIn(environment, "SLACK_API_URL", "https://slack.com/api")}/auth.test`,
      headers: bearer("SLACK_BOT_TOKEN"),
      objection(body, headers) {
        const answer = slackSchema.parse(body);
        if (!answer.ok && slackRefusals.includes(answer.error ?? "")) return answer.error;
        if (!answer.ok) throw new UnclearAnswer(`says ${answer.error ?? "that it has failed"}`);
        const scopes = headers.get("x-oauth-scopes");
        if (scopes === null) throw new UnclearAnswer("does not tell the token's scopes");
        return lacking(["chat:write"], scopes.split(/,\s*/));
      },
    },
  ],
});

const sendGrid = identityCall({
  service: "SendGrid",
  variables: ["SENDGRID_API_KEY"],
  needs: "mail.send",
  without: "stakeholders are not told by e-mail, and no mail is tested",
  questions: [
    {
      url: (environment) =>
        `${addressIn(environment, "SENDGRID_API_URL", "https://api.sendgrid.com")}/v3/scopes`,
      headers: bearer("SENDGRID_API_KEY"),
      objection: (body) =>
        lacking(["mail.send"], z.object({ scopes: z.array(z.string()) }).parse(body).scopes),
    },
  ],
});
