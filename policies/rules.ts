// The list of the pack's rules.
import { keepDomainsUnassigned } from "./keepDomainsUnassigned.ts";
import { matchDowntimeToRunbook } from "./matchDowntimeToRunbook.ts";
import { matchQueryToCritical } from "./matchQueryToCritical.ts";
import { matchThresholdsToRunbook } from "./matchThresholdsToRunbook.ts";
import { protectStatefulResources } from "./protectStatefulResources.ts";
import { requireMonitorPerThreshold } from "./requireMonitorPerThreshold.ts";
import { requireProtectedBackups } from "./requireProtectedBackups.ts";
import { requireReadyRelease } from "./requireReadyRelease.ts";
import { requireRunbookInMessage } from "./requireRunbookInMessage.ts";
import { requireSensitiveVariables } from "./requireSensitiveVariables.ts";
import type { Rule } from "./rule.ts";

export const rules: readonly Rule[] = [
  requireReadyRelease,
  requireMonitorPerThreshold,
  matchThresholdsToRunbook,
  matchQueryToCritical,
  requireRunbookInMessage,
  matchDowntimeToRunbook,
  requireProtectedBackups,
  requireSensitiveVariables,
  protectStatefulResources,
  keepDomainsUnassigned,
];
