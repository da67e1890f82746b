// The types of the resources that the rules judge, as the engine names them.

export const types = {
  gate: "marsana:release:Gate",
  backups: "marsana:supabase:DatabaseBackups",
  command: "command:local:Command",
  dashboard: "datadog:index/dashboardJson:DashboardJson",
  downtime: "datadog:index/downtimeSchedule:DowntimeSchedule",
  /** Datadog's older kind of downtime, which silences all the same. */
  oldDowntime: "datadog:index/downtime:Downtime",
  logsMetric: "datadog:index/logsMetric:LogsMetric",
  metricMetadata: "datadog:index/metricMetadata:MetricMetadata",
  monitor: "datadog:index/monitor:Monitor",
  monitorJson: "datadog:index/monitorJson:MonitorJson",
  notificationRule: "datadog:index/monitorNotificationRule:MonitorNotificationRule",
  objective: "datadog:index/serviceLevelObjective:ServiceLevelObjective",
  objectiveCorrection: "datadog:index/sloCorrection:SloCorrection",
  onCallPolicy: "datadog:index/onCallEscalationPolicy:OnCallEscalationPolicy",
  onCallRouting: "datadog:index/onCallTeamRoutingRules:OnCallTeamRoutingRules",
  onCallSchedule: "datadog:index/onCallSchedule:OnCallSchedule",
  rumMetric: "datadog:index/rumMetric:RumMetric",
  spansMetric: "datadog:index/spansMetric:SpansMetric",
  syntheticsTest: "datadog:index/syntheticsTest:SyntheticsTest",
  team: "datadog:index/team:Team",
  sentryIssueAlert: "sentry:index/sentryIssueAlert:SentryIssueAlert",
  sentryMetricAlert: "sentry:index/sentryMetricAlert:SentryMetricAlert",
  /** Sentry's older kind of issue alert. */
  sentryRule: "sentry:index/sentryRule:SentryRule",
  sentryProject: "sentry:index/sentryProject:SentryProject",
  vercelProject: "vercel:index/project:Project",
  vercelDomain: "vercel:index/projectDomain:ProjectDomain",
  vercelAlias: "vercel:index/alias:Alias",
  vercelException: "vercel:index/deploymentProtectionException:DeploymentProtectionException",
  vercelRetention: "vercel:index/projectDeploymentRetention:ProjectDeploymentRetention",
  vercelRollingRelease: "vercel:index/projectRollingRelease:ProjectRollingRelease",
  vercelVariable: "vercel:index/projectEnvironmentVariable:ProjectEnvironmentVariable",
  vercelVariables: "vercel:index/projectEnvironmentVariables:ProjectEnvironmentVariables",
  vercelSharedVariable: "vercel:index/sharedEnvironmentVariable:SharedEnvironmentVariable",
} as const;

/** What is a monitor at Datadog; it makes one of each synthetic test by itself. */
export const monitorTypes: readonly string[] = [types.monitor, types.monitorJson, types.syntheticsTest];

/** What makes a metric of the account's own, or describes one that somebody publishes. */
export const customMetricTypes: readonly string[] = [
  types.logsMetric,
  types.metricMetadata,
  types.rumMetric,
  types.spansMetric,
];

/** What Datadog calls a monitor on an objective. */
export const burnAlertType = "slo alert";

/** Whether the resource is a child of a component of this type: its urn carries the types of its parents. */
export function isWithin(urn: string, parentType: string): boolean {
  return (urn.split("::")[2] ?? "").split("$").slice(0, -1).includes(parentType);
}
