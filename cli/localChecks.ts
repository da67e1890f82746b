// What this machine and this folder must have for a stack, whatever the services say: for `doctor`.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { settingsIn } from "../engine/check/settings.ts";
import { InputError } from "../inputs/inputError.ts";
import { noRelease, projectFolder, rehearsalStack } from "../inputs/inputs.ts";
import { loadRelease } from "../inputs/loadRelease.ts";
import type { Settings } from "../inputs/settings.ts";
import type { Check } from "../operations/doctor.ts";
import { formatProblem, lintRunbook, readRunbook } from "../runbook/index.ts";
import { findEngine } from "../toolchain/engine.mjs";
import { thisMachine } from "../toolchain/io.mjs";
import { ENGINE } from "../toolchain/pins.mjs";
import { isProgram, programsOnPath } from "../toolchain/search.mjs";
import { isRightNode } from "../toolchain/versions.mjs";

const nothing = "nothing goes";

/** Node, and the engine with what it needs for this stack. */
export async function machineChecks(stack: string): Promise<Check[]> {
  const { node } = process.versions;
  const { program, attempts } = await findEngine(thisMachine());
  const tried = attempts.map(({ way, why }) => `${way}: ${why}`).join("; ");
  const engine: Check = {
    name: "Pulumi",
    mandatory: true,
    state: program === undefined ? "missing" : "ok",
    detail:
      program ?? `none of version ${ENGINE.minimum} or newer (${tried}); mend: npm run preview sets one up`,
    without: "no preview and no update; `check` goes",
  };
  return [
    {
      name: "Node",
      mandatory: true,
      state: isRightNode(node) ? "ok" : "wrong",
      detail: isRightNode(node) ? node : `${node}, which does not run TypeScript; mend: npm run sets one up`,
      without: nothing,
    },
    engine,
    ...(stack === rehearsalStack || program === undefined ? [] : [languageHost(program)]),
  ];
}

/** What runs the program of a stack with accounts; an engine that was built from source has none. */
function languageHost(engine: string): Check {
  const name = "pulumi-language-nodejs";
  const [found] = [
    ...[join(dirname(engine), name)].filter(isProgram),
    ...programsOnPath(name, process.env["PATH"] ?? ""),
  ];
  return {
    name: "Pulumi's Node language host",
    mandatory: true,
    state: found === undefined ? "missing" : "ok",
    detail: found ?? "not there; mend: install the official CLI, https://www.pulumi.com/docs/install/",
    without: "no preview and no update of a stack with accounts",
  };
}

/** The stack's settings, if they can be used, and the checks of its file. */
export function stackChecks(stack: string): { settings?: Settings; checks: Check[] } {
  const common = { name: `Pulumi.${stack}.yaml`, mandatory: true, without: nothing };
  try {
    const settings = settingsIn(projectFolder, stack);
    const detail = `environment ${settings.environment}; whether its secrets can be decrypted is not asked`;
    return { settings, checks: [{ ...common, state: "ok", detail }, passphraseCheck(stack)] };
  } catch (error) {
    return { checks: [{ ...common, ...problemOf(error) }] };
  }
}

const secretsSchema = z.object({
  encryptionsalt: z.string().optional(),
  secretsprovider: z.string().optional(),
});

/** A salt in the stack's file means that a passphrase decrypts its secrets. */
function passphraseCheck(stack: string): Check {
  const file = parse(readFileSync(join(projectFolder, `Pulumi.${stack}.yaml`), "utf8"));
  const { encryptionsalt, secretsprovider } = secretsSchema.safeParse(file).data ?? {};
  const names = ["PULUMI_CONFIG_PASSPHRASE", "PULUMI_CONFIG_PASSPHRASE_FILE"];
  const set = names.find((name) => process.env[name] !== undefined);
  const check = { name: "secrets of the stack", mandatory: true, without: "no preview and no update" };
  if (stack === rehearsalStack)
    return { ...check, state: "ok", detail: "made up, with a passphrase that everybody knows" };
  if (encryptionsalt === undefined) {
    const by = secretsprovider ?? "the backend of the stack, or by nothing yet";
    return { ...check, state: "ok", detail: `encrypted by ${by}` };
  }
  if (set !== undefined)
    return { ...check, state: "ok", detail: `encrypted by a passphrase, which ${set} holds` };
  const detail = `encrypted by a passphrase; mend: set ${names.join(" or ")}`;
  return { ...check, state: "missing", detail };
}

/** The runbook: errors stop everything, findings are for a person to look at. */
export function runbookChecks(path: string, now: Date): Check[] {
  const { runbook, problems, file } = readRunbook(path);
  const check = { name: "runbook", mandatory: true, without: nothing };
  if (runbook === undefined)
    return [{ ...check, state: "wrong", detail: problems.map(formatProblem).join("; ") }];
  const findings = [...problems, ...lintRunbook(runbook, file, now)];
  return [
    { ...check, state: "ok", detail: `${file} can be executed` },
    {
      name: "runbook, findings",
      mandatory: false,
      state: findings.length === 0 ? "ok" : "wrong",
      detail:
        findings.length === 0
          ? "none"
          : `${findings.length}: ${[...new Set(findings.map(({ rule }) => rule))].join(", ")}; npm run runbook -- lint says each`,
      without: "what the findings say; some of it holds a release up",
    },
  ];
}

/** The release that the stack's config names. */
export function releaseCheck({ release }: Settings): Check {
  const check = { name: "release", mandatory: true, without: "no update that releases something" };
  if (release === noRelease) return { ...check, state: "ok", detail: "the config names none" };
  try {
    const { commit } = loadRelease(join(projectFolder, "releases"), release);
    return { ...check, state: "ok", detail: `${release}, of commit ${commit}` };
  } catch (error) {
    return { ...check, ...problemOf(error) };
  }
}

function problemOf(error: unknown): Pick<Check, "state" | "detail"> {
  if (!(error instanceof InputError)) throw error;
  return { state: "wrong", detail: error.problems.join("; ") };
}
