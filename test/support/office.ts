// An office to announce a sample release from: services in which everything sent is kept, and who is told what.
import assert from "node:assert/strict";
import type { Collector } from "../../operations/collect/collector.ts";
import type { ServicesOptions } from "../../rehearsal/services/index.ts";
import type { KeptMail } from "../../rehearsal/services/sendgrid.ts";
import type { SlackMessage } from "../../rehearsal/services/slack.ts";
import { announcementOf } from "../../release/announcement.ts";
import type { EvidenceRecord } from "../../release/record.ts";
import { type Asking, recordOf, sampleInputs, servicesPerTest } from "./watching.ts";

const { release, runbook, settings } = sampleInputs();
assert.ok(release !== undefined);
export const sample = release;
export const { window } = sample;
export const announcement = announcementOf(sample, "rehearsal", runbook.contacts, settings.gate.contacts);

// As the rehearsal's config has them.
export const from = "deployments@marsana.example";
export const [managers, support] = ["fleet-managers@marsana.example", "support@marsana.example"] as const;
export const tester = "deployments-test@marsana.example";

/** Call it once in a `describe`: gives what opens an office, which is closed when the test is done. */
export function office() {
  const start = servicesPerTest();
  return async (options: Partial<ServicesOptions> = {}) => {
    const mails: KeptMail[] = [];
    const messages: SlackMessage[] = [];
    const services = await start({
      ...options,
      slack: { messages, ...options.slack },
      sendGrid: { mails, ...options.sendGrid },
    });
    const ask = (collector: Collector, asking: Asking = {}) => recordOf(collector, services, asking);
    /** As it is asked the next time, when these records are there. */
    const again = (
      collector: Collector,
      records: EvidenceRecord[],
      changes: Parameters<typeof sampleInputs>[0] = {},
    ) => recordOf(collector, services, { inputs: sampleInputs(changes, records) });
    return { services, mails, messages, ask, again };
  };
}

export const posted = (messages: readonly SlackMessage[]) =>
  messages.map(({ channel, text }) => [channel, text]);

/** The answer of a service of which nobody knows what it has done. */
export const gone = { status: 500, body: "" } as const;
