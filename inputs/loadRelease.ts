// Reads the manifest of a release from its folder.
import { existsSync, lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import semver from "semver";
import { LineCounter, parseDocument } from "yaml";
import { type Release, releaseSchema } from "../release/release.ts";
import { problem } from "./configPlace.ts";
import { InputError } from "./inputError.ts";

/** A manifest is a page or two; what is larger is none. */
const largestBytes = 64 * 1024;

/** One bracket that nobody closed is an error on every line after it. */
const mostErrors = 10;

/**
 * The release `version` below `folder`, which is the project's `releases/`. Reads no link.
 * @throws InputError if there is none, or its manifest cannot be read; all problems at once.
 */
export function loadRelease(folder: string, version: string): Release {
  if (semver.valid(version) !== version) throw noSuchRelease(folder, version, "--release");
  const place = `releases/${version}/release.yaml`;
  const file = join(folder, version, "release.yaml");
  const objection = objectionTo(join(folder, version), file);
  if (objection !== undefined)
    throw new InputError(`${place} cannot be read.`, [`${place}: found ${objection}`]);
  if (!existsSync(file)) throw noSuchRelease(folder, version, place);
  const { content, errors } = read(file);
  const parsed = releaseSchema.safeParse(content);
  const problems = [
    ...errors.map((error) => problem(place, error, "YAML", "correct the line")),
    ...(parsed.error?.issues ?? []).map(
      (issue) =>
        `${place}: ${issue.path.join(".") || "the manifest"}: found ${issue.message}; mend: correct the manifest`,
    ),
    ...(parsed.success && parsed.data.version !== version
      ? [
          `${place}: found version ${parsed.data.version}; required: ${version}, the folder's name; mend: rename one`,
        ]
      : []),
  ];
  if (!parsed.success || problems.length > 0) throw new InputError(`${place} cannot be read.`, problems);
  return parsed.data;
}

function noSuchRelease(folder: string, version: string, place: string): InputError {
  const found = place === "--release" ? JSON.stringify(version) : "no such file";
  const required =
    place === "--release"
      ? "a semantic version without a leading v, such as 1.4.0"
      : "a manifest, as docs/release.schema.json describes it";
  const known = knownReleases(folder).join(", ") || "none (there is no release yet)";
  return new InputError(`There is no release ${version}.`, [
    problem(place, found, required, `write it, or choose --release with one of ${known}`),
  ]);
}

/** Why a file is not looked into, if so: a link may lead anywhere, and a huge file holds everything up. */
function objectionTo(folder: string, file: string): string | undefined {
  const [outer, inner] = [folder, file].map((path) => lstatSync(path, { throwIfNoEntry: false }));
  if (outer !== undefined && !outer.isDirectory())
    return "a link, or a file, in place of the folder; required: a folder; mend: take it away";
  if (inner === undefined) return undefined;
  if (!inner.isFile()) return "a link, or a folder; required: a plain file; mend: take it away";
  if (inner.size > largestBytes)
    return `${inner.size} bytes; required: a manifest, of at most ${largestBytes}; mend: shorten it`;
  return undefined;
}

/** What the file says, and why it is no YAML. Aliases that multiply, and nesting without end, are such a reason. */
function read(file: string): { content?: unknown; errors: readonly string[] } {
  try {
    const lines = new LineCounter();
    // Pretty errors are made for every error there is, which takes seconds where there are thousands.
    const document = parseDocument(readFileSync(file, "utf8"), { prettyErrors: false, lineCounter: lines });
    const errors = document.errors.slice(0, mostErrors).map(({ message, pos: [start] }) => {
      const { line, col } = lines.linePos(start);
      return `${message} at line ${line}, column ${col}`;
    });
    return { content: document.toJS(), errors };
  } catch (error) {
    return { errors: [error instanceof Error ? error.message : String(error)] };
  }
}

/**
 * The folders that are releases, in order of their names: those with a manifest, or with evidence. A manifest that is
 * gone must not make a release unknown.
 */
export function knownReleases(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const has = (name: string, part: string) =>
    lstatSync(join(folder, name, part), { throwIfNoEntry: false }) !== undefined;
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !entry.isFile())
    .map(({ name }) => name)
    .filter((name) => has(name, "release.yaml") || has(name, "evidence"))
    .sort();
}
