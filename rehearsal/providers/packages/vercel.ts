// What the stand-in of the Vercel provider knows of its resources: what replaces them and what the service fills in.
// The Pulumi schema does not say what replaces; the Terraform provider's plan modifiers do, and the tables follow them.
import { always, type Behaviour, type Behaviours, digits, type Problem, slug, textOf } from "../table.ts";
import { isList, isUnknown, type Values } from "../value.ts";
import { ofTeam, prefixed } from "./vercelCommon.ts";
import * as more from "./vercelMore.ts";
import { projectSettings } from "./vercelProject.ts";

const projectDomain: Behaviour = {
  replaces: ["domain", "projectId", "teamId"],
  outputs: {
    teamId: ofTeam,
  },
  // A domain belongs to one project at a time: a second one with the same name is refused by the service.
  id: ({ inputs }) => textOf(inputs["domain"]),
  importForms: ["teamId/projectId/id", "projectId/id"],
};

/** Development values are read back by `vercel env pull`, so the plan of a sensitive one fails (refused.jsonl, bad-5). */
function openInDevelopment(inputs: Values): string | undefined {
  const targets = inputs["targets"];
  if (inputs["sensitive"] !== true || !isList(targets) || !targets.includes("development")) return undefined;
  return (
    "Project Environment Variable Invalid - Environment variables targeting `development` must explicitly set " +
    "`sensitive = false`."
  );
}

const environmentVariable: Behaviour = {
  replaces: ["key", "projectId", "teamId"],
  outputs: {
    targets: always([]),
    teamId: ofTeam,
  },
  id: ({ urn, attempt }) => digits(16, urn, attempt),
  importForms: ["teamId/projectId/id", "projectId/id"],
  unreadable: ({ sensitive }) => (sensitive === true ? ["value"] : []),
  planRefuses: openInDevelopment,
};

/** Beside words: a name that Vercel takes, and the one framework of the stack, as the list of all is Vercel's own. */
function projectProblems({ name, framework }: Values): Problem[] {
  const isNamed = name === undefined || isUnknown(name) || /^[a-z0-9-]{1,100}$/.test(textOf(name));
  return [
    ...(isNamed
      ? []
      : [
          {
            property: "name",
            reason: `Invalid Attribute Value Match. Attribute name The name of a Project can only contain up to 100 alphanumeric lowercase characters and hyphens, got: ${textOf(name)}`,
          },
        ]),
    ...(framework === undefined || isUnknown(framework) || framework === "nextjs"
      ? []
      : [
          {
            property: "framework",
            reason: `Invalid Framework. The framework ${textOf(framework)} is not supported on Vercel. Must be one of nextjs.`,
          },
        ]),
  ];
}

const project: Behaviour = {
  replaces: ["teamId"],
  outputs: {
    ...projectSettings,
    name: ({ name }) => slug(name),
    teamId: ofTeam,
  },
  id: prefixed("prj"),
  importForms: ["teamId/id", "id"],
  autonamed: "name",
  refuses: projectProblems,
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

export const vercel: Behaviours = {
  name: "vercel",
  accepts: ["autonaming", "resources"],
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
