// The stack's config, read and judged in one go. The only reader of `pulumi.Config`.
import * as pulumi from "@pulumi/pulumi";
import type { z } from "zod";
import { InputError } from "./inputs/inputError.ts";
import { requirementAt, type Settings, sections, settingsSchema } from "./inputs/settings.ts";

/** The namespace of the stack's keys, which is the project's name. */
export const namespace = "marsana-fleet";

/** Secrets of the stack: the environment variable of the application that carries each, if any. */
export const secretKeys = {
  databaseUrl: { variable: "DATABASE_URL" },
  supabaseServiceRoleKey: { variable: "SUPABASE_SERVICE_ROLE_KEY" },
  supabaseAnonKey: { variable: "NEXT_PUBLIC_SUPABASE_ANON_KEY" },
  sendgridApiKey: { variable: "SENDGRID_API_KEY" },
  mapboxToken: { variable: "NEXT_PUBLIC_MAPBOX_TOKEN" },
  supabaseAccessToken: { variable: undefined },
} as const;
export type SecretName = keyof typeof secretKeys;

/** Credentials that the providers read by themselves, from config or from the environment. */
const providerCredentials = [
  { key: "datadog:apiKey", environment: ["DATADOG_API_KEY", "DD_API_KEY"] },
  { key: "datadog:appKey", environment: ["DATADOG_APP_KEY", "DD_APP_KEY"] },
  { key: "vercel:apiToken", environment: ["VERCEL_API_TOKEN"] },
  { key: "sentry:token", environment: ["SENTRY_AUTH_TOKEN", "SENTRY_TOKEN"] },
] as const;

export interface Config {
  settings: Settings;
  secrets: Readonly<Record<SecretName, pulumi.Output<string>>>;
}

/** The plain settings alone: what the policy pack needs. @throws InputError naming every problem at once. */
export function readSettings(stack: string): Settings {
  const { settings, problems } = parseSettings(stack);
  if (settings === undefined || problems.length > 0) throw unusable(stack, problems);
  return settings;
}

/** Everything the program needs. @throws InputError naming every missing or wrong key at once, with its mend. */
export function readConfig(stack: string, environment: NodeJS.ProcessEnv): Config {
  const { settings, problems } = parseSettings(stack);
  const own = new pulumi.Config(namespace);
  const found = Object.fromEntries(Object.keys(secretKeys).map((name) => [name, own.getSecret(name)]));
  const missing = [
    ...Object.keys(secretKeys)
      .filter((name) => own.get(name) === undefined)
      .map((name) =>
        problem(
          `${namespace}:${name}`,
          "nothing",
          "a secret",
          setLine(stack, `${namespace}:${name}`, "--secret"),
        ),
      ),
    ...providerCredentials
      .filter(
        ({ key, environment: names }) => !hasCredential(key) && !names.some((name) => environment[name]),
      )
      .map(({ key, environment: names }) =>
        problem(
          key,
          "nothing",
          `a secret, here or in ${names.join(" or ")}`,
          setLine(stack, key, "--secret"),
        ),
      ),
  ];
  if (settings === undefined || problems.length + missing.length > 0)
    throw unusable(stack, [...problems, ...missing]);
  return { settings, secrets: found as Record<SecretName, pulumi.Output<string>> };
}

function hasCredential(key: string): boolean {
  const [provider, name] = key.split(":") as [string, string];
  return new pulumi.Config(provider).get(name) !== undefined;
}

/** The keys of the namespace as plain values; objects are there even when empty, so that each gap is reported. */
function rawSettings(): Record<string, unknown> {
  const raw: Record<string, unknown> = { vercel: {}, supabase: {}, sentry: {}, datadog: {} };
  for (const [full, text] of Object.entries(pulumi.runtime.allConfig())) {
    if (!full.startsWith(`${namespace}:`)) continue;
    const name = full.slice(namespace.length + 1);
    if (name in secretKeys) continue;
    raw[name] = sections.some((section) => section === name) ? parsedJson(text) : text;
  }
  return raw;
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function parseSettings(stack: string): { settings?: Settings; problems: string[] } {
  const raw = rawSettings();
  const parsed = settingsSchema.safeParse(raw);
  const problems = (parsed.error?.issues ?? []).flatMap((issue) => issueProblems(issue, raw, stack));
  return { ...(parsed.success && { settings: parsed.data }), problems };
}

function issueProblems(issue: z.core.$ZodIssue, raw: unknown, stack: string): string[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((name) => {
      const place = placeOf([...issue.path, name]);
      const mend = `pulumi config rm --stack ${stack} --path '${place}'`;
      return problem(place, "a key that means nothing here", "a key of inputs/settings.ts", mend);
    });
  }
  const value = issue.path.reduce<unknown>(
    (at, step) => (at as Record<PropertyKey, unknown> | undefined)?.[step],
    raw,
  );
  const { description, example } = requirementAt(issue.path);
  const place = placeOf(issue.path);
  const flags = issue.path.length > 1 ? "--path" : "";
  return [
    problem(
      place,
      value === undefined ? "nothing" : JSON.stringify(value),
      description ?? issue.message,
      `${setLine(stack, place, flags)} ${JSON.stringify(example ?? "<value>").replaceAll('"', "'")}`,
    ),
  ];
}

function placeOf(path: readonly PropertyKey[]): string {
  return `${namespace}:${path.map(String).join(".")}`;
}

function setLine(stack: string, place: string, flags: string): string {
  return ["pulumi config set --stack", stack, flags, `'${place}'`].filter((part) => part !== "").join(" ");
}

function problem(place: string, found: string, required: string, mend: string): string {
  return `${place}: found ${found}; required: ${required}; mend: ${mend}`;
}

function unusable(stack: string, problems: readonly string[]): InputError {
  return new InputError(`The config of stack ${stack} (Pulumi.${stack}.yaml) cannot be used.`, problems);
}
