// `npm run docs`: writes the pages that are made from the code, so that they cannot say anything else.
import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { generatedPages } from "./generatedPages.ts";

const projectFolder = resolve(import.meta.dirname, "..");

for (const [path, text] of Object.entries(generatedPages())) {
  writeFileSync(resolve(projectFolder, path), text);
  console.log(path);
}
