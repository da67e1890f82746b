// Writes what stands here of the recordings and descriptions in `../shared` anew.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { project, trimmedFiles } from "./trimmed.ts";

for (const [path, text] of Object.entries(trimmedFiles())) {
  mkdirSync(dirname(join(project, path)), { recursive: true });
  writeFileSync(join(project, path), text);
}
