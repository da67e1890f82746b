// What a stack's config may say about Vercel: the project, and everything that is declared around it.
import { z } from "zod";
import { hostname, key, slug } from "./settingKeys.ts";
import { switchable } from "./switchable.ts";

const branch = z.string().regex(/^[\w][\w./-]*$/);
const httpsUrl = z.url({ protocol: /^https$/ });

const git = z.strictObject({
  provider: key(z.enum(["github", "gitlab", "bitbucket"]), "where the repository is", "github").default(
    "github",
  ),
  repository: key(
    z.string().regex(/^[\w.-]+(?:\/[\w.-]+)+$/),
    "the repository: owner and name",
    "<owner>/<name>",
  ),
  productionBranch: key(branch, "the branch whose builds can become production", "main").default("main"),
});

const protectionKeys = z.strictObject({
  deployments: key(
    z.enum([
      "standardProtectionNew",
      "standardProtection",
      "allDeployments",
      "onlyPreviewDeployments",
      "none",
    ]),
    "which deployments ask for a Vercel login; the standard leaves out production's domain, and nothing else",
    "standardProtectionNew",
  ).default("standardProtectionNew"),
  trustedIps: key(
    z.array(z.string().regex(/^[\d.:a-fA-F]+(?:\/\d+)?$/)),
    "addresses or ranges that alone may reach those deployments (Enterprise plan)",
    "192.0.2.0/24",
  ).default([]),
  exceptHealthCheck: key(
    z.boolean(),
    "where production's domain is protected too: leave it out, so that uptime checks pass. Vercel must know the " +
      "domain already: promote a deployment first",
    "true",
  ).default(true),
  exceptions: key(
    z.array(hostname),
    "further host names that are reached without a login; Vercel must know them already",
    "<host name>",
  ).default([]),
});

const protection = protectionKeys.refine(
  ({ deployments, trustedIps }) => trustedIps.length === 0 || deployments !== "none",
  { message: "deployments other than none where there are trustedIps, which Vercel else refuses" },
);

const functionKeys = z.strictObject({
  regions: key(
    z.array(z.string().regex(/^[a-z]{3}\d$/)).min(1),
    "the Vercel regions of the functions; left away, the database's own",
    "fra1",
  ).optional(),
  acceptOtherRegion: key(z.boolean(), "accept functions that run far from the database", "true").default(
    false,
  ),
  fluid: key(z.boolean(), "fluid compute", "true").default(true),
  cpu: key(
    z.enum(["standard_legacy", "standard", "performance"]),
    "the size of a function",
    "standard",
  ).default("standard"),
  timeoutSeconds: key(
    z.int().min(1).max(900),
    "when a function is stopped; left away, Vercel's own",
    "60",
  ).optional(),
});

const functions = functionKeys.refine(({ fluid, cpu }) => !fluid || cpu !== "standard_legacy", {
  message: "standard or performance with fluid compute: Vercel refuses standard_legacy there",
  path: ["cpu"],
});

const edgeConfig = z.strictObject({
  enabled: key(z.boolean(), "keep a store for the maintenance banner and feature flags", "true").default(
    true,
  ),
  bannerShown: key(z.boolean(), "show the maintenance banner", "true").default(false),
  bannerText: key(
    z.string().min(1),
    "what it says; left away, the runbook's maintenance window",
    "<text>",
  ).optional(),
  flags: key(z.record(slug, z.boolean()), "feature flags, by name", "true").default({}),
});

/** Vercel's spans in days; its months have 30. */
export const retentionDays = {
  "1d": 1,
  "1w": 7,
  "1m": 30,
  "2m": 60,
  "3m": 90,
  "6m": 180,
  "1y": 365,
} as const;

