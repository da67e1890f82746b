// Tells at a preview what is still to be done for the release, and not due yet.
import { types } from "./resourceTypes.ts";
import type { ResourceRule } from "./rule.ts";

export const awaitRelease: ResourceRule = {
  name: "await-release",
  description: "Tells what is still to be done for the release, and not due yet.",
  mend: "Nothing yet: it names what will be due, and until when; `npm run runbook -- checklist <version>` shows all of it.",
  level: "advisory",
  appliesTo: [types.gate],
  checkResource(_gate, { gate, preview }, report) {
    if (!preview) return;
    for (const what of [...gate.waiting, ...gate.advice]) report(what);
  },
};
