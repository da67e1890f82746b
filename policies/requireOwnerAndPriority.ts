// Requires every monitor to name the team that owns it, and how urgent it is. The link to the runbook has its own rule.
import { ownerTag } from "../signals/scope.ts";
import { tagsOf } from "./monitorTags.ts";
import { priorityOf, speakingTypes } from "./monitorTraits.ts";
import type { ResourceRule } from "./rule.ts";

/** Datadog's, the most urgent first. */
const priorities = ["1", "2", "3", "4", "5"];

export const requireOwnerAndPriority: ResourceRule = {
  name: "require-owner-and-priority",
  description:
    "A monitor or synthetic test must carry the tag of the team that owns it, and have a priority.",
  mend:
    "Set the team with `marsana-fleet:datadog.team`, and leave its tag on the monitor; give the monitor a priority from " +
    "1 to 5.",
  appliesTo: speakingTypes,
  checkResource(monitor, { datadog }, report) {
    if (datadog === undefined) return; // Off on purpose: match-switches-to-config judges what is left.
    const owner = ownerTag(datadog.team);
    const owners = tagsOf(monitor).filter((tag) => tag.startsWith(ownerTag("")));
    if (owners.length !== 1 || owners[0] !== owner)
      report(
        `the monitor must be owned by ${owner}, and has ${owners.join(", ") || "no owner"}; mend: give it that tag alone`,
      );
    const priority = priorityOf(monitor);
    if (priority === undefined || !priorities.includes(priority))
      report(
        `the monitor must have a priority from 1 to 5, and has ${priority ?? "none"}; mend: give it one`,
      );
  },
};
