// Requires every alert to go to those whom config names, and to nobody else.
import { setLine } from "../inputs/configPlace.ts";
import { configuredHandles } from "../inputs/handles.ts";
import { handlesIn, tellsEverybody } from "../signals/handles.ts";
import { stringsIn } from "./leaves.ts";
import { types } from "./resourceTypes.ts";
import type { CheckedResource, ResourceRule } from "./rule.ts";

export const notifyConfiguredHandles: ResourceRule = {
  name: "notify-configured-handles",
  description: "A message of Datadog's must tell handles that config names, and never everybody.",
  mend: "Take the handle out of the message, or name it in `marsana-fleet:datadog.handle` or a route of `marsana-fleet:datadog.routes`.",
  appliesTo: [
    types.monitor,
    types.monitorJson,
    types.notificationRule,
    types.downtime,
    types.oldDowntime,
    types.syntheticsTest,
  ],
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

/** The properties of a resource in which people are told with words. */
const messages = ["message", "escalationMessage"];

function handlesOf({ type, props }: CheckedResource): string[] {
  if (type === types.notificationRule) return recipientsOf(props);
  const texts =
    type === types.monitorJson
      ? stringsIn(JSON.parse(String(props["monitor"])))
      : messages.map((name) => String(props[name] ?? ""));
  return [...new Set(texts.flatMap(handlesIn))];
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
