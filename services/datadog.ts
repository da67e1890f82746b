// Datadog's API, as far as dashboards and monitors are looked at: the official client, with our transport. Changes nothing.
// Imported file by file: the package's index loads every product that Datadog has, which takes more than a second.
import { createConfiguration } from "@datadog/datadog-api-client/dist/packages/datadog-api-client-common/configuration.js";
import {
  type HttpLibrary,
  ResponseContext,
} from "@datadog/datadog-api-client/dist/packages/datadog-api-client-common/http/http.js";
import { BaseServerConfiguration } from "@datadog/datadog-api-client/dist/packages/datadog-api-client-common/servers.js";
import { DashboardsApi } from "@datadog/datadog-api-client/dist/packages/datadog-api-client-v1/apis/DashboardsApi.js";
import { MonitorsApi } from "@datadog/datadog-api-client/dist/packages/datadog-api-client-v1/apis/MonitorsApi.js";
import type { Monitor as SdkMonitor } from "@datadog/datadog-api-client/dist/packages/datadog-api-client-v1/models/Monitor.js";
import { z } from "zod";
import { baseUrlSchema, credentialSchema, usable } from "./access.ts";
import { grantingFetch, type Reach, refusalIn, understood } from "./refusal.ts";
import type { Transport } from "./request.ts";

// Of each answer only what is used is required: a field that the service adds later breaks nothing.
const monitorSchema = z.object({
  id: z.int(),
  name: z.string(),
  type: z.string(),
  query: z.string(),
  message: z.string(),
  tags: z.array(z.string()),
  /** 1 is the most urgent. */
  priority: z.int().nullish(),
  /** `draft`: it tells nobody. */
  draftStatus: z.enum(["draft", "published"]).default("published"),
  overallState: z.enum(["Alert", "Ignored", "No Data", "OK", "Skipped", "Unknown", "Warn"]),
  /** Downtimes that silence it, with their start and end in seconds since 1970. */
  matchingDowntimes: z
    .array(
      z
        .object({
          id: z.int(),
          start: z.number().nullish(),
          end: z.number().nullish(),
          // Recorded, and not described: the official client puts it among what it does not know.
          additionalProperties: z.object({ active: z.boolean().optional() }).default({}),
        })
        .transform(({ additionalProperties: { active }, ...downtime }) => ({ ...downtime, active })),
    )
    .default([]),
  options: z.object({
    thresholds: z
      .object({
        critical: z.number().optional(),
        warning: z.number().nullish(),
        criticalRecovery: z.number().nullish(),
        warningRecovery: z.number().nullish(),
      })
      .default({}),
    onMissingData: z.string().optional(),
    requireFullWindow: z.boolean().nullish(),
    /** In seconds. */
    evaluationDelay: z.number().nullish(),
    /** In hours; 0 for never. */
    timeoutH: z.number().nullish(),
    schedulingOptions: z
      .object({ evaluationWindow: z.unknown(), customSchedule: z.unknown() })
      .partial()
      .nullish(),
    /** Scopes that are muted, each until an instant in seconds since 1970, or for ever. */
    silenced: z.record(z.string(), z.number().nullable()).default({}),
  }),
});
/** A monitor, and what the service is asked about when its definition is validated. */
export type Monitor = z.infer<typeof monitorSchema> & { readonly definition: SdkMonitor };

const dashboardSchema = z.object({ id: z.string(), title: z.string(), widgets: z.array(z.unknown()) });
export type Dashboard = z.infer<typeof dashboardSchema>;

export interface DatadogOptions {
  apiKey: string;
  appKey: string;
  /** https, or http on this machine. */
  baseUrl: string;
  transport?: Partial<Transport> | undefined;
  signal?: AbortSignal | undefined;
}

