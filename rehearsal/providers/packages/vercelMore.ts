// The further resources of the Vercel stand-in: edge configs, retention, rolling releases, webhooks and drains.
import { always, type Behaviour, digits, type Made, type Makers, type Problem, textOf } from "../table.ts";
import { isList, isObject, isUnknown, type Values } from "../value.ts";
import { ofTeam, prefixed, wordProblems } from "./vercelCommon.ts";

export const edgeConfig: Behaviour = {
  replaces: ["teamId"],
  outputs: { name: ({ name }) => name, teamId: ofTeam },
  id: prefixed("ecfg"),
  autonamed: "name",
};

function itemProblems({ value, valueJson }: Values): Problem[] {
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

const RETENTIONS = ["1d", "1w", "1m", "2m", "3m", "6m", "1y"];

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
  refuses: (inputs) =>
    wordProblems(inputs, {
      expirationCanceled: RETENTIONS,
      expirationErrored: RETENTIONS,
      expirationPreview: RETENTIONS,
      expirationProduction: RETENTIONS,
    }),
};

const sharedSecret = ({ urn, attempt }: Made): string => digits(32, "secret", urn, attempt);

export const webhook: Behaviour = {
  replaces: ["endpoint", "events", "projectIds", "teamId"],
  outputs: { secret: sharedSecret, teamId: ofTeam },
  id: prefixed("hook"),
};

/** The last stage sends everything to the new release; only stages that advance by themselves have a duration. */
function releaseProblems({ advancementType, stages }: Values): Problem[] {
  const words = wordProblems({ advancementType: advancementType ?? null }, { advancementType: ADVANCEMENTS });
  if (words.length > 0 || isUnknown(advancementType) || !isList(stages)) return words;
  const last = stages.at(-1);
  const share = isObject(last) ? last["targetPercentage"] : undefined;
  const open =
    share === 100 || isUnknown(last) || isUnknown(share)
      ? []
      : [{ property: "stages", reason: `found a last stage of ${share ?? "nothing"}, required 100 percent` }];
  const timed = stages.flatMap((stage, at) => {
    const has = isObject(stage) && stage["duration"] !== undefined;
    const needs = advancementType === "automatic" && at < stages.length - 1;
    if (isUnknown(stage) || has === needs || (has && advancementType === "automatic")) return [];
    const reason = needs
      ? "found none, required minutes: every stage but the last advances by itself"
      : "found one, required none: the stages wait for an approval";
    return [{ property: `stages[${at}].duration`, reason }];
  });
  return [...open, ...timed];
}

const ADVANCEMENTS = ["automatic", "manual-approval"];

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
  refuses: (inputs) =>
    wordProblems(inputs, { deliveryFormat: ["json", "ndjson"], environments: ["production", "preview"] }),
};

export const traceDrain: Behaviour = {
  replaces: [...drain, "samplingRules"],
  outputs: drainOutputs,
  id: prefixed("td"),
  autonamed: "name",
  refuses: (inputs) => wordProblems(inputs, { deliveryFormat: ["json", "proto"] }),
};

export const deploymentProtectionException: Behaviour = {
  replaces: ["alias", "projectId", "teamId"],
  outputs: {
    createdAt: always(0),
    createdBy: always("user_rehearsal"),
    scope: always("alias-protection-override"),
    teamId: ofTeam,
  },
  id: ({ inputs }) => `${textOf(inputs["projectId"])}/${textOf(inputs["alias"])}`,
};
