// The shapes of the stand-ins' packages as files of this project, from the schemas beside it and the installed packages.
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { command } from "../providers/packages/command.ts";
import { datadog } from "../providers/packages/datadog.ts";
import { sentry } from "../providers/packages/sentry.ts";
import { vercel } from "../providers/packages/vercel.ts";
import { Declarations } from "./declarations.ts";
import { formatted } from "./formatted.ts";
import { Joined, type Schema } from "./shapes.ts";
import { textOf } from "./text.ts";

const project = resolve(import.meta.dirname, "../..");
const schemaFolder = resolve(project, "../shared/provider-schemas");

const npmNames: Readonly<Record<string, string>> = {
  command: "@pulumi/command",
  datadog: "@pulumi/datadog",
  sentry: "@pulumiverse/sentry",
  vercel: "@pulumiverse/vercel",
};

/** Every generated file by its path in the project, with its text. */
export function generatedShapes(): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [command, datadog, sentry, vercel].map(({ name, resources }) => {
      const path = `rehearsal/providers/generated/${name}.ts`;
      return [path, formatted(shapesFile(name, Object.keys(resources)), path)];
    }),
  );
}

function shapesFile(packageName: string, tokens: readonly string[]): string {
  const npmName = npmNames[packageName] ?? packageName;
  const declarations = new Declarations(npmName);
  const { version } = declarations;
  const joined = new Joined(packageName, schemaOf(packageName, version), declarations);
  const configuration = joined.configuration();
  const resources = Object.fromEntries(tokens.map((token) => [token, joined.ofToken(token)]));
  return textOf({ packageName, npmName, version, configuration, resources, names: joined.names });
}

function schemaOf(packageName: string, version: string): Schema {
  const file = join(schemaFolder, `${packageName}-${version}.json`);
  if (!existsSync(file))
    throw new Error(`found no ${file}, required the schema of the version that is installed`);
  return JSON.parse(readFileSync(file, "utf8"));
}
