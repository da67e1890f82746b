// What the stand-in of the Vercel provider knows: its resources, what they take and what the service fills in.
import { boolean, integer, list, object, replaces, required, secret, string } from "../shape.ts";
import { always, digits, output, type Package, type Problem, type Resource, slug, textOf } from "../table.ts";
import { isList, type Values } from "../value.ts";
import { ofTeam, prefixed, projectId, teamId } from "./vercelCommon.ts";
import * as more from "./vercelMore.ts";
import { vercelProject } from "./vercelProject.ts";

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
  importForms: ["teamId/projectId/id", "projectId/id"],
};

/** Development values are read back by `vercel env pull`, so the plan of a sensitive one fails. */
function openInDevelopment(inputs: Values): string | undefined {
  const targets = inputs["targets"];
  if (inputs["sensitive"] !== true || !isList(targets) || !targets.includes("development")) return undefined;
  return (
    "Project Environment Variable Invalid - Environment variables targeting `development` must explicitly set " +
    "`sensitive = false`."
  );
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
  importForms: ["teamId/projectId/id", "projectId/id"],
  unreadable: ({ sensitive }) => (sensitive === true ? ["value"] : []),
  planRefuses: openInDevelopment,
};

const project: Resource = {
  inputs: { ...vercelProject.inputs, teamId },
  outputs: {
    ...vercelProject.outputs,
    name: output(string, ({ name }) => slug(name)),
    teamId: ofTeam,
  },
  id: prefixed("prj"),
  importForms: ["teamId/id", "id"],
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
  accepts: ["autonaming", "resources"],
  configuration: { apiToken: secret(string), team: string },
  resources: {
    "vercel:index/project:Project": project,
    "vercel:index/projectDomain:ProjectDomain": projectDomain,
    "vercel:index/projectEnvironmentVariable:ProjectEnvironmentVariable": environmentVariable,
    "vercel:index/edgeConfig:EdgeConfig": more.edgeConfig,
    "vercel:index/edgeConfigItem:EdgeConfigItem": more.edgeConfigItem,
    "vercel:index/edgeConfigToken:EdgeConfigToken": more.edgeConfigToken,
    "vercel:index/edgeConfigSchema:EdgeConfigSchema": more.edgeConfigSchema,
    "vercel:index/projectDeploymentRetention:ProjectDeploymentRetention": more.projectDeploymentRetention,
    "vercel:index/webhook:Webhook": more.webhook,
    "vercel:index/projectRollingRelease:ProjectRollingRelease": more.projectRollingRelease,
    "vercel:index/customEnvironment:CustomEnvironment": more.customEnvironment,
    "vercel:index/logDrain:LogDrain": more.logDrain,
    "vercel:index/traceDrain:TraceDrain": more.traceDrain,
    "vercel:index/deploymentProtectionException:DeploymentProtectionException":
      more.deploymentProtectionException,
  },
  refusesConfiguration: configurationProblems,
};
