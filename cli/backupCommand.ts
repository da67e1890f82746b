// `npm run runbook -- backup <version>`: the restore point of production that a release goes back to, made and recorded.
import { InputError } from "../inputs/inputError.ts";
import { rehearsalStack } from "../inputs/inputs.ts";
import { backupNeed } from "../operations/backupAge.ts";
import { evidenceOf } from "../operations/collect/collect.ts";
import { productionBackup } from "../operations/collect/productionBackup.ts";
import { supabaseOf, supabaseToken } from "../operations/collect/supabaseOf.ts";
import { backupsPage, makeRestorePoint } from "../operations/restorePoint.ts";
import { usableProject } from "../operations/usableProject.ts";
import { writeRecord } from "../operations/writeRecord.ts";
import { productionBackupItem } from "../release/gateSettings.ts";
import { endedBy } from "../services/request.ts";
import {
  type Answer,
  clockOf,
  ended,
  madeUp,
  openProof,
  type ProofOptions,
  readProvable,
} from "./proofCommand.ts";
import { evidenceFolder, situationIn } from "./releaseInputs.ts";

/** Ends the process. */
export async function backupCommand(version: string, options: ProofOptions): Promise<never> {
  return await ended(options.json === true, async (signal) => await backedUp(version, options, signal));
}

async function backedUp(version: string, options: ProofOptions, signal: AbortSignal): Promise<Answer> {
  const inputs = readProvable(version, options);
  const situation = situationIn(inputs);
  const { release } = situation;
  const need = backupNeed(situation);
  if (need === undefined || inputs.now < need.since) throw noBackupNow(version, need?.since);
  const proof = await openProof(inputs);
  try {
    if (!proof.environment[supabaseToken])
      throw new InputError("The environment lacks what this command needs.", [
        `${supabaseToken}: found nothing; required: the secret; mend: set ${supabaseToken} to it`,
      ]);
    const { projectRef, region } = inputs.settings.supabase;
    const client = supabaseOf({ environment: proof.environment, signal });
    await usableProject(client, { projectRef, region });
    const now = clockOf(inputs);
    const point = await makeRestorePoint(client, {
      projectRef,
      release,
      since: need.since,
      now,
      sleep: inputs.stack === rehearsalStack ? async () => {} : endedBy(signal).sleep,
    });
    const completed = point.completed.toISOString();
    const detail = `restore point ${point.name} of Supabase project ${projectRef}, completed on ${completed}`;
    const found = { result: "pass", detail, url: backupsPage(projectRef), asOf: point.completed } as const;
    const record = evidenceOf(release, need.item, productionBackup.name, found, now());
    const name = writeRecord(evidenceFolder(release.version, options.stack), record);
    return {
      outcome: "passed",
      text: `${point.made ? "made" : "found"}${madeUp(options.stack)}: ${detail}\n${name}\n`,
      json: {
        release: version,
        item: need.item,
        name: point.name,
        completed,
        made: point.made,
        record: name,
      },
    };
  } finally {
    await proof.close();
  }
}

function noBackupNow(version: string, since: Date | undefined): InputError {
  if (since === undefined)
    return new InputError("No backup was made.", [
      `the runbook: found no item ${productionBackupItem}; required: one, which the backup proves; mend: give an item that id (<!-- id: ${productionBackupItem} -->)`,
    ]);
  return new InputError("No backup was made.", [
    `<version>: found ${version}, whose backup would be too old when it is deployed; required: one from ${since.toISOString()} on; mend: run this again then`,
  ]);
}
