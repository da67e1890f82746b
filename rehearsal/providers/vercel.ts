// What the stand-in of the Vercel provider knows: its resources, what they take and what the service fills in.
import { boolean, integer, list, object, replaces, required, secret, string } from "./shape.ts";
import {
  always,
  digits,
  type Made,
  output,
  type Package,
  type Problem,
  type Resource,
  slug,
  textOf,
} from "./table.ts";
import { isList, type Values } from "./value.ts";
import { vercelProject } from "./vercelProject.ts";

// The Pulumi schema does not say what replaces; the Terraform provider's plan modifiers do: the project or the team
// that a thing belongs to, the domain itself, the key of a variable.
const projectId = required(replaces(string));
const teamId = replaces(string);
const ofTeam = always(string, "team_rehearsal");

const prefixed =
  (prefix: string) =>
  ({ urn, attempt }: Made): string =>
    `${prefix}_${digits(24, urn, attempt)}`;

const verification = object({ domain: string, reason: string, type: string, value: string });

const projectDomain: Resource = {
  inputs: {
    customEnvironmentId: string,
    domain: required(replaces(string)),
    gitBranch: string,
    projectId,
    redirect: string,
    redirectStatusCode: integer,
    teamId,
    waitForReady: boolean,
  },
  outputs: {
    teamId: ofTeam,
    verifications: always(list(verification), []),
    verified: always(boolean, true),
  },
  // A domain belongs to one project at a time: a second one with the same name is refused by the service.
  id: ({ inputs }) => textOf(inputs["domain"]),
};

/** Development values are read back by `vercel env pull`, so the service keeps none of them secret. */
function variableProblems(inputs: Values): Problem[] {
  const targets = inputs["targets"];
  if (inputs["sensitive"] !== true || !isList(targets) || !targets.includes("development")) return [];
  return [
    {
      property: "sensitive",
      reason:
        'found true with the target "development", required false there: ' +
        'give "development" a variable of its own that is not sensitive',
    },
  ];
}

const environmentVariable: Resource = {
  inputs: {
    comment: string,
    customEnvironmentIds: list(string),
    gitBranch: string,
    key: required(replaces(string)),
    projectId,
    sensitive: required(boolean),
    targets: list(string),
    teamId,
    value: secret(string),
    valueWo: secret(string),
  },
  outputs: {
    comment: always(string, ""),
    customEnvironmentIds: always(list(string), []),
    targets: always(list(string), []),
    teamId: ofTeam,
  },
  id: ({ urn, attempt }) => digits(16, urn, attempt),
  refuses: variableProblems,
};

const project: Resource = {
  inputs: { ...vercelProject.inputs, teamId },
  outputs: {
    ...vercelProject.outputs,
    name: output(string, ({ name }) => slug(name)),
    teamId: ofTeam,
  },
  id: prefixed("prj"),
  autonamed: "name",
};

/** The real provider looks for the shape of a token before it does anything. */
function configurationProblems({ apiToken }: Values): Problem[] {
  if (apiToken === undefined || /[A-Za-z0-9]{24}/.test(textOf(apiToken))) return [];
  return [
    {
      property: "apiToken",
      reason:
        "found a token without 24 letters or digits in a row, required one as Vercel issues it: " +
        "set vercel:apiToken to a token from the account's settings",
    },
  ];
}

export const vercel: Package = {
  name: "vercel",
  version: "5.4.1",
  configuration: { apiToken: secret(string), team: string },
  resources: {
    "vercel:index/project:Project": project,
    "vercel:index/projectDomain:ProjectDomain": projectDomain,
    "vercel:index/projectEnvironmentVariable:ProjectEnvironmentVariable": environmentVariable,
  },
  refusesConfiguration: configurationProblems,
};
