// A place where a stack with accounts can be run without any: backend, language host, providers, Supabase, all local.
import { mkdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { startStandIns } from "../../rehearsal/providers/index.ts";
import { startSupabase } from "../../rehearsal/supabase.ts";
import { type Ended, ended } from "./ended.ts";

/** The secrets that the stack files of staging and prod leave to be set. */
export const secrets = [
  "marsana-fleet:databaseUrl",
  "marsana-fleet:supabaseServiceRoleKey",
  "marsana-fleet:supabaseAnonKey",
  "marsana-fleet:sendgridApiKey",
  "marsana-fleet:mapboxToken",
  "marsana-fleet:supabaseAccessToken",
  "datadog:apiKey",
  "datadog:appKey",
  "vercel:apiToken",
  "sentry:token",
];

export interface Accounts {
  /** Runs a command in the project, to its end. */
  run(command: string, ...args: string[]): Promise<Ended>;
  /** The same with some variables changed, or taken away where they are undefined, and with a text to read. */
  runWith(changes: NodeJS.ProcessEnv, input: string, command: string, ...args: string[]): Promise<Ended>;
  readonly supabase: Awaited<ReturnType<typeof startSupabase>>;
  close(): Promise<void>;
}

const now = () => new Date("2026-02-03T09:00:00Z");

/** Sets the place up in `folder`, for the project in `project`, with `extra` in the environment of every command. */
export async function openAccounts(
  folder: string,
  project: string,
  extra: NodeJS.ProcessEnv = {},
): Promise<Accounts> {
  for (const part of ["backend", "bin"]) mkdirSync(join(folder, part));
  writeFileSync(
    join(folder, "bin", "pulumi-language-nodejs"),
    `#!/bin/sh\nexec "${process.execPath}" "${import.meta.dirname}/languageHost.ts" "$@"\n`,
    { mode: 0o755 },
  );
  const supabase = await startSupabase({ stateFile: join(folder, "supabase.json"), now });
  const environment = {
    ...process.env,
    PATH: [join(folder, "bin"), process.env["PATH"]].join(delimiter),
    PULUMI_HOME: join(folder, "home"),
    PULUMI_BACKEND_URL: `file://${join(folder, "backend")}`,
    PULUMI_CONFIG_PASSPHRASE: "a passphrase of the test",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    SUPABASE_API_URL: supabase.url,
    ...extra,
  };
  const standIns = await startStandIns({ now, stateFolder: join(folder, "providers"), environment });
  const runWith: Accounts["runWith"] = async (changes, input, command, ...args) =>
    await ended(
      command,
      args,
      {
        cwd: project,
        env: { ...environment, ...standIns.environment, ...changes },
      },
      input,
    );
  return {
    supabase,
    runWith,
    run: async (command, ...args) => await runWith({}, "", command, ...args),
    close: async () => {
      await standIns.close();
      await supabase.close();
    },
  };
}
