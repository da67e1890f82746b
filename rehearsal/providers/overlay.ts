// What the recordings of a first update cannot show of the plugins' behaviour, each with its source.
import type { Observed } from "./traits.ts";
import { isObject, type Value, type Values } from "./value.ts";

interface Overlay {
  readonly family?: Observed["family"];
  readonly sets?: readonly string[];
  readonly unset?: Observed["unset"];
  /** What Check fills in, as JSON. */
  readonly defaults?: { readonly [path: string]: string };
  /** Siblings of which each, when set, keeps a default from being filled in. */
  readonly conflicts?: { readonly [path: string]: readonly string[] };
  /** Fields of which the plugin takes no notice unless this sibling is true. */
  readonly suppressed?: { readonly [path: string]: string };
  readonly normalized?: { readonly [path: string]: (value: Value) => Value };
  /** What the plugin framework says "not known" of at each change, though it was known. */
  readonly forgets?: readonly string[];
  /** What is null after Create and this after Read. */
  readonly readsBack?: { readonly [path: string]: Value };
  /** Sets that Read leaves in the program's order among the inputs. */
  readonly keepsOrder?: readonly string[];
  /** What Read with nothing but an id answers otherwise than Create. */
  readonly atImport?: Values;
  /** What Read with nothing but an id leaves out of the inputs, though it is set. */
  readonly lostAtImport?: readonly string[];
}

const emptyRequest = (path: string): { [path: string]: Value } => ({
  [`${path}requestDefinition.certificateDomains`]: [],
  [`${path}requestDefinition.form`]: {},
  [`${path}requestHeaders`]: {},
  [`${path}requestMetadata`]: {},
  [`${path}requestQuery`]: {},
});

export const overlays: { readonly [token: string]: Overlay } = {
  "datadog:index/monitor:Monitor": {
    // refused.jsonl, bad-8: the recorded stack always sets it.
    defaults: { includeTags: "true" },
    // create.jsonl: a monitor that sets one is not given the other.
    conflicts: { noDataTimeframe: ["onMissingData"] },
    // create.jsonl: Check fills it in, and Create answers null as long as notifyNoData is not set.
    suppressed: { noDataTimeframe: "notifyNoData" },
    readsBack: { notifyBies: [] },
    // import.jsonl
    atImport: { notifyNoData: null },
    lostAtImport: ["onMissingData"],
  },
  "datadog:index/monitorJson:MonitorJson": { family: "sdk" },
  "datadog:index/serviceLevelObjective:ServiceLevelObjective": { keepsOrder: ["tags"] },
  "datadog:index/downtimeSchedule:DowntimeSchedule": {
    // refused.jsonl, bad-12: the recorded stack always sets it.
    unset: { "recurringSchedule.recurrences[].start": ["unknown", "service"] },
  },
  "datadog:index/syntheticsTest:SyntheticsTest": {
    // refused.jsonl, bad-16
    defaults: { "optionsList.minLocationFailed": "1" },
    readsBack: {
      ...emptyRequest(""),
      ...emptyRequest("apiSteps[]."),
      deviceIds: [],
      "optionsList.blockedRequestPatterns": [],
      "optionsList.restrictedRoles": [],
    },
  },
  "datadog:index/dashboardJson:DashboardJson": { normalized: { dashboard: dashboardText } },
  "vercel:index/edgeConfigSchema:EdgeConfigSchema": { family: "framework" },
  // edit.jsonl: their plugins have no plan modifier that would keep the value.
  "vercel:index/project:Project": { forgets: ["buildMachineType"] },
  "vercel:index/projectDomain:ProjectDomain": { forgets: ["verifications", "verified"] },
  "vercel:index/projectEnvironmentVariable:ProjectEnvironmentVariable": { forgets: ["comment"] },
};

/** The text that the plugin makes of a dashboard: names in order, what Datadog adds, and Go's escapes. */
function dashboardText(value: Value): Value {
  if (typeof value !== "string" || !value.startsWith("{")) return value;
  const dashboard = JSON.parse(value) as Values;
  return JSON.stringify(sorted({ is_read_only: false, ...dashboard })).replace(
    /[<>&\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function sorted(value: Value): Value {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, one]) => [name, sorted(one)]),
  );
}
