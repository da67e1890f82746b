// Refuses a downtime that silences whatever there is: a scope or tags with a wildcard, or with nothing in them.
import { mutedTag, scopeTags } from "../signals/scope.ts";
import { types } from "./resourceTypes.ts";
import type { CheckedResource, ResourceRule } from "./rule.ts";

export const refuseWildcardDowntimes: ResourceRule = {
  name: "refuse-wildcard-downtimes",
  description:
    "A downtime must name what it silences, with no wildcard in its scope or in its monitors' tags.",
  mend: "Give the downtime the environment as its scope, and the tags of the monitors that it is to mute.",
  appliesTo: [types.downtime, types.oldDowntime],
  checkResource(downtime, { settings }, report) {
    const scope = { environment: settings.environment, service: settings.datadog.service ?? "<service>" };
    const wild = wildcardsIn(downtime);
    if (wild.scope !== undefined) {
      report(
        `it silences ${wild.scope}, and must name its scope with no wildcard; mend: give it the scope ` +
          `env:${scope.environment}`,
      );
    }
    if (wild.monitors !== undefined) {
      report(
        `it silences ${wild.monitors}, and must name its monitors by tags with no wildcard; mend: give it the tags ` +
          [...scopeTags(scope), mutedTag].join(", "),
      );
    }
  },
};

/** In which of its two respects a downtime of either kind silences whatever there is, in words. */
export function wildcardsIn({ type, props }: CheckedResource): { scope?: string; monitors?: string } {
  const old = type === types.oldDowntime;
  const identifier = old ? props : ((props["monitorIdentifier"] ?? {}) as Readonly<Record<string, unknown>>);
  const scope = wildcardIn(old ? props["scopes"] : [props["scope"] ?? ""]);
  // One monitor that is named by its number is no wildcard, whatever its tags; 0 is how the service says "none".
  const monitors = identifier["monitorId"] ? undefined : wildcardIn(identifier["monitorTags"]);
  return {
    ...(scope !== undefined && { scope: scope === "" ? "every scope" : `the scope "${scope}"` }),
    ...(monitors !== undefined && {
      monitors: monitors === "" ? "every monitor" : `the monitors with the tag "${monitors}"`,
    }),
  };
}

/** The first text with a wildcard anywhere in it; "" if there is no text at all, which is the widest of them. */
function wildcardIn(texts: unknown): string | undefined {
  const named = ((texts ?? []) as readonly unknown[]).map((text) => String(text).trim()).filter(Boolean);
  return named.length === 0 ? "" : named.find((text) => text.includes("*"));
}
