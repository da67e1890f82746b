// Every option of the config that makes the program declare something else, as changes of the rehearsal's config.
import { askedSecretKeys } from "../../inputs/credentials.ts";
import { settingsOf } from "./inputs.ts";

const { vercel, datadog } = settingsOf("rehearsal");

/** The settings of Vercel with some of them changed. */
export function vercelWith(changes: object): Record<string, unknown> {
  return { "marsana-fleet:vercel": { ...vercel, ...changes } };
}

const everything = {
  teamId: "team_fleet",
  git: { provider: "gitlab", repository: "marsana/apps/fleet", productionBranch: "release" },
  nodeVersion: "24.x",
  skewProtection: "7 days",
  protection: {
    deployments: "allDeployments",
    trustedIps: ["192.0.2.0/24"],
    exceptions: ["old.marsana.com"],
  },
  functions: {
    regions: ["fra1", "cdg1"],
    acceptOtherRegion: true,
    fluid: false,
    cpu: "performance",
    timeoutSeconds: 60,
  },
  edgeConfig: { bannerShown: true, bannerText: "Back at four.", flags: { "document-upload": true } },
  retention: { production: "6m", preview: "1w", errored: "1d", canceled: "1d" },
  webhook: { endpoint: "https://hooks.marsana.com/vercel", events: ["deployment.error"] },
  rollingRelease: {
    advancement: "automatic",
    stages: [{ percentage: 10, minutes: 15 }, { percentage: 50, minutes: 30 }, { percentage: 100 }],
  },
  stagingEnvironment: { branch: "staging", domain: "staging.marsana.com" },
  drains: { logs: true, traces: true },
};

/** Config without a service, its keys and the credentials of its provider. */
function without(service: "datadog" | "sentry", ...credentials: string[]): Record<string, unknown> {
  return {
    [`marsana-fleet:${service}`]: { enabled: false, acceptOff: true },
    ...Object.fromEntries(credentials.map((key) => [key, undefined])),
  };
}
/** Everything of Sentry that config leaves open, set. */
const allOfSentry = {
  ...settingsOf("rehearsal").sentry,
  repeatMinutes: 60,
  frequent: { events: 250, eventsWithin: "1d", sessionsPercent: 2.5, sessionsWithin: "30m" },
  crashFree: { percent: 99.5, windowMinutes: 240 },
  slack: { workspaceId: 77, channel: "#fleet-errors" },
};
const noDatadog = without("datadog", "datadog:apiKey", "datadog:appKey");
const noSentry = without("sentry", "sentry:token");

/** By what is chosen; each is a complete config with the rest as the rehearsal has it. */
export const options: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  "other signals": {
    "marsana-fleet:signals": {
      "error-rate": { minimumTraffic: 20 },
      uptime: { onMissingData: "resolve" },
      "email-delivery-rate": { query: "avg(last_1h):avg:email.delivered{*} by {env}", unit: "fraction" },
    },
  },
  "the realtime metric": { "marsana-fleet:datadog": { ...datadog, declare: { realtimeMetric: true } } },
  "on-call schedules that exist": {
    "marsana-fleet:datadog": {
      ...datadog,
      onCall: {
        "fleet-rehearsal": {
          steps: [
            { schedule: "6f1c2d3e-0000-4000-8000-00000000000a" },
            { users: ["6f1c2d3e-0000-4000-8000-000000000001", "6f1c2d3e-0000-4000-8000-000000000002"] },
          ],
        },
      },
    },
  },
  "business hours for warnings": {
    "marsana-fleet:datadog": {
      ...datadog,
      warningHours: { from: "08:00", to: "18:00", timeZone: "Europe/Berlin" },
    },
  },
  "more that is muted in maintenance": {
    "marsana-fleet:datadog": {
      ...datadog,
      mutedInMaintenance: ["row:error-rate", "check:certificate", "flow:login"],
    },
  },
  "teams that exist": { "marsana-fleet:datadog": { ...datadog, onCall: {} } },
  "quiet symptoms": { "marsana-fleet:incidents": { quietSymptoms: true } },
  "other incidents": {
    "marsana-fleet:incidents": {
      databaseIncident: "error-rate-spike",
      database: { connections: 70.5 },
      services: {
        sentry: { host: "errors.example.com", statusUrl: "https://status.example.com/status.json" },
      },
      failurePercent: 5,
      minimumRequests: 0,
      statusLocations: ["aws:eu-west-1"],
    },
  },
  "nothing but what must be": vercelWith({
    git: undefined,
    edgeConfig: { enabled: false },
    skewProtection: "none",
  }),
  ...Object.fromEntries(
    Object.entries(everything).map(([name, value]) => [`vercel.${name}`, vercelWith({ [name]: value })]),
  ),
  "a rolling release that waits": vercelWith({
    rollingRelease: { advancement: "manual-approval", stages: [{ percentage: 10 }, { percentage: 100 }] },
  }),
  "everything of Vercel": vercelWith(everything),
  "no flows and no heartbeat": {
    "marsana-fleet:flows": {},
    "marsana-fleet:heartbeat": {},
    ...Object.fromEntries(Object.keys(askedSecretKeys).map((name) => [`marsana-fleet:${name}`, undefined])),
  },
  "everything of Sentry": { "marsana-fleet:sentry": allOfSentry },
  "no Datadog": noDatadog,
  "no Sentry": noSentry,
  "neither Datadog nor Sentry": { ...noDatadog, ...noSentry },
};
