// What config says of the tests that call the application from outside: where they run, how often, what flows they go through.
import { z } from "zod";
import { flowSchema } from "../signals/flow.ts";
import { leastLocations } from "../signals/syntheticTest.ts";
import { key, slug } from "./settingKeys.ts";

/** What Datadog takes: half a minute to a week. */
const seconds = z.int().min(30).max(604_800);

/** How often a test runs: more often while a release is watched. */
const cadence = (what: string, watched: number, otherwise: number) =>
  z
    .strictObject({
      watched: key(
        seconds,
        `seconds between two runs of ${what} in the phases in which the runbook watches a release`,
        String(watched),
      ).default(watched),
      phases: key(
        z.record(slug, seconds),
        "the same in one of these phases, by the id of its heading",
        String(otherwise),
      ).default({}),
      otherwise: key(
        seconds,
        `seconds between two runs of ${what} after these phases`,
        String(otherwise),
      ).default(otherwise),
    })
    .prefault({});
export type Cadence = z.infer<ReturnType<typeof cadence>>;

export const syntheticsSchema = z.strictObject({
  locations: key(
    z
      .array(z.string().regex(/^[a-z]+:[\w-]+$/))
      .min(leastLocations)
      .refine((all) => new Set(all).size === all.length, {
        message: "locations that differ from each other",
      }),
    `the public locations of Datadog's from which the tests run, at least ${leastLocations} and each once`,
    "aws:eu-central-1",
  ).default(["aws:eu-central-1", "aws:eu-west-1", "aws:us-east-1"]),
  checks: cadence("the check of the health address", 60, 300),
  flows: cadence("a critical flow", 300, 900),
  certificateDays: key(
    z.int().min(1).max(90),
    "days before a certificate ends at which somebody is told",
    "21",
  ).default(21),
});

export const flowsSchema = z.record(slug, flowSchema).default({});

export const heartbeatSchema = z.strictObject({
  enabled: key(
    z.boolean(),
    "let Datadog call a service outside of it every minute, which tells somebody when it does not: `heartbeatUrl`",
    "true",
  ).default(false),
});