const expiration = z.enum(Object.keys(retentionDays) as (keyof typeof retentionDays)[]);
const retention = z.strictObject({
  production: key(expiration, "how long production deployments are kept", "1y").default("1y"),
  preview: key(expiration, "how long preview deployments are kept", "6m").default("6m"),
  errored: key(expiration, "how long failed deployments are kept", "3m").default("3m"),
  canceled: key(expiration, "how long canceled deployments are kept", "1m").default("1m"),
});

const deploymentEvents = [
  "deployment.created",
  "deployment.succeeded",
  "deployment.error",
  "deployment.canceled",
] as const;
const webhook = z.strictObject({
  endpoint: key(httpsUrl, "the address that is told of deployments", "https://<host>/<path>"),
  events: key(z.array(z.enum(deploymentEvents)).min(1), "what it is told of", "deployment.error").default([
    ...deploymentEvents,
  ]),
});

const stage = z.strictObject({
  percentage: key(z.int().min(1).max(100), "the share of visitors who get the new release", "10"),
  minutes: key(z.int().min(1), "how long, where stages follow each other by themselves", "15").optional(),
});
const rollingRelease = switchable(
  {
    enabled: "let a release reach more and more visitors, in stages; off where none of these keys is set",
    acceptOff: "accept in production that rolling releases are off, and a release reaches everybody at once",
  },
  {
    advancement: key(z.enum(["automatic", "manual-approval"]), "what ends a stage", "manual-approval"),
    stages: z
      .array(stage)
      .min(2)
      .refine((stages) => stages.every((one, at) => one.percentage > (stages[at - 1]?.percentage ?? 0)), {
        message: "stages in which the share of visitors grows",
      })
      .refine((stages) => stages.at(-1)?.percentage === 100, {
        message: "a last stage with a percentage of 100",
      }),
  },
).refine(
  ({ enabled, advancement, stages = [] }) =>
    !enabled ||
    stages.slice(0, -1).every(({ minutes }) => (minutes !== undefined) === (advancement === "automatic")),
  {
    message: "minutes in every stage but the last if advancement is automatic, else in none",
    path: ["stages"],
  },
);

const stagingEnvironment = z.strictObject({
  name: key(slug, "the name of the environment beside production and preview", "staging").default("staging"),
  branch: key(branch, "the branch that is built for it", "staging"),
  domain: key(hostname, "its host name", "<host name>").optional(),
});

const drains = z.strictObject({
  logs: key(z.boolean(), "send the project's logs to Datadog", "true").default(false),
  traces: key(z.boolean(), "send the project's traces to Datadog", "true").default(false),
  logsEndpoint: key(
    httpsUrl,
    "where logs go; left away, the intake of the Datadog site",
    "https://<host>",
  ).optional(),
  tracesEndpoint: key(
    httpsUrl,
    "where traces go; left away, the intake of the Datadog site",
    "https://<host>",
  ).optional(),
});

export const vercelSchema = z.strictObject({
  teamId: key(z.string().regex(/^team_\w+$/), "the id of the Vercel team", "team_<id>").optional(),
  teamSlug: key(slug, "the team's name in Vercel's addresses", "<team>"),
  projectName: key(slug.max(100), "the name of the Vercel project", "<project>"),
  domain: key(hostname, "the host name of this environment", "<host name>").optional(),
  git: git.optional(),
  nodeVersion: key(
    z.enum(["20.x", "22.x", "24.x"]),
    "the Node version of builds and functions",
    "22.x",
  ).default("22.x"),
  skewProtection: key(
    z.enum(["30 minutes", "12 hours", "1 day", "7 days", "none"]),
    "how long a browser keeps talking to the release that it has loaded",
    "12 hours",
  ).default("12 hours"),
  protection: protection.prefault({}),
  functions: functions.prefault({}),
  edgeConfig: edgeConfig.prefault({}),
  retention: retention.prefault({}),
  webhook: webhook.optional(),
  rollingRelease: rollingRelease.prefault({ enabled: false }),
  stagingEnvironment: stagingEnvironment.optional(),
  drains: drains.prefault({}),
});
