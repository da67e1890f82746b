// Requires, where warnings keep business hours, a monitor for each row's target, quiet outside of the hours alone; else none.
import { isDeepStrictEqual } from "node:util";
import { quietArgs } from "../components/WarningMonitors.ts";
import { purposeTag, warningTag } from "../signals/scope.ts";
import { type WarningArgs, warningArgs } from "../signals/warnings.ts";
import { checkDowntime, silencedTags } from "./downtimeParts.ts";
import { tagsOf } from "./monitorTags.ts";
import { plain } from "./plain.ts";
import { types } from "./resourceTypes.ts";
import type { CheckedResource, Report, RuleInputs, StackRule } from "./rule.ts";

export const matchWarningsToRunbook: StackRule = {
  name: "match-warnings-to-runbook",
  description:
    "Where warnings keep business hours, each row's target must have one monitor, which is silenced outside of them alone.",
  mend: "Change the target in the runbook's table, or `marsana-fleet:datadog.warningHours`; undo the change to `WarningMonitors`.",
  checkStack(resources, inputs, report) {
    const { datadog, runbook, signals } = inputs;
    if (datadog === undefined) return; // Off on purpose: match-switches-to-config judges what is left.
    const { warningHours } = datadog;
    const warnings = resources.filter(
      (one) => one.type === types.monitor && tagsOf(one).includes(warningTag),
    );
    const quiet = resources.filter(isQuietDowntime);
    const rows = warningHours === undefined ? [] : runbook.thresholds;
    for (const row of rows) {
      const own = warnings.filter((one) => tagsOf(one).includes(purposeTag("warning", row.id)));
      if (own.length !== 1)
        report(
          `the target of "${row.metric}" must have exactly one monitor, and has ${own.length}; mend: declare one for each row`,
        );
      const wanted = warningArgs(row, { ...datadog, rows, signals });
      for (const one of own) checkMonitor(one, wanted, report);
    }
    if (warnings.length > rows.length)
      report(
        `there must be ${rows.length} monitors of warnings, and there are ${warnings.length}; mend: take the others away`,
      );
    checkQuiet(quiet, inputs, report);
  },
};

function checkMonitor({ urn, props }: CheckedResource, wanted: WarningArgs, report: Report): void {
  const compared = ["query", "monitorThresholds", "onMissingData", "priority"] as const;
  for (const name of compared) {
    const found = plain(props[name]);
    if (isDeepStrictEqual(found, wanted[name])) continue;
    report(
      `its ${name} is ${JSON.stringify(found)}, and must be ${JSON.stringify(wanted[name])}; mend: take it from the row`,
      urn,
    );
  }
}

/** Whether it is the downtime of the warnings: none but theirs asks for their tag. */
export function isQuietDowntime(resource: CheckedResource): boolean {
  return silencedTags(resource).includes(warningTag);
}

function checkQuiet(quiet: readonly CheckedResource[], { datadog, now }: RuleInputs, report: Report): void {
  const hours = datadog?.warningHours;
  const count = hours === undefined ? 0 : 1;
  if (quiet.length !== count)
    report(
      `there must be ${count} downtimes of warnings, and there are ${quiet.length}; mend: leave it to WarningMonitors`,
    );
  if (datadog === undefined || hours === undefined) return;
  for (const one of quiet) checkDowntime(one, quietArgs({ ...datadog, hours, now }), report);
}
