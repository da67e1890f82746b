// The store that the application reads at the edge: the maintenance banner and the feature flags.
import * as pulumi from "@pulumi/pulumi";
import { EdgeConfig } from "@pulumiverse/vercel/edgeConfig.js";
import { EdgeConfigItem } from "@pulumiverse/vercel/edgeConfigItem.js";
import { EdgeConfigToken } from "@pulumiverse/vercel/edgeConfigToken.js";

export interface EdgeSettingsArgs {
  teamId?: string | undefined;
  /** The name of the store. */
  storeName: string;
  banner: { shown: boolean; text: string };
  flags: Readonly<Record<string, boolean>>;
}

export class EdgeSettings extends pulumi.ComponentResource {
  /** What the application connects with: a secret. */
  readonly connectionString: pulumi.Output<string>;

  constructor(name: string, args: EdgeSettingsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("marsana:vercel:EdgeSettings", name, {}, opts);
    const team = args.teamId === undefined ? {} : { teamId: args.teamId };
    const store = new EdgeConfig(`${name}-store`, { name: args.storeName, ...team }, { parent: this });
    for (const [key, valueJson] of Object.entries(edgeItems(args))) {
      new EdgeConfigItem(
        `${name}-item-${key}`,
        { edgeConfigId: store.id, key, valueJson, ...team },
        // A new value is a new item under the same key: made first, it would be deleted with the old one.
        { parent: this, deleteBeforeReplace: true },
      );
    }
    const token = new EdgeConfigToken(
      `${name}-token`,
      { edgeConfigId: store.id, label: "application", ...team },
      { parent: this },
    );
    this.connectionString = token.connectionString;
    this.registerOutputs({});
  }
}

/** The items by their key: the banner, and all flags in one, so that the application reads them at one moment. */
export function edgeItems({
  banner,
  flags,
}: Pick<EdgeSettingsArgs, "banner" | "flags">): Record<string, object> {
  return { maintenanceBanner: { ...banner }, featureFlags: { ...flags } };
}
