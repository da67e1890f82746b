// A copy of the project for commands that write into it, such as those that set config.
import { cpSync, symlinkSync } from "node:fs";
import { basename, join } from "node:path";
import { projectFolder } from "./inputs.ts";

const leftOut = ["node_modules", ".git", ".state"];

/** Copies the project to a folder that does not exist yet; the copy shares the packages. @returns the folder */
export function copyProject(folder: string): string {
  cpSync(projectFolder, folder, {
    recursive: true,
    filter: (file) => !leftOut.includes(basename(file)),
  });
  symlinkSync(join(projectFolder, "node_modules"), join(folder, "node_modules"));
  return folder;
}
