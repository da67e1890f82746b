// Requires config to accept what is switched off, with everything that is left unwatched by it.
import { switchLines } from "../inputs/switchedOff.ts";
import type { StackRule } from "./rule.ts";

/** Reads the settings alone: nothing that is declared can accept anything. */
export const acceptWhatIsOff: StackRule = {
  name: "accept-what-is-off",
  description: "Config must accept what is switched off, and what is left unwatched by it.",
  mend: "Switch it on again, or accept it: set the `acceptOff` beside the switch that the message names.",
  staging: "advisory",
  checkStack(_resources, { switchedOff, stack }, report) {
    for (const one of switchedOff) {
      if (one.accepted) continue;
      const { on, accept } = switchLines(one, stack);
      report(
        `${one.name} is off: ${one.consequences.join("; ")}; required: that config accepts it; mend: ${accept}, or switch it on: ${on}`,
      );
    }
  },
};
