// Runs `npm run runbook`: in the rehearsal, and on a copy of the project with production's stack, whose
// Supabase is a stand-in.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { before, beforeEach } from "mocha";
import type { SupabaseStandInOptions } from "../../rehearsal/supabase.ts";
import type { Ended } from "./ended.ts";
import { inProcess } from "./inProcess.ts";
import { projectFolder, settingsOf } from "./inputs.ts";
import { copyProject } from "./projectCopy.ts";
import { version } from "./proof.ts";
import { plantedToken, standInsPerTest } from "./supabase.ts";
import { temporaryFolder } from "./temporaryFolder.ts";

export const strategy = "48h/verify-backup-strategy";
export const backup = "24h/database-backup-on-production";
export const { projectRef } = settingsOf("prod").supabase;
export const root = `/v1/projects/${projectRef}`;
export const asConfigured = {
  scheduleFor: "00:30:00",
  pitr: { variant: "pitr_7", since: "2026-01-01T00:00:00.000Z" },
} as const;

/** Call it once in a `describe`. Every test begins with no evidence in the copy, and with a state folder of its own. */
export function proofCommands() {
  const start = standInsPerTest();
  const folder = temporaryFolder();
  const copy = join(folder, "project");
  const evidence = join(copy, "releases", version, "evidence");
  let state = "";
  let count = 0;
  before(() => copyProject(copy));
  beforeEach(() => {
    state = join(folder, `state-${count++}`);
    rmSync(evidence, { recursive: true, force: true });
  });

  const variables = (extra: NodeJS.ProcessEnv = {}) => ({
    PATH: process.env["PATH"],
    MARSANA_STATE: state,
    ...extra,
  });

  /** In the rehearsal of the project itself. */
  const rehearsal = async (...args: string[]): Promise<Ended> =>
    await inProcess("cli/runbook.ts", args, { cwd: projectFolder, env: variables() });

  /** The stack of production, on the stand-in. */
  async function production(options: SupabaseStandInOptions) {
    const projects = { [projectRef]: asConfigured };
    const standIn = await start({ projects, accessToken: plantedToken, ...options });
    const env = variables({ SUPABASE_ACCESS_TOKEN: plantedToken, SUPABASE_API_URL: standIn.url });
    const run = async (...args: string[]): Promise<Ended> => {
      const result = await inProcess("cli/runbook.ts", [...args, "--stack", "prod"], {
        cwd: copy,
        env,
      });
      assert.ok(!(result.stdout + result.stderr).includes(plantedToken), "no token is shown");
      return result;
    };
    return { standIn, env, run };
  }

  /** The records in a folder. */
  function recordsIn(
    path: string,
  ): { item: string; result: string; by: string; source: { kind: string }; asOf?: string }[] {
    if (!existsSync(path)) return [];
    return readdirSync(path)
      .sort()
      .map((name) => JSON.parse(readFileSync(join(path, name), "utf8")));
  }

  /** In the copy, with no credential. */
  const inCopy = async (...args: string[]): Promise<Ended> =>
    await inProcess("cli/runbook.ts", args, { cwd: copy, env: variables() });

  return { rehearsal, production, inCopy, copy, evidence, recordsIn, stateFolder: () => state };
}
