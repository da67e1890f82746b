// The JSON Schema of the stack files, made from the settings' schema and the tables of secrets: for editors.
import { z } from "zod";
import { namespace } from "./configPlace.ts";
import { askedSecretKeys, providerCredentials, secretKeys } from "./credentials.ts";
import { settingsSchema } from "./settings.ts";

/** The only form in which a secret may stand in a stack file. */
const encrypted = {
  type: "object",
  properties: { secure: { type: "string" } },
  required: ["secure"],
  additionalProperties: false,
} as const;

/** The schema of `Pulumi.<stack>.yaml`. Keys that are missing are no error in it: a secret may come from elsewhere. */
export function stackFileSchema(): object {
  const { properties, required } = z.toJSONSchema(settingsSchema, { io: "input" });
  const named = (name: string) => `${namespace}:${name}`;
  const settings = Object.entries(properties ?? {}).map(([name, schema]) => [named(name), schema]);
  const secrets = [
    ...Object.entries({ ...secretKeys, ...askedSecretKeys }).map(
      ([name, { meaning }]) => [named(name), meaning] as const,
    ),
    ...providerCredentials.map(({ key, meaning }) => [key, meaning] as const),
  ].map(([key, meaning]) => [key, { ...encrypted, description: `Encrypted: ${meaning}` }]);
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: `A stack of ${namespace}`,
    type: "object",
    properties: {
      config: {
        type: "object",
        properties: Object.fromEntries([...settings, ...secrets]),
        patternProperties: { [`^(?!${namespace}:)`]: true },
        required: (required ?? []).map(named),
        additionalProperties: false,
      },
      encryptionsalt: { type: "string" },
      secretsprovider: { type: "string" },
      encryptedkey: { type: "string" },
      environment: true,
    },
    required: ["config"],
    additionalProperties: false,
  };
}
