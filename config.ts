// The stack's config, read and judged in one go. The only reader of `pulumi.Config`.
import * as pulumi from "@pulumi/pulumi";
import { namespace } from "./inputs/configPlace.ts";
import {
  namespaceProblems,
  type RawConfig,
  secretProblems,
  settingsProblems,
} from "./inputs/configProblems.ts";
import {
  type AskedSecretName,
  askedSecretKeys,
  isSecretName,
  providerCredentials,
  type SecretName,
  secretKeys,
} from "./inputs/credentials.ts";
import { InputError } from "./inputs/inputError.ts";
import { type Settings, settingsSchema } from "./inputs/settings.ts";
import { sections } from "./inputs/settingsTable.ts";

export interface Config {
  settings: Settings;
  secrets: Readonly<Record<SecretName, pulumi.Output<string>>>;
  /** Undefined, and asked for by nothing, where the section of the settings that asks for it is off. */
  askedSecrets: Readonly<Record<AskedSecretName, pulumi.Output<string> | undefined>>;
  /** The provider's own credential, which Vercel's drains need too; undefined where Datadog is off. */
  datadogApiKey: pulumi.Output<string> | undefined;
}

/** The plain settings alone: what the policy pack needs. @throws InputError naming every problem at once. */
export function readSettings(stack: string): Settings {
  const { settings, problems } = parseSettings(rawConfig(stack));
  if (settings === undefined || problems.length > 0) throw unusable(stack, problems);
  return settings;
}

/** Everything the program needs. @throws InputError naming every missing or wrong key at once, with its mend. */
export function readConfig(stack: string, environment: NodeJS.ProcessEnv): Config {
  const raw = rawConfig(stack);
  const { settings, problems: wrong } = parseSettings(raw);
  const problems = [
    ...wrong,
    ...secretProblems(raw, environment, switchedOffSections(raw)),
    ...namespaceProblems(raw),
  ];
  if (settings === undefined || problems.length > 0) throw unusable(stack, problems);
  const own = new pulumi.Config(namespace);
  const names = Object.keys(secretKeys);
  const secrets = Object.fromEntries(names.map((name) => [name, own.requireSecret(name)]));
  const asked = Object.fromEntries(Object.keys(askedSecretKeys).map((name) => [name, own.getSecret(name)]));
  return {
    settings,
    secrets: secrets as Record<SecretName, pulumi.Output<string>>,
    askedSecrets: asked as Record<AskedSecretName, pulumi.Output<string> | undefined>,
    datadogApiKey: settings.datadog.enabled ? credential("datadog:apiKey", raw, environment) : undefined,
  };
}

/** A provider's credential, from config or from the environment, as the provider itself reads it. */
function credential(
  key: string,
  { texts }: RawConfig,
  environment: NodeJS.ProcessEnv,
): pulumi.Output<string> {
  const names = providerCredentials.find((one) => one.key === key)?.environment ?? [];
  const found = texts[key] || names.map((name) => environment[name]).find((value) => value);
  if (found === undefined) throw new Error(`no ${key}: secretProblems lets none pass`);
  return pulumi.secret(found);
}

function rawConfig(stack: string): RawConfig {
  return { stack, texts: pulumi.runtime.allConfig(), isEncrypted };
}

/** The SDK knows, and has no declaration for it: nothing else tells a program that a secret stands in plain text. */
function isEncrypted(key: string): boolean {
  const known: unknown = Reflect.get(pulumi.runtime, "isConfigSecret");
  if (typeof known !== "function")
    throw new Error("this version of the Pulumi SDK does not say which keys are secret");
  return known(key) === true;
}

/** The keys of the namespace as plain values; objects are there even when empty, so that each gap is reported. */
function plainValues({ texts }: RawConfig): Record<string, unknown> {
  const values = Object.entries(texts).flatMap(([key, text]) => {
    const name = key.slice(namespace.length + 1);
    if (!key.startsWith(`${namespace}:`) || isSecretName(name)) return [];
    return [[name, sections.includes(name) ? parsedJson(text) : text] as const];
  });
  return { ...Object.fromEntries(sections.map((name) => [name, {}])), ...Object.fromEntries(values) };
}

type Switch = { enabled?: unknown } | null | undefined;

/** The sections that are off, read before the schema does: it may have refused something else. */
function switchedOffSections(config: RawConfig): string[] {
  const values = plainValues(config);
  const switches = Object.entries(values) as [string, Switch][];
  const off = switches.flatMap(([name, section]) => (section?.enabled === false ? [name] : []));
  const noDatadog = off.includes("datadog");
  const hasFlows = Object.keys(Object(values["flows"])).length > 0;
  const beats = (values["heartbeat"] as Switch)?.enabled === true;
  return [
    ...off,
    ...(noDatadog || !hasFlows ? ["flows"] : []),
    ...(noDatadog || !beats ? ["heartbeat"] : []),
  ];
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function parseSettings(config: RawConfig): { settings?: Settings; problems: string[] } {
  const raw = plainValues(config);
  const parsed = settingsSchema.safeParse(raw);
  return {
    ...(parsed.success && { settings: parsed.data }),
    problems: settingsProblems(parsed.error?.issues ?? [], raw, config),
  };
}

function unusable(stack: string, problems: readonly string[]): InputError {
  return new InputError(`The config of stack ${stack} (Pulumi.${stack}.yaml) cannot be used.`, problems);
}
