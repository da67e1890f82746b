// What a collector is given in a test: the sample release of the rehearsal, the stand-ins' addresses, and no real waiting.
import assert from "node:assert/strict";
import type { CollectContext } from "../../operations/collect/collector.ts";
import type { Services } from "../../rehearsal/services/index.ts";
import type { Release } from "../../release/release.ts";
import { rehearsalInputs } from "./inputs.ts";
import { hurried } from "./services.ts";

export interface Given {
  /** What differs in the release. */
  readonly release?: Partial<Release>;
  readonly inputs?: Partial<CollectContext["inputs"]>;
  /** More variables, or others; undefined for one that is not set. */
  readonly environment?: CollectContext["environment"];
}

export function contextOf({ environment }: Pick<Services, "environment">, given: Given = {}): CollectContext {
  const inputs = { ...rehearsalInputs(), ...given.inputs };
  assert.ok(inputs.release);
  return {
    inputs,
    release: { ...inputs.release, ...given.release },
    environment: { ...environment, ...given.environment },
    transport: hurried().transport,
    signal: AbortSignal.timeout(5_000),
  };
}
