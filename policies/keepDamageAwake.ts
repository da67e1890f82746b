// Requires every monitor to stay awake in the maintenance window, unless it tells of availability or config mutes it.
import { mayBeMuted } from "../signals/monitoring.ts";
import { mutedTag, scopeTags } from "../signals/scope.ts";
import { tagsOf } from "./monitorTags.ts";
import { speakingTypes } from "./monitorTraits.ts";
import type { ResourceRule } from "./rule.ts";

export const keepDamageAwake: ResourceRule = {
  name: "keep-damage-awake",
  description:
    "The maintenance window must mute the monitors of availability and what config adds, and no monitor that tells of damage.",
  mend: `Take the tag \`${mutedTag}\` away; to mute more, set \`marsana-fleet:datadog.mutedInMaintenance\`.`,
  appliesTo: speakingTypes,
  checkResource(monitor, { datadog }, report) {
    if (datadog === undefined) return; // Off on purpose: match-switches-to-config judges what is left.
    const tags = tagsOf(monitor);
    const [muted, mayBe] = [tags.includes(mutedTag), mayBeMuted(tags, datadog)];
    if (muted && !mayBe)
      report(
        `must stay awake in the maintenance window, and carries ${mutedTag}; mend: take the tag away, or name what it ` +
          "watches in marsana-fleet:datadog.mutedInMaintenance",
      );
    // Beside the window's downtime there are those of single rows, for as long as these still count the window.
    const row = datadog.lingering.find(({ tag }) => tags.includes(tag));
    if (row !== undefined && !mayBe && !muted)
      report(
        `must stay awake after the maintenance window, and carries ${row.tag}; mend: leave that tag to the row's own monitor`,
      );
    // Without the stack's own tags no downtime of the stack finds it, whatever else it carries.
    if (!muted && mayBe && scopeTags(datadog.scope).every((tag) => tags.includes(tag)))
      report(
        `must carry ${mutedTag}, or planned work sets it off; mend: leave its tags as the program makes them`,
      );
  },
};
