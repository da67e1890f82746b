// Which of the runbook's items asks for a backup of production, and how old that backup may be.
import { productionBackupItem } from "../release/gateSettings.ts";
import { idsOf, keyOf, provableFrom } from "../release/items.ts";
import { hourMs, type Situation } from "../release/situation.ts";

export interface BackupNeed {
  /** Such as `24h/database-backup-on-production`. */
  readonly item: string;
  /** A backup that was taken before is too old, now or when the deployment begins. */
  readonly since: Date;
}

/** Undefined where the runbook asks for none. */
export function backupNeed(situation: Situation): BackupNeed | undefined {
  const { runbook, settings, instant } = situation;
  for (const list of runbook.preDeployment) {
    for (const item of list.items) {
      const ids = idsOf(item);
      if (!ids.includes(productionBackupItem)) continue;
      const hours = ids.map((id) => settings.freshHours[id]).find((one) => one !== undefined);
      // What is proven today must still be true when the deployment begins: from then on the proof itself ages.
      const times = [provableFrom(situation, list, item).getTime()];
      if (hours !== undefined) times.push(instant.getTime() - hours * hourMs);
      return { item: keyOf(list, item), since: new Date(Math.max(...times)) };
    }
  }
  return undefined;
}
