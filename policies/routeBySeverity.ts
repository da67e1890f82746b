// Requires every monitor to tell its route on each occasion on which it speaks, and none but an alert that pages to wake anybody.
import type { Inputs } from "../inputs/inputs.ts";
import { handlesIn } from "../signals/handles.ts";
import { isPager } from "../signals/pagers.ts";
import { loudnessOf, pagersOfAlerts, pagersOfWarnings, unreached } from "../signals/reach.ts";
import { purposeTag } from "../signals/scope.ts";
import { tagsOf } from "./monitorTags.ts";
import { priorityOf, speakingTypes, tellsOfNoData, textsOf, warns } from "./monitorTraits.ts";
import { recipientsOf } from "./notifyConfiguredHandles.ts";
import { types } from "./resourceTypes.ts";
import type { CheckedResource, Report, ResourceRule } from "./rule.ts";

export const routeBySeverity: ResourceRule = {
  name: "route-by-severity",
  description:
    "An alert and its end must reach their route, and so a warning; nothing but an alert of priority 1 may page.",
  mend:
    "End the message with `recipientsLine`, which tells each route of `marsana-fleet:datadog.routes` what is its own; take " +
    "a handle that pages out of what a warning shows, and out of a monitor of another priority.",
  appliesTo: [...speakingTypes, types.notificationRule, types.downtime, types.oldDowntime],
  checkResource(resource, inputs, report) {
    if (!speakingTypes.includes(resource.type)) return checkUnconditional(resource, report);
    checkPagers(resource, report);
    if (inputs.datadog === undefined) return; // Off on purpose: match-switches-to-config judges what is left.
    if (isSilent(resource, inputs)) return;
    const missed = unreached(textsOf(resource)[0] ?? "", inputs.datadog.routes, {
      loudness: loudnessOf(priorityOf(resource)),
      warns: warns(resource),
      tellsOfNoData: tellsOfNoData(resource),
    });
    for (const what of missed) report(`the message must ${what}; mend: end it with recipientsLine`);
  },
};

/** The test of a status page tells nobody: the composite that hears it speaks where their fault is felt. */
function isSilent(resource: CheckedResource, { runbook }: Inputs): boolean {
  if (resource.type !== types.syntheticsTest) return false;
  const tags = tagsOf(resource);
  return runbook.incidents.some(({ id }) => tags.includes(purposeTag("incident", id)));
}

function checkPagers(resource: CheckedResource, report: Report): void {
  const among = (found: (message: string) => readonly string[]) => new Set(textsOf(resource).flatMap(found));
  if (warns(resource))
    for (const handle of among(pagersOfWarnings))
      report(
        `a warning of it may page ${handle}, and must page nobody; mend: tell ${handle} within is_alert`,
      );
  const priority = priorityOf(resource);
  if (loudnessOf(priority) === "page") return;
  for (const handle of among(pagersOfAlerts))
    report(
      `it may page ${handle}, and its priority is ${priority ?? "not set"}: none but 1 may page; mend: take the handle away, ` +
        "or give it priority 1",
    );
}

/** Those that a rule or a downtime names are told of everything. */
function checkUnconditional({ type, props }: CheckedResource, report: Report): void {
  const told =
    type === types.notificationRule ? recipientsOf(props) : handlesIn(String(props["message"] ?? ""));
  for (const handle of told.filter(isPager))
    report(
      `it tells ${handle} of everything, warnings too, and must page nobody; mend: take the handle away, and let the ` +
        "monitors tell it of their alerts",
    );
}
