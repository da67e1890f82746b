// `npm run docs`: writes the pages that are made from the code, so that they cannot say anything else.
import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { Command } from "commander";
import { entered } from "./arguments.ts";
import { generatedPages } from "./generatedPages.ts";

const projectFolder = resolve(import.meta.dirname, "..");

export const cli = new Command("npm run docs --")
  .description("write the pages of docs/ that are made from the code, and name them")
  .action(() => {
    for (const [path, text] of Object.entries(generatedPages())) {
      writeFileSync(resolve(projectFolder, path), text);
      console.log(path);
    }
  });
await entered(import.meta, cli);
