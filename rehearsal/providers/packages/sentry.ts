// What the stand-in of the Sentry provider knows: its resources, what they take and what the service fills in.
import { always, type Behaviour, type Behaviours, digits, type Made, slug, textOf, whole } from "../table.ts";

// The Pulumi schema does not say what replaces. The Terraform provider forces a new resource when the organization
// changes, and for keys and alerts also when the project does.
/** Sentry makes slugs from names, and adds a number when the slug is taken. */
const ownSlug = ({ inputs, name, attempt }: Made): string =>
  textOf(inputs["slug"], slug(textOf(inputs["name"], name))) + (attempt === 0 ? "" : `-${attempt + 1}`);

const ownNumber = (made: Made): number => whole(7, made.urn, made.attempt);
const internalId = (made: Made): string => String(ownNumber(made));

/** Alerts are known by organization, project and number together. */
const alertId = (made: Made): string =>
  [textOf(made.inputs["organization"]), textOf(made.inputs["project"]), ownNumber(made)].join("/");

const team: Behaviour = {
  replaces: ["organization"],
  outputs: {
    hasAccess: always(true),
    internalId,
    isMember: always(false),
    isPending: always(false),
    name: ({ name }) => name,
    slug: ({ id }) => id,
    teamId: internalId,
  },
  id: ownSlug,
  importForms: ["organization/id"],
  autonamed: "name",
};

const sentryProject: Behaviour = {
  replaces: ["organization"],
  outputs: {
    color: ({ urn }) => `#${digits(6, urn)}`,
    digestsMaxDelay: always(1800),
    digestsMinDelay: always(300),
    features: always(["alert-filters", "minidump", "rate-limits"]),
    internalId,
    isBookmarked: always(false),
    isPublic: always(false),
    name: ({ name }) => name,
    platform: always(""),
    projectId: internalId,
    resolveAge: always(0),
    slug: ({ id }) => id,
    status: always("active"),
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

const key: Behaviour = {
  replaces: ["organization", "project"],
  outputs: {
    dsnCsp: (made) =>
      `https://${ingest(made)}/api/${ofProject(made)}/csp-report/?sentry_key=${publicKey(made)}`,
    dsnPublic: (made) => `https://${publicKey(made)}@${ingest(made)}/${ofProject(made)}`,
    dsnSecret: (made) => `https://${publicKey(made)}:${secretKey(made)}@${ingest(made)}/${ofProject(made)}`,
    isActive: always(true),
    name: ({ name }) => name,
    projectId: ofProject,
    public: publicKey,
    rateLimitCount: always(0),
    rateLimitWindow: always(0),
    secret: secretKey,
  },
  id: publicKey,
  autonamed: "name",
};

const metricAlert: Behaviour = {
  replaces: ["organization", "project"],
  outputs: {
    environment: always(""),
    internalId,
    name: ({ name }) => name,
    owner: always(""),
  },
  id: alertId,
  autonamed: "name",
};

const issueAlert: Behaviour = {
  replaces: ["organization", "project"],
  outputs: {
    environment: always(""),
    internalId,
    name: ({ name }) => name,
    projects: ({ inputs }) => [textOf(inputs["project"])],
  },
  id: alertId,
  autonamed: "name",
};

export const sentry: Behaviours = {
  name: "sentry",
  accepts: [],
  resources: {
    "sentry:index/sentryTeam:SentryTeam": team,
    "sentry:index/sentryProject:SentryProject": sentryProject,
    "sentry:index/sentryKey:SentryKey": key,
    "sentry:index/sentryMetricAlert:SentryMetricAlert": metricAlert,
    "sentry:index/sentryIssueAlert:SentryIssueAlert": issueAlert,
  },
};
