// The manifest of one release, `releases/<version>/release.yaml`: which version, built from which commit.
import { createHash } from "node:crypto";
import semver from "semver";
import { z } from "zod";

/**
 * `commit` may name a branch while the release is being prepared; what is deployed must be a full commit hash,
 * which `blockersOf` asks for.
 */
export const releaseSchema = z.strictObject({
  version: z.string().refine((text) => semver.valid(text) === text, {
    message: "a semantic version without a leading v, such as 1.4.0 or 1.4.0-rc1",
  }),
  commit: z
    .string()
    .regex(/^[\w./-]+$/, { message: "a Git commit, such as the output of `git rev-parse HEAD`" }),
});
export type Release = z.infer<typeof releaseSchema>;

/** What identifies a release: SHA-256, in hex, of the facts it is made of. */
export function releaseDigest(release: Release): string {
  return createHash("sha256")
    .update(JSON.stringify([release.version, release.commit]))
    .digest("hex");
}
