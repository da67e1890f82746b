// The alerts that a run takes away, read off the engine's events: what nobody is told any more.
import type { EngineEvent, StepEventMetadata } from "@pulumi/pulumi/automation/index.js";
import { types } from "../policies/resourceTypes.ts";

/** A Datadog monitor, a synthetic test or an alert of Sentry's that is deleted, or deleted before its replacement is there. */
export interface RemovedAlert {
  /** The resource's name, such as `monitor-uptime`. */
  name: string;
  urn: string;
  /** When people would have been told, as the end of a sentence: `"Uptime (production)" is < 99.5%`. */
  when: string;
  /** Whether another is made in its place: then nobody is told until it is there. */
  replaced: boolean;
}

const alerts: ReadonlySet<string> = new Set([
  types.monitor,
  types.syntheticsTest,
  types.sentryMetricAlert,
  types.sentryIssueAlert,
]);

/** The removed alerts, in the order in which the engine speaks of them. */
export function removedAlertsIn(events: readonly EngineEvent[]): RemovedAlert[] {
  const first = new Map<string, StepEventMetadata>();
  for (const { resourcePreEvent } of events) {
    const step = resourcePreEvent?.metadata;
    // A replacement comes before what it replaces is deleted, unless the service allows no two of them.
    if (step && alerts.has(step.type) && steps.has(step.op) && !first.has(step.urn))
      first.set(step.urn, step);
  }
  return [...first.values()].flatMap((step) => {
    if (step.op === "create-replacement") return [];
    const { urn } = step;
    const name = urn.slice(urn.lastIndexOf("::") + 2);
    return [{ name, urn, when: occasionOf(step), replaced: step.op === "delete-replaced" }];
  });
}

const steps = new Set(["delete", "delete-replaced", "create-replacement"]);

/** In the runbook's words where the alert's own message has them, else by the alert's name. */
function occasionOf({ old }: StepEventMetadata): string {
  const { name, message } = old?.inputs ?? {};
  const threshold = /The runbook alerts at (.+?)\.\{\{\/is_alert\}\}/.exec(String(message))?.[1];
  return threshold === undefined ? `it comes to "${name}"` : `"${name}" is ${threshold}`;
}
