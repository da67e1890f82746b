// What `show` prints: which ids the runbook gives itself, and which its words give.
import assert from "node:assert/strict";
import { runbookText } from "../../cli/runbookText.ts";
import { changedRunbook } from "../support/changedRunbook.ts";

describe("the runbook as text", () => {
  it("has every id that the runbook gives, with the former ones, and no comment", () => {
    const text = runbookText(
      changedRunbook(
        ["| Uptime <!-- id: uptime --> |", "| Availability <!-- id: availability, was: uptime, sla --> |"],
        ["| Realtime Latency <!-- id: realtime-latency --> |", "| Realtime Latency |"],
        ["### Error Rate Spike (> 5%)", "### Error Rate Spike (> 5%) <!-- id: spike -->"],
        ["- [ ] Final code review\n", "- [ ] Final code review <!-- id: review -->\n"],
      ),
    );
    for (const line of [
      "  Availability [id: availability, was: uptime, sla]: target > 99.9%, alert < 99.5%",
      "  Realtime Latency [realtime-latency]: target < 100ms, alert > 500ms",
      "  Error Rate Spike (> 5%) [id: spike]",
      "    [ ] Final code review [id: review]",
      "    [ ] Verify all secrets are configured",
    ]) {
      assert.ok(text.split("\n").includes(line), `no line "${line}" in\n${text}`);
    }
    assert.ok(!text.includes("<!--"));
  });
});
