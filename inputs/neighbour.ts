// Reads what a stack's file says in plain text, with no engine and no passphrase: how one stack knows another.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { namespace, placeOf, problem } from "./configPlace.ts";
import { isSecretName } from "./credentials.ts";
import { type Settings, settingsSchema } from "./settings.ts";

/** The one stack with no account behind it, and the only one whose clock may be set. */
export const rehearsalStack = "rehearsal";
/** The stack that is production. */
export const productionStack = "prod";
/** The stack on which a release is made ready: there the gate, and the rules marked so, advise and do not block. */
export const stagingStack = "staging";

/** What is known of another stack: its settings, or why they are not known; neither where it has no file. */
export interface Neighbour {
  stack: string;
  settings?: Settings;
  problem?: string;
}

/**
 * The stack whose names and secrets must not be this one's: production for every other stack, staging for production.
 * There may be no staging. That there is no production is a problem: a file that is gone, or that stands somewhere
 * else, would leave nobody to be kept apart from, and looks the same.
 */
export function neighbourOf(stack: string, folder: string): Neighbour {
  const other = stack === productionStack ? stagingStack : productionStack;
  const file = `Pulumi.${other}.yaml`;
  try {
    return { stack: other, settings: readPlainSettings(join(folder, file)) };
  } catch (error) {
    const missing = error instanceof Error && "code" in error && error.code === "ENOENT";
    if (missing && other !== productionStack) return { stack: other };
    const found = missing ? "no such file" : `a file that cannot be read: ${reasonOf(error)}`;
    const required = `the settings of stack ${other} in plain text, from which stack ${stack} must be kept apart`;
    return {
      stack: other,
      problem: problem(
        file,
        found,
        required,
        `restore the file, or mend it until npm run preview -- --stack ${other} reads it`,
      ),
    };
  }
}

const fileSchema = z.object({ config: z.record(z.string(), z.unknown()) });

/**
 * The plain settings of a stack's file; what is encrypted in it is left out.
 * @throws what the file system, the YAML parser or the schema throws
 */
export function readPlainSettings(file: string): Settings {
  const { config } = fileSchema.parse(parse(readFileSync(file, "utf8")));
  const own = Object.entries(config).flatMap(([key, value]) => {
    const encrypted = typeof value === "object" && value !== null && "secure" in value;
    // A key without a namespace is in the project's own.
    const [space, name = ""] = key.includes(":") ? key.split(":") : [namespace, key];
    return space === namespace && !encrypted && !isSecretName(name) ? [[name, value]] : [];
  });
  return settingsSchema.parse(Object.fromEntries(own));
}

/** Why a file cannot be read, in one line and without a value of it. */
function reasonOf(error: unknown): string {
  if (error instanceof z.ZodError) {
    const places = new Set(
      error.issues.map(({ path }) => (path.length > 0 ? placeOf(path) : "its top level")),
    );
    return `${[...places].join(", ")} is missing or has another form`;
  }
  const ofSystem = error instanceof Error && "errno" in error && "code" in error;
  return ofSystem ? String(error.code) : "it is no YAML";
}
