// `npm run schemas`: writes what the stand-ins are held to: shapes from schemas and packages, behaviour from recordings.
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { Command } from "commander";
import { generatedShapes } from "../rehearsal/schemas/generate.ts";
import { recordedFiles } from "../rehearsal/schemas/recordings.ts";
import { entered } from "./arguments.ts";

const projectFolder = resolve(import.meta.dirname, "..");

export const cli = new Command("npm run schemas --")
  .description(
    "write what the stand-ins are held to, from the folders beside the project, and name the files",
  )
  .action(write);
await entered(import.meta, cli);

function write(): void {
  for (const name of ["provider-schemas", "provider-recordings"]) {
    const folder = resolve(projectFolder, "../shared", name);
    if (existsSync(folder)) continue;
    console.error(
      `../shared/${name}: found no such folder beside the project; required what the vendors' plugins say of themselves; ` +
        "fix: run this where that folder is. Nothing was written; all that it would write stands in the project.",
    );
    process.exit(2);
  }

  for (const [path, text] of Object.entries({ ...recordedFiles(), ...generatedShapes() })) {
    mkdirSync(dirname(resolve(projectFolder, path)), { recursive: true });
    writeFileSync(resolve(projectFolder, path), path.endsWith(".gz") ? gzipSync(text, { level: 9 }) : text);
    console.log(path);
  }
}
