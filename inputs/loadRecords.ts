// Reads folders of records: one small file for each, and each of them checked before anything is believed.
import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import type { z } from "zod";
import { hashOf, recordName, type Stored } from "../release/record.ts";
import { problem } from "./configPlace.ts";
import { visible } from "./inputError.ts";

/** Clocks differ; a record that is further ahead of this one's was not made yet. */
const aheadMinutes = 5;
const aheadMs = aheadMinutes * 60_000;

/** A record is a few hundred bytes; what is larger is none. */
const largestBytes = 64 * 1024;

const aRecord = "a record, as the commands write it";
const projectFolder = resolve(import.meta.dirname, "..");

export interface Expected<Kind extends Stored> {
  readonly schema: z.ZodType<Kind>;
  /** The instant of the run: a rehearsal's may lie in the past, where later records are not made yet. */
  readonly instant: Date;
  /** What the clock says: a record later than both was made by a clock that is wrong. Default: the instant. */
  readonly latest?: Date | undefined;
  /** What to do about a record that cannot be believed, apart from deleting it. */
  readonly again: string;
  /** What is wrong with a record that is one, if anything is. */
  readonly objection?: (record: Kind, place: string) => string | undefined;
}

export interface ReadRecords<Kind extends Stored> {
  /** Those that can be believed and are made already, oldest first. */
  readonly records: Kind[];
  /** One for each file that cannot be believed. */
  readonly problems: string[];
  /** Those that can be believed, made already or not. */
  readonly all: Kind[];
}

/**
 * The records in the folders, and every file that cannot be believed; a folder that does not exist holds
 * none. Reads no link, and nothing whose name starts with a dot: those are halves that a crash left.
 */
export function readRecords<Kind extends Stored>(
  folders: readonly string[],
  expected: Expected<Kind>,
): ReadRecords<Kind> {
  const problems: string[] = [];
  const records = folders.flatMap((folder) => {
    const names = namesIn(folder);
    if (typeof names === "string") problems.push(names);
    return (typeof names === "string" ? [] : names).flatMap((name) => {
      const read = readRecord(join(folder, name), name, expected);
      if (typeof read !== "string") return [read];
      problems.push(read);
      return [];
    });
  });
  const made = records.filter(({ at }) => Date.parse(at) <= expected.instant.getTime() + aheadMs);
  return {
    records: made.sort((a, b) => Date.parse(a.at) - Date.parse(b.at)),
    problems: problems.map(visible),
    all: records,
  };
}

/** What the folder holds, or why it is not looked into. */
function namesIn(folder: string): string[] | string {
  try {
    const stat = lstatSync(folder, { throwIfNoEntry: false });
    if (stat === undefined) return [];
    if (!stat.isDirectory())
      return problem(placeOf(folder), "a link, or a file", "a folder of records", "take it away");
    return readdirSync(folder)
      .filter((name) => !name.startsWith("."))
      .sort();
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    return problem(
      placeOf(folder),
      `no readable folder (${error.code})`,
      "a folder of records",
      "let it be read",
    );
  }
}

/** As it is typed in the project's folder; in full where it lies elsewhere. */
export function placeOf(path: string): string {
  const typed = relative(projectFolder, path);
  return typed.startsWith("..") ? resolve(path) : typed;
}

/** The record, or what is wrong with its file. */
function readRecord<Kind extends Stored>(
  file: string,
  name: string,
  expected: Expected<Kind>,
): Kind | string {
  const place = placeOf(file);
  const stat = lstatSync(file);
  const mend = `delete it, and ${expected.again}`;
  if (!stat.isFile()) return problem(place, "a link, or a folder", "a plain file", "take it away");
  if (stat.size > largestBytes)
    return problem(place, `${stat.size} bytes`, `a record, of at most ${largestBytes}`, "take it away");
  let text: string;
  let content: unknown;
  try {
    text = readFileSync(file, "utf8");
    content = JSON.parse(text);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? `no readable file (${error.code})` : "no JSON";
    return problem(place, code, aRecord, mend);
  }
  const parsed = expected.schema.safeParse(content);
  if (parsed.success) return objection(parsed.data, place, name, text, expected) ?? parsed.data;
  const [issue] = parsed.error.issues;
  return problem(place, `${issue?.path.join(".") || "the record"}: ${issue?.message}`, aRecord, mend);
}

function objection<Kind extends Stored>(
  record: Kind,
  place: string,
  name: string,
  text: string,
  { instant, latest = instant, again, objection: own }: Expected<Kind>,
): string | undefined {
  const inName = /-([0-9a-f]{16})\.json$/.exec(name)?.[1];
  if (inName !== hashOf(text) || name !== recordName(record))
    return problem(
      place,
      "another content than the name stands for: somebody has edited or renamed it",
      "the file as it was written",
      `git checkout -- ${place}, or delete it and ${again}`,
    );
  const misplaced = own?.(record, place);
  if (misplaced !== undefined) return misplaced;
  const last = new Date(Math.max(instant.getTime(), latest.getTime()));
  if (Date.parse(record.at) > last.getTime() + aheadMs)
    return problem(
      place,
      `${record.at}, which is in the future`,
      `at most ${aheadMinutes} minutes after ${last.toISOString()}`,
      `correct the clock that wrote it, delete the file, and ${again}`,
    );
  return undefined;
}
