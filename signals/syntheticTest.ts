// What Datadog calls from outside: the tests of the stack, and what all of them have in common.
import type { Item } from "../runbook/model.ts";
import type { FlowStep } from "./flow.ts";
import type { Monitoring } from "./monitoring.ts";

/** How loud each kind of test is: that the application is down wakes somebody. */
export const testLoudness = {
  health: "page",
  certificate: "alert",
  flow: "alert",
  heartbeat: "alert",
} as const;

/** From fewer regions than these, one that is in trouble of its own cannot be told from the application's. */
export const leastLocations = 3;

/** A critical flow of the runbook, and the requests that go through it. */
export interface CriticalFlow extends Pick<Item, "id" | "was" | "text"> {
  readonly steps: readonly FlowStep[];
}

/** What the content of the tests depends on. */
export interface SyntheticsSources extends Monitoring {
  readonly health: {
    /** The runbook's health address, on the stack's own host. */
    readonly url: string;
    /** The status that the runbook expects; undefined where it only says that the address answers. */
    readonly status: number | undefined;
  };
  /** Where the tests run: Datadog's names of its public locations. */
  readonly locations: readonly string[];
  /** The seconds between two runs of a test from one location, at the instant of the run. */
  readonly every: { readonly checks: number; readonly flows: number };
  /** How long before its end a certificate is told of. */
  readonly certificateDays: number;
  /** Empty where config defines none. */
  readonly flows: readonly CriticalFlow[];
  /** Whether Datadog shows a service outside that it is alive. */
  readonly heartbeat: boolean;
}
