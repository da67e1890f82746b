// Requires every monitor to tell its route on each occasion on which it speaks, and no warning to wake anybody.
import { handlesIn } from "../signals/handles.ts";
import { isPager } from "../signals/pagers.ts";
import { loudnessOf, pagersOfWarnings, unreached } from "../signals/reach.ts";
import { recipientsOf } from "./notifyConfiguredHandles.ts";
import { types } from "./resourceTypes.ts";
import type { Report, ResourceRule } from "./rule.ts";

type Props = Readonly<Record<string, unknown>>;

export const routeBySeverity: ResourceRule = {
  name: "route-by-severity",
  description: "An alert and its end must reach their route, and so a warning; a warning must page nobody.",
  mend:
    "End the message with `recipientsLine`, which tells each route of `marsana-fleet:datadog.routes` what is its own; take " +
    "a handle that pages out of what a warning shows.",
  appliesTo: [types.monitor, types.monitorJson, types.notificationRule, types.downtime, types.oldDowntime],
  checkResource({ type, props }, { datadog }, report) {
    if (type === types.monitorJson) checkWarnings(definitionIn(props), report);
    else if (type !== types.monitor) checkUnconditional(type, props, report);
    else {
      checkWarnings(props, report);
      if (datadog === undefined) return; // Off on purpose: match-switches-to-config judges what is left.
      const missed = unreached(String(props["message"] ?? ""), datadog.routes, {
        loudness: loudnessOf(props["priority"]),
        warns: warns(props),
        tellsOfNoData: props["onMissingData"] === "show_and_notify_no_data" || props["notifyNoData"] === true,
      });
      for (const what of missed) report(`the message must ${what}; mend: end it with recipientsLine`);
    }
  },
};

/** Without a line for it there is no warning; but a composite has those of its monitors. */
function warns({ type, monitorThresholds }: Props): boolean {
  const { warning } = (monitorThresholds ?? {}) as Props;
  return type === "composite" || (warning ?? undefined) !== undefined;
}

function checkWarnings(props: Props, report: Report): void {
  if (!warns(props)) return;
  const texts = [props["message"], props["escalationMessage"]].map((text) => String(text ?? ""));
  for (const handle of new Set(texts.flatMap(pagersOfWarnings)))
    report(`a warning of it may page ${handle}, and must page nobody; mend: tell ${handle} within is_alert`);
}

/** Those that a rule or a downtime names are told of everything. */
function checkUnconditional(type: string, props: Props, report: Report): void {
  const told =
    type === types.notificationRule ? recipientsOf(props) : handlesIn(String(props["message"] ?? ""));
  for (const handle of told.filter(isPager))
    report(
      `it tells ${handle} of everything, warnings too, and must page nobody; mend: take the handle away, and let the ` +
        "monitors tell it of their alerts",
    );
}

/** The definition in JSON, by the names that a monitor's properties have. */
function definitionIn({ monitor }: Props): Props {
  const { type, message, options } = JSON.parse(String(monitor)) as {
    type?: unknown;
    message?: unknown;
    options?: { thresholds?: unknown; escalation_message?: unknown };
  };
  return {
    type,
    message,
    escalationMessage: options?.escalation_message,
    monitorThresholds: options?.thresholds,
  };
}
