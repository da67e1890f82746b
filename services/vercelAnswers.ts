// What is read of each answer of Vercel's.
// The SDK puts defaults in the place of what an answer lacks: a domain whose answer says
// nothing would be one that is not verified. So what came is checked by itself.
import { z } from "zod";

const deploymentId = z.string().regex(/^\w{1,100}$/);

export const projectSchema = z.object({
  id: z.string(),
  name: z.string(),
  link: z.object({ productionBranch: z.string().optional() }).nullish(),
  resourceConfig: z.object({ functionDefaultRegions: z.array(z.string()) }),
  lastAliasRequest: z
    .object({ type: z.string(), jobStatus: z.string(), toDeploymentId: deploymentId })
    .nullish(),
});
export const domainSchema = z.object({
  name: z.string(),
  verified: z.boolean(),
  redirect: z.string().nullish(),
  gitBranch: z.string().nullish(),
  customEnvironmentId: z.string().nullish(),
});
export const variablesSchema = z.object({
  envs: z.array(z.object({ key: z.string(), target: z.union([z.string(), z.array(z.string())]).optional() })),
  pagination: z.object({ next: z.number().nullable() }).optional(),
  hiddenProductionEnvCount: z.number().optional(),
});
export const deploymentsSchema = z.object({
  deployments: z.array(
    z.object({
      uid: deploymentId,
      url: z.string(),
      readyState: z.string(),
      target: z.string().nullish(),
      deleted: z.number().optional(),
      softDeletedByRetention: z.boolean().optional(),
      meta: z.record(z.string(), z.string()).optional(),
    }),
  ),
});
export const aliasSchema = z.object({
  alias: z.string(),
  deploymentId: deploymentId.nullable(),
  projectId: z.string().nullable(),
});
