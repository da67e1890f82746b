// Which of Datadog's handles may wake somebody.

/** How the handle of a service begins that calls who is on call, and which service that is. */
export const pagers: readonly { readonly begins: string; readonly service: string }[] = [
  { begins: "@oncall-", service: "Datadog On-Call" },
  // A team's own notification rule may lead on to PagerDuty.
  { begins: "@team-", service: "a Datadog team" },
  { begins: "@pagerduty", service: "PagerDuty" },
  { begins: "@opsgenie", service: "Opsgenie" },
  { begins: "@victorops", service: "Splunk On-Call" },
  { begins: "@xmatters", service: "xMatters" },
];

/** Whether a handle may wake somebody. Whom `@webhook-` and `@workflow-` reach is not to be seen from their names. */
export function isPager(handle: string): boolean {
  return pagers.some(({ begins }) => handle.toLowerCase().startsWith(begins));
}

/** The handle by which the team of that Datadog handle is called. */
export function onCallHandle(team: string): string {
  return `@oncall-${team}`;
}
