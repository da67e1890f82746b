// The further resources of the Vercel stand-in: edge configs, retention, rolling releases, webhooks and drains.
import {
  always,
  type Behaviour,
  type Change,
  digits,
  type Made,
  type Makers,
  type Problem,
  textOf,
} from "../table.ts";
import { isList, isObject, isUnknown, type Values } from "../value.ts";
import { ofTeam, prefixed } from "./vercelCommon.ts";

export const edgeConfig: Behaviour = {
  replaces: ["teamId"],
  outputs: { name: ({ name }) => name, teamId: ofTeam },
  id: prefixed("ecfg"),
  autonamed: "name",
};

function itemProblems({ key, value, valueJson }: Values): Problem[] {
  if (!isUnknown(key) && !/^[\w-]{1,256}$/.test(textOf(key)))
    return [
      {
        property: "key",
        reason: `Invalid Attribute Value Match. Attribute key Key must be 1-256 chars: letters, numbers, '_' or '-', got: ${textOf(key)}`,
      },
    ];
  if ((value === undefined) !== (valueJson === undefined)) return [];
  const found = value === undefined ? "neither value nor valueJson" : "both value and valueJson";
  return [{ property: "value", reason: `found ${found}, required exactly one of them` }];
}

export const edgeConfigItem: Behaviour = {
  replaces: ["edgeConfigId", "key", "value", "valueJson"],
  outputs: { teamId: ofTeam, valueJson: always(null) },
  // A replacement needs deleteBeforeReplace: the real service takes the new value, then loses it with the old item.
  id: ({ inputs }) => `${textOf(inputs["edgeConfigId"])}/${textOf(inputs["key"])}`,
  refuses: itemProblems,
};

const edgeConfigTokenOf = ({ urn, attempt }: Made): string => digits(36, "token", urn, attempt);

export const edgeConfigToken: Behaviour = {
  replaces: ["edgeConfigId", "label", "teamId"],
  outputs: {
    connectionString: (made) =>
      `https://edge-config.vercel.com/${textOf(made.inputs["edgeConfigId"])}?token=${edgeConfigTokenOf(made)}`,
    teamId: ofTeam,
    token: edgeConfigTokenOf,
  },
  id: ({ urn, attempt }) => digits(16, urn, attempt),
};

/** In this version of the SDK a schema cannot say which edge config it is for. */
export const edgeConfigSchema: Behaviour = {
  replaces: ["teamId"],
  outputs: { teamId: ofTeam },
  id: prefixed("ecfg"),
};

export const projectDeploymentRetention: Behaviour = {
  replaces: ["projectId", "teamId"],
  outputs: {
    expirationCanceled: always("1m"),
    expirationErrored: always("3m"),
    expirationPreview: always("6m"),
    expirationProduction: always("1y"),
    teamId: ofTeam,
  },
  id: ({ inputs }) => `${textOf(inputs["teamId"], "team_rehearsal")}/${textOf(inputs["projectId"])}`,
  setting: true,
};

const sharedSecret = ({ urn, attempt }: Made): string => digits(32, "secret", urn, attempt);

export const webhook: Behaviour = {
  replaces: ["endpoint", "events", "projectIds", "teamId"],
  outputs: { secret: sharedSecret, teamId: ofTeam },
  id: prefixed("hook"),
};

/** The last stage (refused.jsonl, bad-22) sends everything to the new release; only stages that advance by themselves have a duration. */
function releaseProblems({ advancementType, stages }: Values): Problem[] {
  if (isUnknown(advancementType) || !isList(stages)) return [];
  const last = stages.at(-1);
  const share = isObject(last) ? last["targetPercentage"] : undefined;
  const open =
    share === 100 || isUnknown(last) || isUnknown(share)
      ? []
      : [
          {
            property: `stages[${stages.length - 1}].targetPercentage`,
            reason: `Invalid terminal stage. The last stage must have target_percentage = 100`,
          },
        ];
  if (open.length > 0) return open;
  const timed = stages.flatMap((stage, at) => {
    const has = isObject(stage) && stage["duration"] !== undefined;
    const needs = advancementType === "automatic" && at < stages.length - 1;
    if (isUnknown(stage) || has === needs || (has && advancementType === "automatic")) return [];
    const reason = needs
      ? "found none, required minutes: every stage but the last advances by itself"
      : "found one, required none: the stages wait for an approval";
    return [{ property: `stages[${at}].duration`, reason }];
  });
  return timed;
}

export const projectRollingRelease: Behaviour = {
  replaces: ["projectId", "teamId"],
  outputs: { teamId: ofTeam },
  id: ({ inputs }) => textOf(inputs["projectId"]),
  setting: true,
  refuses: releaseProblems,
};

export const customEnvironment: Behaviour = {
  replaces: ["projectId", "teamId"],
  outputs: {
    branchTracking: always(null),
    name: ({ name }) => name,
    teamId: ofTeam,
  },
  id: prefixed("env"),
  autonamed: "name",
};

// A drain cannot be changed: whatever differs makes a new one.
const drain = ["deliveryFormat", "endpoint", "headers", "name", "projectIds", "secret", "teamId"];
const drainOutputs: Makers = { name: ({ name }) => name, secret: sharedSecret, teamId: ofTeam };

export const logDrain: Behaviour = {
  replaces: [...drain, "environments", "samplingRate", "sources"],
  outputs: drainOutputs,
  id: prefixed("ld"),
  autonamed: "name",
};

export const traceDrain: Behaviour = {
  replaces: [...drain, "samplingRules"],
  outputs: drainOutputs,
  id: prefixed("td"),
  autonamed: "name",
};

/** As recorded at the first update, which asked before it had made the domain (create.jsonl, up1). */
function unknownAlias({ inputs: { alias }, existing }: Change): string | undefined {
  if (existing("vercel:index/projectDomain:ProjectDomain").some(({ domain }) => domain === alias))
    return undefined;
  return `Alias not found: Could not create deployment protection exception because alias ${textOf(alias)} was not found.`;
}

export const deploymentProtectionException: Behaviour = {
  replaces: ["alias", "projectId", "teamId"],
  outputs: {
    createdAt: always(0),
    createdBy: always("user_rehearsal"),
    scope: always("alias-protection-override"),
    teamId: ofTeam,
  },
  id: ({ inputs }) => `${textOf(inputs["projectId"])}/${textOf(inputs["alias"])}`,
  serviceRefuses: unknownAlias,
};
