// Adds one record to a release's evidence, or to the reviews. Nothing is ever changed or taken away.
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { problem } from "../inputs/configPlace.ts";
import { InputError } from "../inputs/inputError.ts";
import { placeOf } from "../inputs/loadRecords.ts";
import { type ReviewRecord, reviewRecordSchema } from "../release/looseningReview.ts";
import { type EvidenceRecord, recordName, recordSchema, recordText } from "../release/record.ts";

const storedSchema = z.union([recordSchema, reviewRecordSchema]);

/**
 * Writes the record to a temporary name, has the disk keep it, and gives it its own name: a reader sees all of it or
 * nothing, also after a crash. The same record twice is one file.
 * @returns the file's name
 * @throws ZodError if the record is none; InputError if a link or a file has the folder's place, in which nobody reads
 */
export function writeRecord(folder: string, record: EvidenceRecord | ReviewRecord): string {
  const checked = storedSchema.parse(record);
  const [name, text] = [recordName(checked), recordText(checked)];
  const target = join(folder, name);
  refuseOther(folder);
  mkdirSync(folder, { recursive: true });
  if (existsSync(target)) return name;
  // Of a name that nobody else has, not even a process of the same number that crashed here.
  const half = mkdtempSync(join(folder, ".half-"));
  try {
    kept(join(half, name), "wx", (file) => writeFileSync(file, text));
    // Unlike a rename, a link never takes the place of what is there.
    linkSync(join(half, name), target);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  } finally {
    rmSync(half, { recursive: true });
  }
  kept(folder, "r");
  return name;
}

/** What is written through a link lands where nobody looks for it, or where it must not. */
function refuseOther(folder: string): void {
  const stat = lstatSync(folder, { throwIfNoEntry: false });
  if (stat === undefined || stat.isDirectory()) return;
  const found = stat.isSymbolicLink() ? "a link" : "a file";
  const mend = "take it away; the folder is made where there is none";
  throw new InputError("Nothing was recorded.", [
    problem(placeOf(folder), found, "a folder of records", mend),
  ]);
}

/** Has the disk keep what a path holds; of a folder that is its list of names. */
function kept(path: string, flags: string, write: (file: number) => void = () => {}): void {
  const file = openSync(path, flags, 0o644);
  try {
    write(file);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
