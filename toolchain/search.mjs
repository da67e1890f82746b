// Finds programs on PATH and puts folders on it, by looking at files only.

import { accessSync, constants, realpathSync, statSync } from "node:fs";
import { delimiter, dirname, isAbsolute, join } from "node:path";

/**
 * @param {string} file
 * @returns {boolean} Whether the file is there, not empty, and may be run.
 */
export function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    const found = statSync(file);
    return found.isFile() && found.size > 0;
  } catch {
    return false;
  }
}

/**
 * @param {string} name
 * @param {string} path The value of PATH.
 * @returns {string[]} Every program of this name, in the order of PATH, each real file once.
 */
export function programsOnPath(name, path) {
  const seen = new Set();
  const found = [];
  for (const folder of path.split(delimiter)) {
    const file = join(folder, name);
    if (!isAbsolute(folder) || !isProgram(file)) continue;
    const real = realpathSync(file);
    if (seen.has(real)) continue;
    seen.add(real);
    found.push(file);
  }
  return found;
}

/**
 * @param {string} program
 * @param {string} path The value of PATH.
 * @param {string} name What the program is started as.
 * @returns {string} PATH on which `name` starts exactly `program`; unchanged where it already does.
 */
export function pathStarting(program, path, name) {
  const first = programsOnPath(name, path)[0];
  if (first !== undefined && realpathSync(first) === realpathSync(program)) return path;
  return [dirname(program), path].filter(Boolean).join(delimiter);
}
