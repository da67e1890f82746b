// The settings that Vercel gives a project which leaves them out.
import { always, type Makers } from "../table.ts";

export const projectSettings: Makers = {
  autoAssignCustomDomains: always(true),
  automaticallyExposeSystemEnvironmentVariables: always(true),
  buildMachineType: always("standard"),
  customerSuccessCodeVisibility: always(false),
  directoryListing: always(false),
  enableAffectedProjectsDeployments: always(false),
  enablePreviewFeedback: always(true),
  enableProductionFeedback: always(true),
  functionFailover: always(false),
  gitForkProtection: always(true),
  gitLfs: always(false),
  gitProviderOptions: always({ createDeployments: true }),
  nodeVersion: always("22.x"),
  oidcTokenConfig: always({ issuerMode: "team" }),
  onDemandConcurrentBuilds: always(false),
  previewComments: always(true),
  previewDeploymentsDisabled: always(false),
  prioritiseProductionBuilds: always(true),
  protectedSourcemaps: always(false),
  resourceConfig: always({ fluid: true }),
  serverlessFunctionRegion: always("iad1"),
  vercelAuthentication: always({ deploymentType: "standard_protection" }),
};
