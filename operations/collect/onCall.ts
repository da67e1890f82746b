// Proves that somebody is on call all the time, and that everybody whom the runbook calls can be reached.
import { contactProblems, coverProblem } from "../../release/people.ts";
import type { Collector } from "./collector.ts";

export const onCall: Collector = {
  name: "on-call",
  items: ["schedule-on-call-engineers"],
  needs: [],
  async collect({ inputs: { runbook, settings }, release }) {
    const gap = coverProblem({ runbook, release });
    const problems = [
      ...(gap === undefined ? [] : [gap]),
      ...contactProblems(runbook.contacts, settings.gate.contacts),
    ];
    if (problems.length > 0) return { result: "fail", detail: problems.join("; ") };
    return { result: "pass", detail: "somebody is on call without a gap, and every contact is complete" };
  },
};
