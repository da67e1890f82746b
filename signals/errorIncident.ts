// The kind of incident that begins where errors pass the runbook's alert threshold by far: "Error Rate Spike (> 5%)".
import { withId } from "../runbook/ids.ts";
import type { Identity, Incident, Quantity, Threshold } from "../runbook/model.ts";

/** An incident whose heading names the amount at which it begins. */
export interface ErrorIncident extends Identity {
  title: string;
  threshold: Quantity;
}

/** The incident with this id, or which had it before, if it begins at an amount that lies beyond the row's alert threshold. */
export function errorIncidentOf(
  incidents: readonly Incident[],
  id: string,
  row: Threshold,
): ErrorIncident | undefined {
  const incident = withId(incidents, id);
  if (incident?.threshold === undefined || !isBeyond(incident.threshold, row.alert)) return undefined;
  const { title, threshold, was } = incident;
  return { id: incident.id, ...(was && { was }), title, threshold };
}

/** Whether an amount is of the same kind as another, and further out on the same side. */
export function isBeyond(amount: Quantity, other: Quantity): boolean {
  if (amount.unit !== other.unit || amount.comparator !== other.comparator) return false;
  return amount.comparator === ">" ? amount.value > other.value : amount.value < other.value;
}
