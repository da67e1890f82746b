// Opens a stack for one command: the rehearsal with its stand-ins, any other with what the engineer has set up.
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import {
  LocalWorkspace,
  type LocalWorkspaceOptions,
  type PulumiCommand,
  Stack,
} from "@pulumi/pulumi/automation/index.js";
import { readConfig } from "../config.ts";
import { namespace } from "../inputs/configPlace.ts";
import { type Inputs, projectFolder, readInputs, rehearsalStack } from "../inputs/inputs.ts";
import { useStackFile } from "./check/settings.ts";
import { engineCommand } from "./command.ts";
import { watchedProgram } from "./watchedProgram.ts";

/** Public on purpose: nothing that is encrypted with it is a secret. It opens the rehearsal's stack file, no other. */
const rehearsalPassphrase = "rehearsal";

export interface SessionOptions {
  stack: string;
  /** Where the rehearsal keeps its state. */
  stateFolder: string;
  /** The program to run inside this process; without it the engine runs the project's own in its Node language host. */
  program: () => Promise<Record<string, unknown>>;
}

export interface Session {
  stack: Stack;
  /** Reads config, runbook and release. @throws InputError with every problem, before the engine does anything */
  checkInputs(): Promise<Inputs>;
  /** Where records of a release are added that this stack makes by itself: a folder for each version. */
  recordsIn(version: string): string;
  /** Takes away what a rehearsal has recorded by itself; the evidence of the project's releases is never touched. */
  forgetRecords(): void;
  /** Whether the program came to an end, with outputs or an error, since the engine was last asked to run it. */
  hasRun(): boolean;
  close(): Promise<void>;
}

/** The stack, ready for the engine. Close it, whatever happens: the rehearsal's stand-ins end with it. */
export async function openSession(options: SessionOptions): Promise<Session> {
  return options.stack === rehearsalStack ? await openRehearsal(options) : await openAccounts(options);
}

let found: Promise<PulumiCommand> | undefined;

/** The engine's command, which is asked for its version once in a process. */
function pulumiCommand(): Promise<PulumiCommand> {
  found ??= engineCommand().catch((error) => {
    found = undefined;
    throw error;
  });
  return found;
}

/** Backend, secrets provider and credentials are the engineer's own. */
async function openAccounts({ stack: name }: SessionOptions): Promise<Session> {
  const options = { workDir: projectFolder, pulumiCommand: await pulumiCommand() };
  const stack = await Stack.select(name, await LocalWorkspace.create(options));
  return {
    stack,
    // The engine knows of more than the stack's file: of environments that it imports, say.
    checkInputs: async () => {
      const config = await stack.getAllConfig();
      const values = Object.entries(config).map(([key, { value }]) => [key, value] as const);
      const secrets = Object.keys(config).filter((key) => config[key]?.secret);
      pulumi.runtime.setAllConfig(Object.fromEntries(values), secrets);
      return inputsOf(name);
    },
    recordsIn: (version) => join(projectFolder, "releases", version, "evidence"),
    forgetRecords: () => {},
    // In the engine's own language host it has, or the engine says so.
    hasRun: () => true,
    close: async () => {},
  };
}

/** State in a folder of its own, a public passphrase, and stand-ins for the services, all on loopback. */
async function openRehearsal({ stack: name, stateFolder, program }: SessionOptions): Promise<Session> {
  const folder = resolve(stateFolder);
  const { watched, hasRun } = watchedProgram(program);
  mkdirSync(join(folder, "backend"), { recursive: true });
  const options: LocalWorkspaceOptions = {
    workDir: projectFolder,
    pulumiCommand: await engineCommand(),
    program: watched,
    envVars: {
      PULUMI_HOME: join(folder, "home"),
      PULUMI_BACKEND_URL: `file://${join(folder, "backend")}`,
      PULUMI_CONFIG_PASSPHRASE: rehearsalPassphrase,
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      PULUMI_SKIP_UPDATE_CHECK: "true",
    },
  };
  // What takes long to load is loaded while the engine looks for the stack.
  const [stack, { startStandIns }, { startSupabase }] = await Promise.all([
    openStack(name, options, join(folder, "backend")),
    import("../rehearsal/providers/index.ts"),
    import("../rehearsal/supabase.ts"),
  ]);
  let now = new Date();
  const supabase = await startSupabase({ stateFile: join(folder, "supabase.json"), now: () => now });
  const evidence = join(folder, "evidence");
  // The program runs in this process and reads its environment; the pack and the stack's commands inherit it.
  const leave = entered({ SUPABASE_API_URL: supabase.url, MARSANA_EVIDENCE: evidence });
  const standIns = await startStandIns({
    now: () => now,
    stateFolder: join(folder, "providers"),
  });
  Object.assign(stack.workspace.envVars, standIns.environment);
  return {
    stack,
    checkInputs: async () => {
      // Its secrets are made up: what is asked of one here is that it is there, and encrypted.
      useStackFile(projectFolder, name);
      const inputs = inputsOf(name);
      now = inputs.now;
      return inputs;
    },
    recordsIn: (version) => join(evidence, version),
    forgetRecords: () => rmSync(evidence, { recursive: true, force: true }),
    hasRun,
    close: async () => {
      leave();
      await standIns.close();
      await supabase.close();
    },
  };
}

/** The stack of a backend on this machine, made where it is not there yet. */
async function openStack(name: string, options: LocalWorkspaceOptions, backend: string): Promise<Stack> {
  const workspace = await LocalWorkspace.create({ ...options, pulumiCommand: await pulumiCommand() });
  // Each command names its stack. Selecting one that is there would start the engine to no end.
  if (existsSync(join(backend, ".pulumi", "stacks", namespace, `${name}.json`)))
    workspace.selectStack = async () => {};
  return await Stack.createOrSelect(name, workspace);
}

/** Sets variables of this process. @returns what makes them again what they were */
function entered(variables: Readonly<Record<string, string>>): () => void {
  const before = Object.keys(variables).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, variables);
  return () => {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  };
}

/** Reads the stack's inputs with the program's own functions, from the config that the SDK has been given. */
function inputsOf(stack: string): Inputs {
  const { settings } = readConfig(stack, process.env);
  return readInputs(settings, stack, process.env, () => new Date());
}
