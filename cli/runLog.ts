// The file of the last run: everything that the engine said, for whoever needs more than the summary.
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from "node:fs";
import { dirname, relative } from "node:path";
import { stripVTControlCharacters } from "node:util";

export interface RunLog {
  /** Where it is, as it is typed from here; undefined where it could not be written. */
  readonly path: string | undefined;
  write(text: string): void;
  close(): void;
}

/**
 * A new file in place of the last run's, for its owner alone. A run does not fail for want of a log.
 * @param complain is told once why there is none
 */
export function openLog(file: string, complain: (text: string) => void): RunLog {
  let open: number | undefined;
  let failed = false;
  const attempt = (work: () => void) => {
    if (failed) return;
    try {
      work();
    } catch (error) {
      failed = true;
      complain(`There is no log of this run: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  attempt(() => {
    mkdirSync(dirname(file), { recursive: true });
    // Taken away first: an older file, or a link in its place, would keep its own mode.
    rmSync(file, { force: true });
    open = openSync(file, "wx", 0o600);
  });
  const here = relative(process.cwd(), file);
  return {
    get path() {
      return failed ? undefined : here.startsWith("..") ? file : here;
    },
    write: (text) =>
      attempt(() => void (open !== undefined && writeSync(open, stripVTControlCharacters(text)))),
    close: () => {
      if (open !== undefined) closeSync(open);
      open = undefined;
    },
  };
}
