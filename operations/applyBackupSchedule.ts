// The step that a stack runs to set backup schedule and point-in-time recovery: `node operations/applyBackupSchedule.ts`.
// One line of JSON on stdout and exit 0, or what went wrong on stderr and exit 1.
import { supabaseClient } from "../services/supabase.ts";
import { applyBackupSchedule } from "./backupSchedule.ts";
import { readBackupVariables } from "./backupVariables.ts";

try {
  const { desired, accessToken, baseUrl } = readBackupVariables(process.env);
  const client = supabaseClient({ accessToken, ...(baseUrl !== undefined && { baseUrl }) });
  console.log(JSON.stringify(await applyBackupSchedule(client, desired)));
} catch (error) {
  // The message alone: a stack trace helps nobody mend this, and could show more than is meant.
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
