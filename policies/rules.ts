// The list of the pack's rules.
import { acceptWhatIsOff } from "./acceptWhatIsOff.ts";
import { awaitRelease } from "./awaitRelease.ts";
import { keepBackupOutsideWindow } from "./keepBackupOutsideWindow.ts";
import { keepDamageAwake } from "./keepDamageAwake.ts";
import { keepDomainsUnassigned } from "./keepDomainsUnassigned.ts";
import { keepFunctionsBesideDatabase } from "./keepFunctionsBesideDatabase.ts";
import { keepRecoveryUntilNoticed } from "./keepRecoveryUntilNoticed.ts";
import { keepRollbackCandidates } from "./keepRollbackCandidates.ts";
import { keepSecretsInProduction } from "./keepSecretsInProduction.ts";
import { keepStacksApart } from "./keepStacksApart.ts";
import { keepWithinBudget } from "./keepWithinBudget.ts";
import { matchDashboardToRunbook } from "./matchDashboardToRunbook.ts";
import { matchDowntimeToRunbook } from "./matchDowntimeToRunbook.ts";
import { matchIncidentMonitors } from "./matchIncidentMonitors.ts";
import { matchLingeringDowntimes } from "./matchLingeringDowntimes.ts";
import { matchObjectivesToRunbook } from "./matchObjectivesToRunbook.ts";
import { matchOnCallToConfig } from "./matchOnCallToConfig.ts";
import { matchProductionToConfig } from "./matchProductionToConfig.ts";
import { matchQueryToCritical } from "./matchQueryToCritical.ts";
import { matchSwitchesToConfig } from "./matchSwitchesToConfig.ts";
import { matchThresholdsToRunbook } from "./matchThresholdsToRunbook.ts";
import { matchWarningsToRunbook } from "./matchWarningsToRunbook.ts";
import { notifyConfiguredHandles } from "./notifyConfiguredHandles.ts";
import { orderThresholds } from "./orderThresholds.ts";
import { pageIncidents } from "./pageIncidents.ts";
import { parseMonitorQueries } from "./parseMonitorQueries.ts";
import { protectStatefulResources } from "./protectStatefulResources.ts";
import { reachBurnRates } from "./reachBurnRates.ts";
import { refuseMonitorJson } from "./refuseMonitorJson.ts";
import { refuseWildcardDowntimes } from "./refuseWildcardDowntimes.ts";
import { requireDeploymentProtection } from "./requireDeploymentProtection.ts";
import { requireIncidentMonitors } from "./requireIncidentMonitors.ts";
import { requireMonitorPerThreshold } from "./requireMonitorPerThreshold.ts";
import { requireOwnerAndPriority } from "./requireOwnerAndPriority.ts";
import { requireProtectedBackups } from "./requireProtectedBackups.ts";
import { requireReadyRelease } from "./requireReadyRelease.ts";
import { requireRecovery } from "./requireRecovery.ts";
import { requireRunbookInMessage } from "./requireRunbookInMessage.ts";
import { requireSensitiveVariables } from "./requireSensitiveVariables.ts";
import { requireSentryAlerts } from "./requireSentryAlerts.ts";
import { requireSyntheticChecks } from "./requireSyntheticChecks.ts";
import { reviewLoosening } from "./reviewLoosening.ts";
import { routeBySeverity } from "./routeBySeverity.ts";
import type { Rule } from "./rule.ts";
import { scopeAlertsToEnvironment } from "./scopeAlertsToEnvironment.ts";
import { stateMissingData } from "./stateMissingData.ts";

export const rules: readonly Rule[] = [
  requireReadyRelease,
  awaitRelease,
  reviewLoosening,
  requireMonitorPerThreshold,
  matchThresholdsToRunbook,
  refuseMonitorJson,
  parseMonitorQueries,
  matchQueryToCritical,
  requireIncidentMonitors,
  matchIncidentMonitors,
  pageIncidents,
  orderThresholds,
  requireRecovery,
  stateMissingData,
  matchObjectivesToRunbook,
  reachBurnRates,
  requireOwnerAndPriority,
  requireRunbookInMessage,
  requireSyntheticChecks,
  keepWithinBudget,
  matchWarningsToRunbook,
  routeBySeverity,
  matchOnCallToConfig,
  notifyConfiguredHandles,
  matchDowntimeToRunbook,
  keepDamageAwake,
  matchLingeringDowntimes,
  refuseWildcardDowntimes,
  matchDashboardToRunbook,
  requireSentryAlerts,
  scopeAlertsToEnvironment,
  acceptWhatIsOff,
  matchSwitchesToConfig,
  requireProtectedBackups,
  keepBackupOutsideWindow,
  keepRecoveryUntilNoticed,
  requireSensitiveVariables,
  keepSecretsInProduction,
  keepStacksApart,
  protectStatefulResources,
  keepDomainsUnassigned,
  matchProductionToConfig,
  requireDeploymentProtection,
  keepRollbackCandidates,
  keepFunctionsBesideDatabase,
];
