// What the stand-in of the command provider knows. Its commands are really run: see commands.ts.
import { any, boolean, list, map, oneOf, replaces, type Shapes, string } from "../shape.ts";
import { digits, output, type Package, type Resource } from "../table.ts";

const inputs: Shapes = {
  addPreviousOutputInEnv: boolean,
  archivePaths: list(string),
  assetPaths: list(string),
  create: string,
  delete: string,
  dir: string,
  environment: map(string),
  interpreter: list(string),
  logging: oneOf("stdout", "stderr", "stdoutAndStderr", "none"),
  stdin: string,
  triggers: replaces(list(any)),
  update: string,
};

const localCommand: Resource = {
  inputs,
  outputs: { stdout: output(string, () => ""), stderr: output(string, () => "") },
  id: ({ name, urn }) => `${name}${digits(8, urn)}`,
};

export const command: Package = {
  name: "command",
  version: "1.2.1",
  accepts: ["secrets", "resources", "outputs"],
  configuration: {},
  resources: { "command:local:Command": localCommand },
};
