// The inputs of a Vercel project and the settings that Vercel gives one which leaves them out.
import { boolean, integer, list, map, object, required, type Shapes, secret, string } from "../shape.ts";
import { always, type Output } from "../table.ts";

const environment = object({
  comment: string,
  customEnvironmentIds: list(string),
  gitBranch: string,
  id: string,
  key: required(string),
  sensitive: required(boolean),
  targets: list(string),
  value: required(secret(string)),
});

const gitProviderOptions = object({
  consolidatedGitCommitStatus: object({ enabled: required(boolean), propagateFailures: required(boolean) }),
  createDeployments: boolean,
  gitCommitStatus: boolean,
  repositoryDispatchEvents: boolean,
  requireVerifiedCommits: boolean,
});

const deployHook = object({ id: string, name: required(string), ref: required(string), url: secret(string) });

const gitRepository = object({
  deployHooks: list(deployHook),
  productionBranch: string,
  repo: required(string),
  type: required(string),
});

const resourceConfig = object({
  fluid: boolean,
  functionDefaultCpuType: string,
  functionDefaultRegions: list(string),
  functionDefaultTimeout: integer,
});

const trustedIps = object({
  addresses: required(list(object({ note: string, value: required(secret(string)) }))),
  deploymentType: required(string),
  protectionMode: string,
});

const environmentsOrPreset = object({ preset: string, slugs: list(string) });

const trustedSources = object({
  externalSources: list(
    object({
      claims: required(map(list(string))),
      issuer: required(string),
      label: string,
      to: required(environmentsOrPreset),
    }),
  ),
  projects: list(
    object({
      customAllows: list(
        object({ from: required(environmentsOrPreset), to: required(environmentsOrPreset) }),
      ),
      label: string,
      projectId: required(string),
    }),
  ),
});

const vercelAuthentication = object({ deploymentType: string });
const oidcTokenConfig = object({ issuerMode: string });

const inputs: Shapes = {
  autoAssignCustomDomains: boolean,
  automaticallyExposeSystemEnvironmentVariables: boolean,
  buildCommand: string,
  buildMachineType: string,
  customerSuccessCodeVisibility: boolean,
  devCommand: string,
  directoryListing: boolean,
  enableAffectedProjectsDeployments: boolean,
  enablePreviewFeedback: boolean,
  enableProductionFeedback: boolean,
  environments: list(environment),
  framework: string,
  functionFailover: boolean,
  gitComments: object({ onCommit: required(boolean), onPullRequest: required(boolean) }),
  gitForkProtection: boolean,
  gitLfs: boolean,
  gitProviderOptions,
  gitRepository,
  ignoreCommand: string,
  installCommand: string,
  name: string,
  nodeVersion: string,
  oidcTokenConfig,
  onDemandConcurrentBuilds: boolean,
  optionsAllowlist: object({ paths: required(list(object({ value: required(string) }))) }),
  outputDirectory: string,
  passwordProtection: object({ deploymentType: required(string), password: required(secret(string)) }),
  previewComments: boolean,
  previewDeploymentSuffix: string,
  previewDeploymentsDisabled: boolean,
  prioritiseProductionBuilds: boolean,
  protectedSourcemaps: boolean,
  publicSource: boolean,
  resourceConfig,
  rootDirectory: string,
  serverlessFunctionRegion: string,
  skewProtection: string,
  trustedIps,
  trustedSources,
  vercelAuthentication,
};

// What Vercel gives a project that leaves the rest out was recorded: observed.json.
const outputs: { readonly [name: string]: Output } = {
  buildMachineType: always(string, "standard"),
};

/** All of a project save what it shares with the other resources of the package. */
export const vercelProject = { inputs, outputs };
