// The gate on the real engine, with production's rules, closed and open; gateCases.rest.test.ts tries more of the table.
import { describeGate } from "../support/gateRows.ts";

describeGate(
  "the gate on the real engine, with production's rules",
  [
    ["T", "another commit since it was proven"],
    ["T", "all in time"],
  ],
  true,
);
