// The room's one reader of files: a runbook from its path.
import { readFileSync } from "node:fs";
import { relative } from "node:path";
import type { Runbook } from "./model.ts";
import { type ParsedRunbook, parseRunbook } from "./parse.ts";
import { RunbookError } from "./problem.ts";

/** What was read last: the command, the program and the rules each read the same file, in one process. */
let last: { readonly text: string; readonly file: string; readonly parsed: ParsedRunbook } | undefined;

/**
 * Reads a runbook and everything that is wrong with it. Problems name the file from the working directory where it
 * lies below that.
 */
export function readRunbook(path: string): ParsedRunbook & { file: string } {
  const file = shownPath(path);
  const failed = (rule: string, found: string, required: string, mend: string) => ({
    file,
    problems: [{ severity: "error" as const, rule, file, line: 1, column: 1, found, required, mend }],
  });
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    const { code = "an unknown error" } = error as NodeJS.ErrnoException;
    return failed(
      "unreadable-file",
      `no file that can be read (${code})`,
      "a runbook in Markdown",
      "check the path",
    );
  }
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    if (last?.text !== text || last.file !== file) last = { text, file, parsed: parseRunbook(text, file) };
    return { file, ...last.parsed };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return failed("encoding", "bytes that are not UTF-8", "text in UTF-8", "save the file as UTF-8");
  }
}

/**
 * Reads a runbook that can be executed.
 * @throws RunbookError with every problem, if one of them is an error
 */
export function loadRunbook(path: string): Runbook {
  const { runbook, problems, file } = readRunbook(path);
  if (runbook === undefined) throw new RunbookError(file, problems);
  return runbook;
}

function shownPath(path: string): string {
  const short = relative("", path);
  return short === "" || short.startsWith("..") ? path : short;
}
