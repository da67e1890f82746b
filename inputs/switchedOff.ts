// What config switches off on purpose, and what is left undone by it, in words that name every row and every alert.
import type { Runbook, Threshold } from "../runbook/index.ts";
import { requiredAlerts } from "../signals/sentryAlerts.ts";
import { namespace, setLine } from "./configPlace.ts";
import { ownHealthUrl } from "./ownAddress.ts";
import { errorRateIn } from "./sentry.ts";
import type { Settings } from "./settings.ts";

export interface SwitchedOff {
  name: "Datadog" | "Sentry" | "the rolling release";
  /** Where it is switched, and accepted that it is off, in the stack's config. */
  place: string;
  accepted: boolean;
  /** What follows from it, each as one sentence without its full stop. */
  consequences: readonly string[];
  /** Whether it would watch the application: then its consequences are what nobody is told of. */
  watches: boolean;
}

/**
 * Everything that is off; empty where all is on.
 * @param domain the host name under which people reach the application of this stack
 */
export function switchedOffIn(settings: Settings, runbook: Runbook, domain: string): SwitchedOff[] {
  const { datadog, sentry, vercel } = settings;
  return [
    ...(datadog.enabled ? [] : [datadogOff(settings, runbook, domain)]),
    ...(sentry.enabled ? [] : [sentryOff(settings, runbook)]),
    ...(vercel.rollingRelease.enabled ? [] : [rollingReleaseOff(settings)]),
  ];
}

/** Every row without a monitor and every alert that is not there, as one sentence each. */
export function unmonitoredIn(off: readonly SwitchedOff[]): string[] {
  return off.flatMap(({ watches, consequences }) => (watches ? consequences : []));
}

/** The lines of config that switch it on, and that accept that it is off. */
export function switchLines({ place }: SwitchedOff, stack: string): { on: string; accept: string } {
  const line = (name: string, value: string) => setLine(stack, `${place}.${name}`, "--path", value);
  // Both: where nothing is said of it yet, acceptOff alone would be half of what switches it on.
  return {
    on: line("enabled", "true"),
    accept: `${line("enabled", "false")} && ${line("acceptOff", "true")}`,
  };
}

function datadogOff({ datadog, sentry }: Settings, runbook: Runbook, domain: string): SwitchedOff {
  // Sentry alerts at the row's threshold and resolves at its target; a warning at the target it has not.
  const bySentry = sentry.enabled ? errorRateIn(runbook, sentry).errors : undefined;
  return {
    name: "Datadog",
    place: `${namespace}:datadog`,
    accepted: datadog.acceptOff,
    watches: true,
    consequences: [
      ...runbook.thresholds.map(
        (row) =>
          `${rowInWords(row)} has no monitor${row === bySentry ? ": Sentry alone alerts on it, and does not warn at its target" : ""}`,
      ),
      noTests(runbook, domain),
      ...runbook.incidents.map(({ title }) => `the incident "${title}" has no Datadog monitor`),
    ],
  };
}

function noTests(runbook: Runbook, domain: string): string {
  const flows = runbook.criticalFlows.map(({ text }) => `"${text}"`).join(", ");
  return `no test from outside calls ${ownHealthUrl(runbook, domain)}, sees its certificate end, or goes through ${flows}`;
}

function rowInWords({ metric, target, alert }: Threshold): string {
  return `"${metric}" (target ${target.text}, alert ${alert.text})`;
}

function sentryOff({ datadog, sentry }: Settings, runbook: Runbook): SwitchedOff {
  const { frequent, crashFree } = sentry;
  const { errors, incident } = errorRateIn(runbook, sentry);
  const others = requiredAlerts({ incident, frequent, crashFree });
  const byDatadog = (alert: string) => datadog.enabled && !others.has(alert);
  return {
    name: "Sentry",
    place: `${namespace}:sentry`,
    accepted: sentry.acceptOff,
    watches: true,
    consequences: [...requiredAlerts({ errors, incident, frequent, crashFree })].map(
      ([alert, words]) =>
        `no Sentry alert ${words}${byDatadog(alert) ? ": the row's Datadog monitor alone watches it" : ""}`,
    ),
  };
}

function rollingReleaseOff({ vercel }: Settings): SwitchedOff {
  return {
    name: "the rolling release",
    place: `${namespace}:vercel.rollingRelease`,
    accepted: vercel.rollingRelease.acceptOff,
    watches: false,
    consequences: ["a release reaches all visitors at once"],
  };
}