/** Every method throws a Refusal that says which request failed, and how. */
export interface DatadogClient {
  /** A refusal is `wrong` where there is no such dashboard. */
  dashboard(id: string): Promise<Dashboard>;
  /** The monitors that carry all of the tags, with the downtimes that silence them. */
  monitors(tags: readonly string[]): Promise<Monitor[]>;
  /** A refusal is `wrong` where the service would not take the definition. */
  validate(definition: SdkMonitor): Promise<void>;
}

/**
 * How an API of the official client reaches the service, and how it fails.
 * @param changesNothing whether every request is one that may be sent again
 * @throws InputError for an address or a key that cannot be used
 */
export function datadogReach(
  options: Omit<DatadogOptions, "appKey"> & { appKey?: string },
  changesNothing: boolean,
) {
  const api = "Datadog's API";
  const baseUrl = usable(api, "address", baseUrlSchema, options.baseUrl);
  const apiKey = usable(api, "API key", credentialSchema, options.apiKey);
  const appKey =
    options.appKey === undefined
      ? undefined
      : usable(api, "application key", credentialSchema, options.appKey);
  const { transport, signal } = options;
  const reach: Reach = {
    service: "Datadog",
    credentials: [apiKey, ...(appKey === undefined ? [] : [appKey])],
    transport,
    signal,
    wrong: [400, 404],
    changesNothing,
  };
  const configuration = createConfiguration({
    baseServer: new BaseServerConfiguration(baseUrl, {}),
    authMethods: { apiKeyAuth: apiKey, ...(appKey !== undefined && { appKeyAuth: appKey }) },
    httpApi: httpLibrary(grantingFetch(reach)),
  });
  return { reach, configuration };
}

/** @throws InputError for an address or a key that cannot be used */
export function datadogClient(options: DatadogOptions): DatadogClient {
  const { reach, configuration } = datadogReach(options, true);
  const monitors = new MonitorsApi(configuration);
  const dashboards = new DashboardsApi(configuration);
  const asked = async <T>(what: string, schema: z.ZodType<T>, answer: Promise<unknown>): Promise<T> =>
    understood(
      "Datadog",
      what,
      schema,
      await answer.catch((error: unknown) => {
        throw refusalIn(error, reach);
      }),
    );
  return {
    dashboard: (id) =>
      asked(`dashboard ${id}`, dashboardSchema, dashboards.getDashboard({ dashboardId: id })),
    monitors: async (tags) => {
      const list = monitors.listMonitors({ monitorTags: tags.join(","), withDowntimes: true });
      const parsed = await asked("the monitors", z.array(monitorSchema), list);
      const definitions = await list;
      return parsed.map((one, index) => ({ ...one, definition: definitionOf(definitions[index]) }));
    },
    validate: async (definition) => {
      await asked("the validation", z.looseObject({}), monitors.validateMonitor({ body: definition }));
    },
  };
}

/** The client's own library writes every failure to the console, and follows redirects. */
function httpLibrary(fetch: typeof globalThis.fetch): HttpLibrary {
  return {
    send: async (request) => {
      const body = request.getBody();
      const answer = await fetch(request.getUrl(), {
        method: request.getHttpMethod(),
        headers: request.getHeaders(),
        ...(typeof body === "string" && { body }),
      });
      const bytes = Buffer.from(await answer.arrayBuffer());
      return new ResponseContext(answer.status, Object.fromEntries(answer.headers), {
        text: async () => bytes.toString(),
        binary: async () => bytes,
      });
    },
  };
}

/** What was written of a monitor, without what the service has added to it. */
function definitionOf(monitor: SdkMonitor | undefined): SdkMonitor {
  if (monitor === undefined) throw new Error("Datadog: a monitor that was not listed");
  const { name, type, query, message, tags, options, priority } = monitor;
  return {
    type,
    query,
    ...(name !== undefined && { name }),
    ...(message !== undefined && { message }),
    ...(tags !== undefined && { tags }),
    ...(options !== undefined && { options }),
    ...(priority !== undefined && priority !== null && { priority }),
  };
}
