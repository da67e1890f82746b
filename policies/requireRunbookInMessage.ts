// Requires every monitor's message to lead to the runbook. Whom it reaches has its own rule.
import { unconditional } from "../signals/handles.ts";
import { isEmpty } from "./differences.ts";
import { speakingTypes } from "./monitorTraits.ts";
import type { ResourceRule } from "./rule.ts";

export const requireRunbookInMessage: ResourceRule = {
  name: "require-runbook-in-message",
  description: "The message of a monitor or synthetic test must link the runbook, in every state.",
  mend: "Leave the link in the message, outside of every block; set what it is with `marsana-fleet:runbookUrl`.",
  appliesTo: speakingTypes,
  checkResource({ props }, { settings, datadog }, report) {
    if (datadog === undefined) return; // Off on purpose: match-switches-to-config judges what is left.
    const words = unconditional(String(props["message"] ?? "")).split(/\s+/);
    const { runbookUrl } = settings;
    if (!words.some((word) => word === runbookUrl || word.startsWith(`${runbookUrl}#`))) {
      report(`the message must link the runbook, ${runbookUrl}; mend: add the link to the message`);
    }
    if (!isEmpty(props["draftStatus"]) && props["draftStatus"] !== "published") {
      report("the monitor must not be a draft, which tells nobody; mend: take its draftStatus away");
    }
  },
};
