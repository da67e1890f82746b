// Requires every monitor's message to lead to the runbook, and to reach somebody.
import { unconditional } from "../signals/handles.ts";
import { types } from "./resourceTypes.ts";
import type { ResourceRule } from "./rule.ts";

export const requireRunbookInMessage: ResourceRule = {
  name: "require-runbook-in-message",
  description: "A monitor's message must link the runbook and name the configured handle.",
  mend:
    "Leave link and handle in the message; set what they are with " +
    "`marsana-fleet:runbookUrl` and `marsana-fleet:datadog.handle`.",
  appliesTo: [types.monitor],
  checkResource({ props }, { settings, datadog }, report) {
    if (datadog === undefined) return; // Off on purpose: match-switches-to-config judges what is left.
    const words = unconditional(String(props["message"] ?? "")).split(/\s+/);
    const { runbookUrl } = settings;
    if (!words.some((word) => word === runbookUrl || word.startsWith(`${runbookUrl}#`))) {
      report(`the message must link the runbook, ${runbookUrl}; mend: add the link to the message`);
    }
    if (!words.includes(datadog.handle)) {
      report(
        `the message must tell ${datadog.handle} whatever the monitor's state; mend: add the handle outside of every block`,
      );
    }
    if ((props["draftStatus"] ?? "published") !== "published") {
      report("the monitor must not be a draft, which tells nobody; mend: take its draftStatus away");
    }
  },
};
