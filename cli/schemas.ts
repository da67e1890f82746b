// `npm run schemas`: writes what the stand-ins are held to: shapes from schemas and packages, behaviour from recordings.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { generatedShapes } from "../rehearsal/schemas/generate.ts";
import { recordedFiles } from "../rehearsal/schemas/recordings.ts";

const projectFolder = resolve(import.meta.dirname, "..");

for (const [path, text] of Object.entries({ ...recordedFiles(), ...generatedShapes() })) {
  mkdirSync(dirname(resolve(projectFolder, path)), { recursive: true });
  writeFileSync(resolve(projectFolder, path), path.endsWith(".gz") ? gzipSync(text, { level: 9 }) : text);
  console.log(path);
}
