// The Vercel project of the stack whose release is proven, for the collectors that look at it.
import type { Settings } from "../../inputs/settings.ts";
import { addressIn, credentialIn } from "../../services/fromEnvironment.ts";
import { publicVercelUrl, type VercelClient, vercelClient } from "../../services/vercel.ts";
import type { CollectContext } from "./collector.ts";

/** The variable without which nothing can be read. */
export const vercelToken = "VERCEL_API_TOKEN";

/** @throws Error for a token or an address that cannot be used */
export function vercelOf({ inputs, environment, transport, signal }: CollectContext): VercelClient {
  const { teamSlug, teamId, projectName } = inputs.settings.vercel;
  return vercelClient({
    token: credentialIn(environment, vercelToken),
    team: { slug: teamSlug, id: teamId },
    project: projectName,
    baseUrl: addressIn(environment, "VERCEL_API_URL", publicVercelUrl),
    transport,
    signal,
  });
}

/** Where a person looks at the project: `page` is a part of its dashboard, such as `deployments`. */
export function dashboardOf({ vercel }: Settings, page: string): string {
  return `https://vercel.com/${vercel.teamSlug}/${vercel.projectName}/${page}`;
}
