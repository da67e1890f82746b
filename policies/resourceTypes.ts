// The types of the resources that the rules judge, as the engine names them.

export const types = {
  gate: "marsana:release:Gate",
  backups: "marsana:supabase:DatabaseBackups",
  command: "command:local:Command",
  downtime: "datadog:index/downtimeSchedule:DowntimeSchedule",
  monitor: "datadog:index/monitor:Monitor",
  sentryIssueAlert: "sentry:index/sentryIssueAlert:SentryIssueAlert",
  sentryMetricAlert: "sentry:index/sentryMetricAlert:SentryMetricAlert",
  sentryProject: "sentry:index/sentryProject:SentryProject",
  vercelProject: "vercel:index/project:Project",
  vercelDomain: "vercel:index/projectDomain:ProjectDomain",
  vercelRetention: "vercel:index/projectDeploymentRetention:ProjectDeploymentRetention",
  vercelRollingRelease: "vercel:index/projectRollingRelease:ProjectRollingRelease",
  vercelVariable: "vercel:index/projectEnvironmentVariable:ProjectEnvironmentVariable",
} as const;

/** Whether the resource is a child of a component of this type: its urn carries the types of its parents. */
export function isWithin(urn: string, parentType: string): boolean {
  return (urn.split("::")[2] ?? "").split("$").slice(0, -1).includes(parentType);
}
