// The config of the rehearsal as the engine hands it to a program, with planted secrets.
import * as pulumi from "@pulumi/pulumi";
import { readConfig } from "../../config.ts";
import { askedSecretKeys, providerCredentials, secretKeys } from "../../inputs/credentials.ts";
import { InputError } from "../../inputs/inputError.ts";
import { settingsOf } from "./inputs.ts";

/** What no message may ever hold. */
export const planted = "planted-secret";

/** Every secret and credential, by its whole key. */
export const secretNames: readonly string[] = [
  ...Object.keys({ ...secretKeys, ...askedSecretKeys }).map((name) => `marsana-fleet:${name}`),
  ...providerCredentials.map(({ key }) => key),
];

/** Some keys changed or, as undefined, left out; and which keys are encrypted: the secrets, unless told. */
export interface ConfigChanges {
  values?: Readonly<Record<string, unknown>>;
  encrypted?: readonly string[];
}

/** Sets the complete config of the rehearsal, with the changes. */
export function configure({ values = {}, encrypted = secretNames }: ConfigChanges = {}): void {
  const settings = Object.entries(settingsOf("rehearsal"));
  const all: Record<string, unknown> = {
    ...Object.fromEntries(secretNames.map((name) => [name, planted])),
    ...Object.fromEntries(settings.map(([name, value]) => [`marsana-fleet:${name}`, value])),
    ...values,
  };
  const texts = Object.entries(all)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => [key, typeof value === "string" ? value : JSON.stringify(value)]);
  pulumi.runtime.setAllConfig(Object.fromEntries(texts), [...encrypted]);
}

/** What is wrong with the rehearsal's config after the changes, as stack `prod` says it. */
export function configProblems(
  changes: ConfigChanges,
  environment: NodeJS.ProcessEnv = {},
): readonly string[] {
  configure(changes);
  try {
    readConfig("prod", environment);
  } catch (error) {
    if (error instanceof InputError) return error.problems;
    throw error;
  }
  return [];
}
