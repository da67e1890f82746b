// What may take longer than 20 s, each with the reason: a test by its whole title, or all tests of a file of the second tier.

/** Several whole updates of a stack, one after the other: what the second comes to depends on the first. */
const updates = "each test is one or more updates of a whole stack, with a preview before each";
const pages = "a page's command is an update of a whole stack";

export const slowTests: Readonly<Record<string, string>> = {
  "the code has no error of types":
    "the compiler reads the types of four providers, once for each fresh clone",
  "an interrupt of an update at a terminal is one graceful cancel, leaves no lock, and the next update goes on":
    "two whole updates at a terminal, the first of them interrupted",
  "the commands on the rehearsal stack carries the update out, and lists dashboards, addresses, monitors and windows":
    "a preview and the first update of the whole stack, as a command",
  "the commands on the rehearsal stack changes nothing when it is run again, and says so on one screen":
    "a preview, a whole update and the outputs, as commands",
  "the commands on the rehearsal stack creates nothing when an update is blocked, with the gate alone in the way":
    "a preview and the outputs, as commands",
  "the gate on the real engine, with production's rules is open at T (ready): all in time":
    "previews and first updates of two whole stacks at once, with the pack and without",
  "test/engine/gateCases.rest.test.ts": updates,
  "test/docs/accountPages.rest.test.ts": pages,
  "test/docs/adopting.rest.test.ts": pages,
  "test/docs/pages.rest.test.ts": pages,
  "test/engine/accounts.rest.test.ts": updates,
  "test/engine/adopting.rest.test.ts": updates,
  "test/engine/identity.rest.test.ts": updates,
  "test/engine/objectives.rest.test.ts": updates,
  "test/engine/plainCli.rest.test.ts": updates,
  "test/engine/queries.rest.test.ts": updates,
  "test/engine/routing.rest.test.ts": updates,
  "test/engine/staging.rest.test.ts": updates,
  "test/engine/supabase.rest.test.ts": updates,
  "test/engine/switchedOff.rest.test.ts": updates,
  "test/engine/synthetics.rest.test.ts": updates,
};
