// The verdict on a release, in the one place that gives it: why it must not be deployed, if anything.
import type { Release } from "./release.ts";

/** A SHA-1 or SHA-256 object name in full; a shorter one, a branch or a tag can come to mean something else. */
const fullCommit = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/**
 * What holds this release up, each with what is required and how to mend it; empty if nothing does. No release
 * at all holds nothing up: then the update changes monitors, windows and settings only.
 */
export function blockersOf(release: Release | undefined): string[] {
  if (release === undefined) return [];
  const { version, commit } = release;
  if (fullCommit.test(commit)) return [];
  return [
    `release ${version} names the commit "${commit}", which is not a full commit hash: what was checked and what ` +
      `is deployed could differ; write the output of \`git rev-parse ${commit}\` into ` +
      `releases/${version}/release.yaml`,
  ];
}
