// The clients of the services that watch and that carry messages, as the environment leads to them. Loaded when asked for.
import { rehearsalStack } from "../../inputs/inputs.ts";
import type { DatadogClient, DatadogOptions } from "../../services/datadog.ts";
import type { DatadogEvents } from "../../services/datadogEvents.ts";
import type { DatadogMetrics } from "../../services/datadogMetrics.ts";
import type { SendGridClient } from "../../services/sendgrid.ts";
import type { SlackClient } from "../../services/slack.ts";
import type { CollectContext } from "./collector.ts";

export type Asking = Pick<CollectContext, "inputs" | "environment" | "transport" | "signal">;

/** @throws InputError for an address or a credential that cannot be used */
export async function datadogOf(context: Asking, site: string): Promise<DatadogClient> {
  const { datadogClient } = await import("../../services/datadog.ts");
  return datadogClient(datadogAccess(context, site));
}

/** @throws InputError for an address or a credential that cannot be used */
export async function datadogMetricsOf(context: Asking, site: string): Promise<DatadogMetrics> {
  const { datadogMetrics } = await import("../../services/datadogMetrics.ts");
  return datadogMetrics(datadogAccess(context, site));
}

/** @throws InputError for an address or a credential that cannot be used */
export async function datadogEventsOf(context: Asking, site: string): Promise<DatadogEvents> {
  const { datadogEvents } = await import("../../services/datadogEvents.ts");
  return datadogEvents({
    apiKey: variable(context, "DATADOG_API_KEY"),
    baseUrl: whereToSend(context, "DATADOG_API_URL", `https://api.${site}`),
    ...travel(context),
  });
}

/** @throws InputError for an address or a credential that cannot be used */
export async function slackOf(context: Asking): Promise<SlackClient> {
  const { slackClient } = await import("../../services/slack.ts");
  return slackClient({
    token: variable(context, "SLACK_BOT_TOKEN"),
    baseUrl: whereToSend(context, "SLACK_API_URL", "https://slack.com/api"),
    ...travel(context),
  });
}

/** @throws InputError for an address or a credential that cannot be used */
export async function sendGridOf(context: Asking): Promise<SendGridClient> {
  const { sendGridClient } = await import("../../services/sendgrid.ts");
  return sendGridClient({
    apiKey: variable(context, "SENDGRID_API_KEY"),
    baseUrl: whereToSend(context, "SENDGRID_API_URL", "https://api.sendgrid.com"),
    ...travel(context),
  });
}

/** How Datadog is read: with both of its keys. */
function datadogAccess(context: Asking, site: string): DatadogOptions {
  return {
    apiKey: variable(context, "DATADOG_API_KEY"),
    appKey: variable(context, "DATADOG_APP_KEY"),
    baseUrl: variable(context, "DATADOG_API_URL", `https://api.${site}`),
    ...travel(context),
  };
}

/** An address without a value is the public one. */
function variable({ environment }: Asking, name: string, otherwise = ""): string {
  return environment[name] || otherwise;
}

/** What a rehearsal makes up is told to nobody: it sends to the stand-ins on this machine, whatever tokens there are. */
function whereToSend(context: Asking, name: string, otherwise: string): string {
  const address = variable(context, name, otherwise);
  if (context.inputs.stack !== rehearsalStack || address.startsWith("http://")) return address;
  throw new Error(`a rehearsal sends to nobody: ${name} does not lead to a stand-in on this machine`);
}

function travel({ transport, signal }: Asking) {
  return { transport, signal };
}
