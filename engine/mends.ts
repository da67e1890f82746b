// What to do about the errors of the engine that engineers meet first, by what the engine says.
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { InputError } from "../inputs/inputError.ts";
import { rehearsalStack } from "../inputs/inputs.ts";

interface Mend {
  says: RegExp;
  mend: (stack: string) => string;
  /** Only the line that says so is shown: the rest of what the engine prints with it helps nobody. */
  alone?: true;
}

const mends: readonly Mend[] = [
  {
    says: /no space left on device|ENOSPC|disk quota exceeded/i,
    alone: true,
    mend: () =>
      "fix: free some space where that file is (df -h), then run the command again, it goes on from there",
  },
  {
    says: /no stack named/i,
    mend: (stack) => `mend: pulumi stack init ${stack}, once for each backend`,
  },
  {
    says: /PULUMI_ACCESS_TOKEN must be set|not logged in|please run.*pulumi login/i,
    alone: true,
    mend: () => "mend: pulumi login, or set PULUMI_ACCESS_TOKEN or PULUMI_BACKEND_URL",
  },
  {
    says: /passphrase must be set|incorrect passphrase/i,
    mend: (stack) =>
      `mend: set PULUMI_CONFIG_PASSPHRASE, or PULUMI_CONFIG_PASSPHRASE_FILE, to the passphrase of stack ${stack}`,
  },
  {
    says: /no language plugin|language plugin .*not found/i,
    mend: () =>
      "mend: install the official Pulumi CLI (https://www.pulumi.com/docs/install/), which carries the Node language " +
      "host; the engine that this project builds from source runs the rehearsal stack only",
  },
  {
    // What the engine says where a provider, asked for the id of an import, reads nothing.
    says: /resource '.*' does not exist/i,
    mend: (stack) =>
      "there is nothing to adopt under this id; mend: correct it below marsana-fleet:adopt in " +
      `Pulumi.${stack}.yaml (docs/adopting.md says where the ids are), or take it out, and a new one is made`,
  },
  {
    says: /no resource plugin/i,
    mend: () =>
      "mend: pulumi install, where there is a connection; the engine fetches plugins by itself unless " +
      "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION forbids it",
  },
  {
    says: /cannot be deleted\s+because it is protected/i,
    mend: () =>
      "mend: undo the change of runbook, config or program that takes the resource away; it is protected on purpose",
  },
  {
    says: /the stack is currently locked|another update is currently in progress/i,
    alone: true,
    mend: (stack) =>
      stack === rehearsalStack
        ? "mend: wait for the other command, or, if there is none any more, delete .state/rehearsal: all in it is made up"
        : `mend: wait for the other update, or, if there is none any more, pulumi cancel --stack ${stack}`,
  },
];

/** The engine's error as a problem that says how to mend it, where that is known. */
export function withMend(message: string, stack: string): string {
  const words = wordsOf(message);
  const known = mends.find(({ says }) => says.test(words));
  if (known === undefined) return words;
  const line = known.alone && words.split("\n").find((each) => known.says.test(each));
  const shown = line ? line.trim().replace(/^(\d+\) )/, "") : words;
  return `${shown.trim()}\n    ${known.mend(stack)}`;
}

/** What the engine itself said, out of what the SDK makes of it; all of it, where that is nothing. */
function wordsOf(message: string): string {
  const [, out = "", complaint = ""] =
    /^(?:\w+: )?code: -?\d+\n stdout: ([\s\S]*?)\n stderr: ([\s\S]*?)\n err\?:/.exec(message) ?? [];
  return complaint.trim() || out.trim() || message;
}

/** @throws InputError if the project has no settings for a stack of this name */
export function requireStackFile(folder: string, stack: string): void {
  if (existsSync(join(folder, `Pulumi.${stack}.yaml`))) return;
  const known = readdirSync(folder).flatMap((name) => /^Pulumi\.(.+)\.yaml$/.exec(name)?.[1] ?? []);
  throw new InputError(`There is no stack ${stack}.`, [
    `--stack: found ${stack}; required: a stack with settings (${known.join(", ")}); mend: choose one, or write ` +
      `Pulumi.${stack}.yaml with the keys of Pulumi.staging.yaml`,
  ]);
}
