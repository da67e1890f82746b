// What may take longer than 20 s, how long and why: a test by its whole title, or all tests of a file.

export interface Allowance {
  readonly seconds: number;
  readonly reason: string;
}

/** Of the first tier: on a slow machine one preview or update of the whole stack takes 20 s by itself. */
const stack = { seconds: 60, reason: "each test is a preview or an update of the whole stack" };
const updates = {
  seconds: 180,
  reason: "each test is one or more updates of a whole stack, with a preview before each",
};
const page = { seconds: 120, reason: "a page's command is a preview or an update of a whole stack" };

export const slowTests: Readonly<Record<string, Allowance>> = {
  "the code has no error of types": {
    seconds: 180,
    reason: "the compiler reads the types of four providers, once for each fresh clone",
  },
  "test/docs/readme.test.ts": { ...page, seconds: 60 },
  "test/engine/gate.test.ts": stack,
  "test/engine/gateCases.test.ts": { ...updates, seconds: 90 },
  "test/engine/interrupted.test.ts": { seconds: 120, reason: "two updates at a terminal, one interrupted" },
  "test/engine/keptRelease.test.ts": stack,
  "test/engine/loosening.test.ts": stack,
  "test/engine/rehearsal.test.ts": stack,
  "test/engine/rules.test.ts": stack,
  "test/engine/unknownValues.test.ts": stack,
  "test/engine/watchedProgram.test.ts": stack,
  "test/docs/accountPages.rest.test.ts": page,
  "test/docs/adopting.rest.test.ts": page,
  "test/docs/errors.rest.test.ts": page,
  "test/docs/pages.rest.test.ts": page,
  "test/engine/accounts.rest.test.ts": updates,
  "test/engine/adopting.rest.test.ts": updates,
  "test/engine/check.rest.test.ts": updates,
  "test/engine/gateCases.rest.test.ts": updates,
  "test/engine/identity.rest.test.ts": updates,
  "test/engine/objectives.rest.test.ts": updates,
  "test/engine/plainCli.rest.test.ts": updates,
  "test/engine/queries.rest.test.ts": updates,
  "test/engine/routing.rest.test.ts": updates,
  "test/engine/staging.rest.test.ts": updates,
  "test/engine/supabase.rest.test.ts": updates,
  "test/engine/switchedOff.rest.test.ts": updates,
  "test/engine/synthetics.rest.test.ts": updates,
  "test/rehearsal/providers/engine.rest.test.ts": updates,
};
