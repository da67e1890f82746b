// The further resources of the Vercel stand-in: edge configs, retention, rolling releases, webhooks and drains.
import {
  any,
  integer,
  list,
  map,
  number,
  object,
  replaces,
  required,
  type Shapes,
  secret,
  string,
} from "../shape.ts";
import {
  always,
  type Change,
  digits,
  type Made,
  output,
  type Problem,
  type Resource,
  textOf,
} from "../table.ts";
import { isList, isObject, isUnknown, type Values } from "../value.ts";
import { ofTeam, prefixed, projectId, teamId } from "./vercelCommon.ts";

const edgeConfigId = required(replaces(string));

export const edgeConfig: Resource = {
  inputs: { name: string, teamId },
  outputs: { name: output(string, ({ name }) => name), teamId: ofTeam },
  id: prefixed("ecfg"),
  autonamed: "name",
};

function itemProblems({ value, valueJson }: Values): Problem[] {
  if ((value === undefined) !== (valueJson === undefined)) return [];
  const found = value === undefined ? "neither value nor valueJson" : "both value and valueJson";
  return [{ property: "value", reason: `found ${found}, required exactly one of them` }];
}

export const edgeConfigItem: Resource = {
  inputs: {
    edgeConfigId,
    key: required(replaces(string)),
    teamId: string,
    value: replaces(string),
    valueJson: replaces(any),
  },
  outputs: { teamId: ofTeam, value: always(string, null), valueJson: always(any, null) },
  // A replacement needs deleteBeforeReplace: the real service takes the new value, then loses it with the old item.
  id: ({ inputs }) => `${textOf(inputs["edgeConfigId"])}/${textOf(inputs["key"])}`,
  refuses: itemProblems,
};

const edgeConfigTokenOf = ({ urn, attempt }: Made): string => digits(36, "token", urn, attempt);

export const edgeConfigToken: Resource = {
  inputs: { edgeConfigId, label: required(replaces(string)), teamId },
  outputs: {
    connectionString: output(
      secret(string),
      (made) =>
        `https://edge-config.vercel.com/${textOf(made.inputs["edgeConfigId"])}?token=${edgeConfigTokenOf(made)}`,
    ),
    teamId: ofTeam,
    token: output(secret(string), edgeConfigTokenOf),
  },
  id: ({ urn, attempt }) => digits(16, urn, attempt),
};

/** In this version of the SDK a schema cannot say which edge config it is for. */
export const edgeConfigSchema: Resource = {
  inputs: { definition: required(string), teamId },
  outputs: { teamId: ofTeam },
  id: prefixed("ecfg"),
};

export const projectDeploymentRetention: Resource = {
  inputs: {
    expirationCanceled: string,
    expirationErrored: string,
    expirationPreview: string,
    expirationProduction: string,
    projectId,
    teamId,
  },
  outputs: {
    expirationCanceled: always(string, "1m"),
    expirationErrored: always(string, "3m"),
    expirationPreview: always(string, "6m"),
    expirationProduction: always(string, "1y"),
    teamId: ofTeam,
  },
  id: ({ inputs }) => `${textOf(inputs["teamId"], "team_rehearsal")}/${textOf(inputs["projectId"])}`,
  setting: true,
};

const sharedSecret = output(secret(string), ({ urn, attempt }) => digits(32, "secret", urn, attempt));

export const webhook: Resource = {
  inputs: {
    endpoint: required(replaces(string)),
    events: required(replaces(list(string))),
    projectIds: replaces(list(string)),
    teamId,
  },
  outputs: { secret: sharedSecret, teamId: ofTeam },
  id: prefixed("hook"),
};

/** The last stage sends everything to the new release; only stages that advance by themselves have a duration. */
function releaseProblems({ advancementType, stages }: Values): Problem[] {
  if (isUnknown(advancementType) || !isList(stages)) return [];
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

export const projectRollingRelease: Resource = {
  inputs: {
    advancementType: required(string),
    projectId,
    stages: required(list(object({ duration: integer, targetPercentage: required(integer) }))),
    teamId,
  },
  outputs: { teamId: ofTeam },
  id: ({ inputs }) => textOf(inputs["projectId"]),
  setting: true,
  refuses: releaseProblems,
};

const branchTracking = object({ pattern: required(string), type: required(string) });

export const customEnvironment: Resource = {
  inputs: { branchTracking, description: string, name: string, projectId, teamId },
  outputs: {
    branchTracking: always(branchTracking, null),
    description: always(string, ""),
    name: output(string, ({ name }) => name),
    teamId: ofTeam,
  },
  id: prefixed("env"),
  autonamed: "name",
};

// A drain cannot be changed: whatever differs makes a new one.
const drain: Shapes = {
  deliveryFormat: required(replaces(string)),
  endpoint: required(replaces(string)),
  headers: secret(replaces(map(string))),
  name: replaces(string),
  projectIds: replaces(list(string)),
  secret: secret(replaces(string)),
  teamId,
};

const drainOutputs = { name: output(string, ({ name }) => name), secret: sharedSecret, teamId: ofTeam };

export const logDrain: Resource = {
  inputs: {
    ...drain,
    environments: required(replaces(list(string))),
    samplingRate: replaces(number),
    sources: required(replaces(list(string))),
  },
  outputs: drainOutputs,
  id: prefixed("ld"),
  autonamed: "name",
};

export const traceDrain: Resource = {
  inputs: {
    ...drain,
    samplingRules: replaces(
      list(object({ environment: string, rate: required(number), requestPath: string })),
    ),
  },
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

export const deploymentProtectionException: Resource = {
  inputs: { alias: required(replaces(string)), projectId, teamId },
  outputs: {
    createdAt: always(integer, 0),
    createdBy: always(string, "user_rehearsal"),
    scope: always(string, "alias-protection-override"),
    teamId: ofTeam,
  },
  id: ({ inputs }) => `${textOf(inputs["projectId"])}/${textOf(inputs["alias"])}`,
  serviceRefuses: unknownAlias,
};
