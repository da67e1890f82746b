// Writes a generated file as the project's formatter would have it.
import { execFileSync } from "node:child_process";
import { join, resolve } from "node:path";

const project = resolve(import.meta.dirname, "../..");

/** @param path in the project, which says what the text is */
export const formatted = (text: string, path: string): string =>
  execFileSync(join(project, "node_modules/.bin/biome"), ["format", `--stdin-file-path=${path}`], {
    cwd: project,
    input: text,
    encoding: "utf8",
  });
