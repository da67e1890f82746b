// Requires point-in-time recovery to reach back at least as far as damage may go unnoticed by the runbook.
import { setLine } from "../inputs/configPlace.ts";
import { longestWatch } from "../runbook/index.ts";
import { isWithin, types } from "./resourceTypes.ts";
import type { ResourceRule } from "./rule.ts";

export const keepRecoveryUntilNoticed: ResourceRule = {
  name: "keep-recovery-until-noticed",
  description: "Point-in-time recovery must reach back for as long as the runbook watches a release.",
  mend: "Set `marsana-fleet:supabase.pitrDays` to more days.",
  appliesTo: [types.command],
  checkResource({ urn, props }, { runbook, stack }, report) {
    if (!isWithin(urn, types.backups)) return;
    const environment = props["environment"] as Readonly<Record<string, unknown>> | undefined;
    const days = environment?.["PITR_DAYS"];
    // That a schedule says it at all is the matter of require-protected-backups; other steps do not.
    if (days === undefined) return;
    const { hours, says } = longestWatch(runbook);
    if (/^\d+$/.test(String(days)) && Number(days) * 24 >= hours) return;
    report(
      `point-in-time recovery reaches back ${String(days)} days, and must reach back ${hours} h ` +
        `(${Math.ceil(hours / 24)} days): the runbook watches ${says}; mend: ` +
        `${setLine(stack, "marsana-fleet:supabase.pitrDays", "--path", "<days>")}, or shorten the runbook's watch`,
    );
  },
};
