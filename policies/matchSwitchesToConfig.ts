// Requires the stack to hold nothing of what is switched off, and a rolling release where that is switched on.
import type { SwitchedOff } from "../inputs/switchedOff.ts";
import { types } from "./resourceTypes.ts";
import type { CheckedResource, StackRule } from "./rule.ts";

/**
 * The rules about monitors, downtime and alerts stand aside for a service that is off; so nothing of it may be there.
 * That it is there where it is on, they say themselves; of a rolling release, only this rule does.
 */
export const matchSwitchesToConfig: StackRule = {
  name: "match-switches-to-config",
  description:
    "Nothing may be declared of what is switched off; a rolling release must be, where it is switched on.",
  mend: "Take away what is declared of a service that is off, or switch the service on.",
  checkStack(resources, { switchedOff, settings }, report) {
    for (const { name, place } of switchedOff) {
      for (const { urn } of resources.filter(belongsTo[name])) {
        report(`belongs to ${name}, which must be off (${place}.enabled); mend: take it away`, urn);
      }
    }
    const rolling = resources.filter(belongsTo["the rolling release"]).length;
    if (!settings.vercel.rollingRelease.enabled || rolling === 1) return;
    report(
      `the stack must have exactly one rolling release, as configured, and has ${rolling}; mend: declare DeploymentLifecycle once`,
    );
  },
};

const belongsTo: Readonly<Record<SwitchedOff["name"], (resource: CheckedResource) => boolean>> = {
  Datadog: ({ type }) => type.startsWith("datadog:"),
  Sentry: ({ type }) => type.startsWith("sentry:"),
  "the rolling release": ({ type }) => type === types.vercelRollingRelease,
};
