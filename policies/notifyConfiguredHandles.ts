// Requires every alert to go to those whom config names, and to nobody else.
import { setLine } from "../inputs/configPlace.ts";
import { configuredHandles } from "../inputs/handles.ts";
import { handlesIn, tellsEverybody } from "../signals/handles.ts";
import { textsOf } from "./monitorTraits.ts";
import { types } from "./resourceTypes.ts";
import type { CheckedResource, ResourceRule } from "./rule.ts";

export const notifyConfiguredHandles: ResourceRule = {
  name: "notify-configured-handles",
  description: "A message of Datadog's must tell handles that config names, and never everybody.",
  mend: "Take the handle out of the message, or name it in `marsana-fleet:datadog.handle` or a route of `marsana-fleet:datadog.routes`.",
  appliesTo: [types.monitor, types.notificationRule, types.downtime, types.oldDowntime, types.syntheticsTest],
  checkResource(resource, { datadog, stack }, report) {
    const configured = configuredHandles(datadog);
    const place = "marsana-fleet:datadog.handle";
    for (const handle of handlesOf(resource)) {
      if (tellsEverybody(handle)) {
        report(`it tells ${handle}, and must not tell everybody; mend: name who is on call instead`);
      } else if (!configured.has(handle)) {
        report(
          `it tells ${handle}, and must tell ${[...configured].join(", ") || "nobody"} alone, as configured; mend: ` +
            `take the handle away, or ${setLine(stack, place, "--path", handle)}`,
        );
      }
    }
  },
};

function handlesOf(resource: CheckedResource): string[] {
  if (resource.type === types.notificationRule) return recipientsOf(resource.props);
  return [...new Set(textsOf(resource).flatMap(handlesIn))];
}

/** The handles of a notification rule's recipients, which stand in it without their `@`. */
export function recipientsOf(props: CheckedResource["props"]): string[] {
  const { conditions = [], fallbackRecipients = [] } = (props["conditionalRecipients"] ?? {}) as {
    conditions?: { recipients?: unknown[] }[];
    fallbackRecipients?: unknown[];
  };
  const recipients = (props["recipients"] ?? []) as unknown[];
  return [
    ...recipients,
    ...conditions.flatMap((condition) => condition.recipients ?? []),
    ...fallbackRecipients,
  ].map((one) => `@${String(one).replace(/^@/, "")}`);
}
