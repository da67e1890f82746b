// Reads off the inputs of a run what the synthetic tests guard, and how often: the same at any instant.
import { stepName } from "../signals/flow.ts";
import type { CriticalFlow } from "../signals/syntheticTest.ts";
import { amount, type Entry, formerly } from "./guardEntry.ts";
import type { Inputs } from "./inputs.ts";
import { secondsIn } from "./synthetics.ts";
import type { Cadence } from "./syntheticsSettings.ts";

export type Tested = Pick<Inputs, "settings" | "synthetics" | "runbook">;

/** Of the tests where they run, how often and through what; without Datadog there are none, which it says itself. */
export function syntheticsGuards({ settings, synthetics, runbook }: Tested): Entry[] {
  if (synthetics === undefined) return [];
  const { checks, flows } = settings.synthetics;
  const { locations, certificateDays } = synthetics;
  return [
    withTest(
      amount("synthetics/locations", "the reach of the tests", "higher", locations.length, "locations"),
    ),
    withTest(
      amount(
        "synthetics/certificate",
        "the warning before a certificate ends",
        "higher",
        certificateDays,
        "days",
      ),
    ),
    ...cadenceGuards("checks", "the check of the health address", checks, runbook),
    ...cadenceGuards("flows", "the test of a critical flow", flows, runbook),
    ...synthetics.flows.map(flowGuard),
    ...(synthetics.heartbeat ? [heartbeat] : []),
  ];
}

const heartbeat: Entry = [
  "synthetics/heartbeat",
  { words: "the heartbeat that shows that Datadog is alive" },
];

/** It says how strict the tests are: without them it means nothing. */
function withTest([id, guard]: Entry): Entry {
  return [id, { ...guard, mayGo: true }];
}

/** By phase and setting, not by what holds at the instant: that a phase ends weakens nothing. */
function cadenceGuards(
  kind: string,
  what: string,
  cadence: Cadence,
  { monitoring }: Tested["runbook"],
): Entry[] {
  const of = (id: string, when: string, seconds: number) =>
    withTest(
      amount(
        `synthetics/${kind}/${id}`,
        `the time between two runs of ${what} ${when}`,
        "lower",
        seconds,
        "s",
      ),
    );
  return [
    ...monitoring.map((phase) => of(phase.id, `in "${phase.title}"`, secondsIn(cadence, phase))),
    of("otherwise", "after the watch", cadence.otherwise),
  ];
}

/** Nobody can tell whether other steps test as much. */
function flowGuard(flow: CriticalFlow): Entry {
  const steps = flow.steps.map((step) => {
    const name = stepName(step);
    const request = `${step.method} ${step.path}`;
    return `${name === request ? "" : `${name}: `}${request} is answered ${step.status}`;
  });
  const words = `the test of the critical flow "${flow.text}"`;
  return [
    `synthetics/flow/${flow.id}`,
    { words, stricter: "same", text: steps.join(", "), ...formerly("synthetics/flow", flow) },
  ];
}
