// Reads the config in a stack's file without an engine: in the texts that the engine would hand to the program.
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";
import { namespace } from "../../inputs/configPlace.ts";
import { InputError } from "../../inputs/inputError.ts";

export interface StackConfig {
  /** By the whole key, such as `marsana-fleet:vercel`; objects as JSON. */
  readonly texts: Readonly<Record<string, string>>;
  readonly encrypted: readonly string[];
}

/** What stands where the file has an encrypted value: nothing is decrypted here. */
const undecrypted = "encrypted";

const fileSchema = z.looseObject({ config: z.record(z.string(), z.unknown()).nullish() }).nullable();

/** @throws InputError if the file is not a stack's settings in YAML */
export function readStackFile(file: string, name: string): StackConfig {
  const config = Object.entries(contentOf(file, name)).map(
    ([key, value]) => [key.includes(":") ? key : `${namespace}:${key}`, value] as const,
  );
  return {
    texts: Object.fromEntries(config.map(([key, value]) => [key, textOf(revealed(value))])),
    encrypted: config.filter(([, value]) => holdsSecret(value)).map(([key]) => key),
  };
}

function contentOf(file: string, name: string): Readonly<Record<string, unknown>> {
  const unreadable = (found: string) =>
    new InputError(`The config of stack ${name} cannot be read.`, [
      `${file}: found ${found}; required: the settings of a stack, in YAML, below \`config:\`; mend: correct the file`,
    ]);
  let content: unknown;
  try {
    content = parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw unreadable(error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error));
  }
  const parsed = fileSchema.safeParse(content);
  if (!parsed.success) throw unreadable("something else");
  return parsed.data?.config ?? {};
}

function isSecret(value: unknown): value is { secure: unknown } {
  return typeof value === "object" && value !== null && "secure" in value && Object.keys(value).length === 1;
}

function holdsSecret(value: unknown): boolean {
  if (isSecret(value)) return true;
  return typeof value === "object" && value !== null && Object.values(value).some(holdsSecret);
}

function revealed(value: unknown): unknown {
  if (isSecret(value)) return undecrypted;
  if (Array.isArray(value)) return value.map(revealed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, revealed(one)]));
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
