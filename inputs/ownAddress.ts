// The runbook writes production's address; what a stack says and asks is about its own.
import type { Runbook } from "../runbook/index.ts";

/** The runbook's health address on the stack's own host. */
export function ownHealthUrl({ healthUrl }: Pick<Runbook, "healthUrl">, domain: string): string {
  const url = new URL(healthUrl);
  url.hostname = domain;
  return url.href;
}

/** A text of the runbook with the stack's own host wherever it names production's. */
export function onOwnHost(text: string, { healthUrl }: Pick<Runbook, "healthUrl">, domain: string): string {
  const written = new URL(healthUrl).hostname;
  // A longer name that only ends or begins so is another host.
  return text.replaceAll(/[a-z0-9-]+(?:\.[a-z0-9-]+)*/gi, (name) =>
    name.toLowerCase() === written ? domain : name,
  );
}
