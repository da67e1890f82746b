// What the stack's monitors have in common, by which the maintenance downtime finds them, and no others.

/** The Datadog tags `env` and `service` of what a stack watches. */
export interface MonitoringScope {
  environment: string;
  service: string;
}

/** The tags that every monitor of the stack carries. */
export function scopeTags({ environment, service }: MonitoringScope): string[] {
  return [`env:${environment}`, `service:${service}`, "source:runbook"];
}

/** The tag that says which row of the runbook's table a monitor watches. */
export function metricTag(metricId: string): string {
  return `runbook-metric:${metricId}`;
}
