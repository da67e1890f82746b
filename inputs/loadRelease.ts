// Reads the manifest of a release from its folder.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseDocument } from "yaml";
import { type Release, releaseSchema } from "../release/release.ts";
import { InputError } from "./inputError.ts";

/**
 * The release `version` below `folder`, which is the project's `releases/`.
 * @throws InputError if there is none, or its manifest cannot be read; all problems at once.
 */
export function loadRelease(folder: string, version: string): Release {
  const place = `releases/${version}/release.yaml`;
  const file = join(folder, version, "release.yaml");
  if (!existsSync(file)) {
    throw new InputError(`There is no release ${version}.`, [
      `${place}: found no such file; required: a manifest with version and commit; mend: write it, or choose ` +
        `--release with one of ${knownReleases(folder).join(", ") || "none (there is no release yet)"}`,
    ]);
  }
  const document = parseDocument(readFileSync(file, "utf8"), { prettyErrors: true });
  const parsed = releaseSchema.safeParse(document.toJS());
  const problems = [
    ...document.errors.map(
      (error) => `${place}: found ${error.message.trim()}; required: YAML; mend: correct the line`,
    ),
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

/** The versions that have a manifest, in order of their names. */
export function knownReleases(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, "release.yaml")))
    .sort();
}
