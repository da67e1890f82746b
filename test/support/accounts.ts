// A place where a stack with accounts can be run without any: a backend, a language host and providers, all local.
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { startStandIns } from "../../rehearsal/providers/index.ts";
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
  close(): Promise<void>;
}

/** Sets the place up in `folder`, for the project in `project`, with `extra` in the environment of every command. */
export async function openAccounts(
  folder: string,
  project: string,
  extra: NodeJS.ProcessEnv = {},
): Promise<Accounts> {
  mkdirSync(join(folder, "backend"));
  mkdirSync(join(folder, "bin"));
  const host = join(folder, "bin", "pulumi-language-nodejs");
  writeFileSync(
    host,
    `#!/bin/sh\nexec "${process.execPath}" "${import.meta.dirname}/languageHost.ts" "$@"\n`,
  );
  chmodSync(host, 0o755);
  const environment = {
    ...process.env,
    PATH: [join(folder, "bin"), process.env["PATH"]].join(delimiter),
    PULUMI_HOME: join(folder, "home"),
    PULUMI_BACKEND_URL: `file://${join(folder, "backend")}`,
    PULUMI_CONFIG_PASSPHRASE: "a passphrase of the test",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    ...extra,
  };
  const standIns = await startStandIns({
    now: () => new Date("2026-02-03T09:00:00Z"),
    stateFolder: join(folder, "providers"),
    environment,
  });
  return {
    close: async () => await standIns.close(),
    run: async (command, ...args) =>
      await ended(command, args, { cwd: project, env: { ...environment, ...standIns.environment } }),
  };
}
