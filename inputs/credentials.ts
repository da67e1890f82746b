// What a stack's config holds encrypted: the application's secrets, and the credentials of the providers.

/** Secrets of the stack: what each is, and the environment variable of the application that carries it, if any. */
export const secretKeys = {
  databaseUrl: { meaning: "the address of the database, with its password", variable: "DATABASE_URL" },
  supabaseServiceRoleKey: {
    meaning: "the Supabase key that passes row-level security",
    variable: "SUPABASE_SERVICE_ROLE_KEY",
  },
  supabaseAnonKey: {
    meaning: "the Supabase key of the browser",
    variable: "NEXT_PUBLIC_SUPABASE_ANON_KEY",
  },
  sendgridApiKey: { meaning: "the SendGrid key that sends e-mail", variable: "SENDGRID_API_KEY" },
  mapboxToken: { meaning: "the Mapbox token of the browser", variable: "NEXT_PUBLIC_MAPBOX_TOKEN" },
  supabaseAccessToken: {
    meaning: "the token for Supabase's Management API, by which the backups are set",
    variable: undefined,
  },
} as const;
export type SecretName = keyof typeof secretKeys;

/** Secrets of the stack that a section of the settings asks for, and that nothing needs without it. */
export const askedSecretKeys = {
  flowUsername: { meaning: "the account that the tests of the critical flows log in with", askedBy: "flows" },
  flowPassword: { meaning: "the password of that account", askedBy: "flows" },
  heartbeatUrl: {
    meaning: "the address that a service outside of Datadog waits to be called at, with its token",
    askedBy: "heartbeat",
  },
} as const;
export type AskedSecretName = keyof typeof askedSecretKeys;

export function isSecretName(name: string): name is SecretName | AskedSecretName {
  return Object.hasOwn(secretKeys, name) || Object.hasOwn(askedSecretKeys, name);
}

/** Credentials that the providers read by themselves, from config or from the environment. */
export const providerCredentials = [
  {
    key: "datadog:apiKey",
    meaning: "the Datadog API key",
    environment: ["DATADOG_API_KEY", "DD_API_KEY"],
  },
  {
    key: "datadog:appKey",
    meaning: "the Datadog application key",
    environment: ["DATADOG_APP_KEY", "DD_APP_KEY"],
  },
  { key: "vercel:apiToken", meaning: "the Vercel access token", environment: ["VERCEL_API_TOKEN"] },
  {
    key: "sentry:token",
    meaning: "the Sentry auth token",
    environment: ["SENTRY_AUTH_TOKEN", "SENTRY_TOKEN"],
  },
] as const;
