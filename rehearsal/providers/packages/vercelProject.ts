// The settings that Vercel gives a project which leaves them out, beside the recorded ones.
import { always, type Makers } from "../table.ts";

export const projectSettings: Makers = {
  autoAssignCustomDomains: always(true),
  buildMachineType: always("standard"),
  nodeVersion: always("22.x"),
  resourceConfig: always({ fluid: true }),
  vercelAuthentication: always({ deploymentType: "standard_protection" }),
};
