// What the stand-in of the Sentry provider knows: its resources, what they take and what the service fills in.
import { boolean, integer, list, map, number, object, replaces, required, secret, string } from "../shape.ts";
import {
  always,
  digits,
  type Made,
  type Output,
  output,
  type Package,
  type Resource,
  slug,
  textOf,
  whole,
} from "../table.ts";

// The Pulumi schema does not say what replaces. The Terraform provider forces a new resource when the organization
// changes, and for keys and alerts also when the project does.
const organization = required(replaces(string));
const project = required(replaces(string));

/** Sentry makes slugs from names, and adds a number when the slug is taken. */
const ownSlug = ({ inputs, name, attempt }: Made): string =>
  textOf(inputs["slug"], slug(textOf(inputs["name"], name))) + (attempt === 0 ? "" : `-${attempt + 1}`);

const ownNumber = (made: Made): number => whole(7, made.urn, made.attempt);
const internalId: Output = output(string, (made) => String(ownNumber(made)));

/** Alerts are known by organization, project and number together. */
const alertId = (made: Made): string =>
  [textOf(made.inputs["organization"]), textOf(made.inputs["project"]), ownNumber(made)].join("/");

const team: Resource = {
  inputs: { name: string, organization, slug: string },
  outputs: {
    hasAccess: always(boolean, true),
    internalId,
    isMember: always(boolean, false),
    isPending: always(boolean, false),
    name: output(string, ({ name }) => name),
    slug: output(string, ({ id }) => id),
    teamId: internalId,
  },
  id: ownSlug,
  importForms: ["organization/id"],
  autonamed: "name",
};

const sentryProject: Resource = {
  inputs: {
    digestsMaxDelay: integer,
    digestsMinDelay: integer,
    name: string,
    organization,
    platform: string,
    resolveAge: integer,
    slug: string,
    team: string,
    teams: list(string),
  },
  outputs: {
    color: output(string, ({ urn }) => `#${digits(6, urn)}`),
    digestsMaxDelay: always(integer, 1800),
    digestsMinDelay: always(integer, 300),
    features: always(list(string), ["alert-filters", "minidump", "rate-limits"]),
    internalId,
    isBookmarked: always(boolean, false),
    isPublic: always(boolean, false),
    name: output(string, ({ name }) => name),
    platform: always(string, ""),
    projectId: internalId,
    resolveAge: always(integer, 0),
    slug: output(string, ({ id }) => id),
    status: always(string, "active"),
  },
  id: ownSlug,
  importForms: ["organization/id"],
  autonamed: "name",
};

const publicKey = ({ urn, attempt }: Made): string => digits(32, "public", urn, attempt);
const secretKey = ({ urn, attempt }: Made): string => digits(32, "secret", urn, attempt);
const ofProject = ({ inputs }: Made): number =>
  whole(7, textOf(inputs["organization"]), textOf(inputs["project"]));
const ingest = (made: Made): string => `o${whole(6, textOf(made.inputs["organization"]))}.ingest.sentry.io`;

const key: Resource = {
  inputs: { name: string, organization, project, rateLimitCount: integer, rateLimitWindow: integer },
  outputs: {
    dsnCsp: output(
      string,
      (made) => `https://${ingest(made)}/api/${ofProject(made)}/csp-report/?sentry_key=${publicKey(made)}`,
    ),
    dsnPublic: output(string, (made) => `https://${publicKey(made)}@${ingest(made)}/${ofProject(made)}`),
    dsnSecret: output(
      secret(string),
      (made) => `https://${publicKey(made)}:${secretKey(made)}@${ingest(made)}/${ofProject(made)}`,
    ),
    isActive: always(boolean, true),
    name: output(string, ({ name }) => name),
    projectId: output(integer, ofProject),
    public: output(string, publicKey),
    rateLimitCount: always(integer, 0),
    rateLimitWindow: always(integer, 0),
    secret: output(secret(string), secretKey),
  },
  id: publicKey,
  autonamed: "name",
};

const triggerAction = object({
  id: string,
  integrationId: integer,
  targetIdentifier: string,
  targetType: required(string),
  type: required(string),
});

const trigger = object({
  actions: list(triggerAction),
  alertThreshold: required(number),
  id: string,
  label: required(string),
  resolveThreshold: number,
  thresholdType: required(integer),
});

const metricAlert: Resource = {
  inputs: {
    aggregate: required(string),
    dataset: string,
    environment: string,
    eventTypes: list(string),
    name: string,
    organization,
    owner: string,
    project,
    query: required(string),
    resolveThreshold: number,
    thresholdType: required(integer),
    timeWindow: required(number),
    triggers: required(list(trigger)),
  },
  outputs: {
    environment: always(string, ""),
    internalId,
    name: output(string, ({ name }) => name),
    owner: always(string, ""),
  },
  id: alertId,
  autonamed: "name",
};

const issueAlert: Resource = {
  inputs: {
    actionMatch: required(string),
    actions: required(list(map(string))),
    conditions: required(list(map(string))),
    environment: string,
    filterMatch: required(string),
    filters: list(map(string)),
    frequency: required(integer),
    name: string,
    organization,
    project,
  },
  outputs: {
    environment: always(string, ""),
    internalId,
    name: output(string, ({ name }) => name),
    projects: output(list(string), ({ inputs }) => [textOf(inputs["project"])]),
  },
  id: alertId,
  autonamed: "name",
};

export const sentry: Package = {
  name: "sentry",
  version: "0.0.9",
  accepts: [],
  configuration: { baseUrl: string, token: secret(string) },
  resources: {
    "sentry:index/sentryTeam:SentryTeam": team,
    "sentry:index/sentryProject:SentryProject": sentryProject,
    "sentry:index/sentryKey:SentryKey": key,
    "sentry:index/sentryMetricAlert:SentryMetricAlert": metricAlert,
    "sentry:index/sentryIssueAlert:SentryIssueAlert": issueAlert,
  },
};
