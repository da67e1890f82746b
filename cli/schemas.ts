// `npm run schemas`: writes the shapes of the stand-ins' resources from the providers' schemas and installed packages.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { generatedShapes } from "../rehearsal/schemas/generate.ts";

const projectFolder = resolve(import.meta.dirname, "..");

for (const [path, text] of Object.entries(generatedShapes())) {
  mkdirSync(dirname(resolve(projectFolder, path)), { recursive: true });
  writeFileSync(resolve(projectFolder, path), text);
  console.log(path);
}
