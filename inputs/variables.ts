// The names of the application's environment variables, which the stack sets at Vercel.
import { secretKeys } from "./credentials.ts";
import type { Settings } from "./settings.ts";

/** Those whose values the stack itself makes: what they hold is not known before a first update, as for no other. */
export const madeVariables = { sentryDsn: "NEXT_PUBLIC_SENTRY_DSN", edgeConfig: "EDGE_CONFIG" } as const;

/** The address of the Supabase project, which its reference gives. */
export const supabaseUrlVariable = "NEXT_PUBLIC_SUPABASE_URL";

/** Every variable that a stack with these settings sets. */
export function variableNames({ variables, vercel, sentry }: Settings): string[] {
  const secrets = Object.values(secretKeys).flatMap(({ variable }) =>
    variable === undefined ? [] : [variable],
  );
  return [
    ...new Set([
      supabaseUrlVariable,
      ...(sentry.enabled ? [madeVariables.sentryDsn] : []),
      ...(vercel.edgeConfig.enabled ? [madeVariables.edgeConfig] : []),
      ...Object.keys(variables),
      ...secrets,
    ]),
  ];
}
