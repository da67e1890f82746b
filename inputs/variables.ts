// The application's environment variables whose values the stack itself makes.

/** Their names: what they hold is not known before a first update, as for no other variable. */
export const madeVariables = { sentryDsn: "NEXT_PUBLIC_SENTRY_DSN", edgeConfig: "EDGE_CONFIG" } as const;
