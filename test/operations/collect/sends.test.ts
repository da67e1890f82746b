// That running the collectors sends nothing unless it was asked for.
import assert from "node:assert/strict";
import { collect } from "../../../operations/collect/collect.ts";
import type { Collector } from "../../../operations/collect/collector.ts";
import { collectors } from "../../../operations/collect/collectors.ts";
import { clock } from "../../support/inputs.ts";
import { accountMonitors, contextOf, keysOf, lines, servicesPerTest } from "../../support/watching.ts";

const senders = ["channels", "stakeholders", "slack-announcement"];
const watchers = ["alerts", "dashboards"];
const own = collectors.filter(({ name }) => [...senders, ...watchers].includes(name));

describe("running the collectors", () => {
  const start = servicesPerTest();

  async function ran(send: boolean | undefined, list: readonly Collector[] = own, tokens = {}) {
    const services = await start({ datadog: { monitors: Object.values(accountMonitors()) } });
    const { context } = contextOf(services, { environment: tokens });
    const { situation } = context.inputs.gate;
    assert.ok(situation !== undefined);
    const only = new Set(keysOf(situation.runbook));
    const options = { now: clock, onCollected: () => {}, only, ...(send !== undefined && { send }) };
    const all = await collect(list, situation, context, options);
    const said = all
      .filter(({ collector }) => collector !== undefined)
      .map(
        ({ item, record, skipped }) => `${item}: ${record?.type === "evidence" ? record.result : skipped}`,
      );
    return { said, lines: lines(services) };
  }

  const asked = "sends a message; add --send";

  it("names those that send as skipped where nobody has asked for it, and no message goes out", async () => {
    for (const send of [undefined, false]) {
      const { said, lines } = await ran(send);
      assert.deepEqual(said, [
        `48h/notify-stakeholders-of-deployment-window: ${asked}`,
        "24h/review-monitoring-dashboards: unknown",
        "24h/verify-alert-configurations: pass",
        `24h/test-communication-channels: ${asked}`,
        "1h/start-monitoring-dashboard: unknown",
        `1h/notify-team-in-slack: ${asked}`,
      ]);
      assert.deepEqual(
        lines.filter((line) => !line.includes("/datadog/")),
        [],
      );
    }
  });

  it("proves the sample release with all of them where that was asked for, but for what a person looks at", async () => {
    const { said } = await ran(true);
    assert.deepEqual(said, [
      "48h/notify-stakeholders-of-deployment-window: pass",
      "24h/review-monitoring-dashboards: unknown",
      "24h/verify-alert-configurations: pass",
      "24h/test-communication-channels: pass",
      "1h/start-monitoring-dashboard: unknown",
      "1h/notify-team-in-slack: pass",
    ]);
  });

  it("names the variables that are not set, of those that may be run", async () => {
    const none = { SLACK_BOT_TOKEN: undefined, SENDGRID_API_KEY: "", DATADOG_APP_KEY: undefined };
    const { said } = await ran(true, own, none);
    assert.deepEqual(said, [
      "48h/notify-stakeholders-of-deployment-window: SENDGRID_API_KEY not set",
      // The sample's runbook links no dashboard, which is known without asking.
      "24h/review-monitoring-dashboards: unknown",
      "24h/verify-alert-configurations: DATADOG_APP_KEY not set",
      "24h/test-communication-channels: SLACK_BOT_TOKEN, SENDGRID_API_KEY not set",
      "1h/start-monitoring-dashboard: unknown",
      "1h/notify-team-in-slack: SLACK_BOT_TOKEN not set",
    ]);
  });

  it("knows which of the list send", () => {
    const marked = collectors.filter(({ sends }) => sends).map(({ name }) => name);
    assert.deepEqual(marked.sort(), [...senders].sort());
  });
});
