// The packages that something stands in for: one for each provider of the stack.
import { command } from "./packages/command.ts";
import { datadog } from "./packages/datadog.ts";
import { sentry } from "./packages/sentry.ts";
import { vercel } from "./packages/vercel.ts";
import type { Package, Resource } from "./table.ts";

export const packages: readonly Package[] = [datadog, vercel, sentry, command];

/** The resource of a token, if something stands in for it. */
export function resourceOf(token: string): Resource | undefined {
  const [name] = token.split(":");
  return packages.find((one) => one.name === name)?.resources[token];
}
