// Looks for migrations that the manifest leaves out: SQL that has changed since what was deployed to the stack before.
import { trustedDeployments } from "../../release/production.ts";
import { digestsOf } from "../../release/release.ts";
import type { Situation } from "../../release/situation.ts";
import type { CollectContext } from "./collector.ts";
import type { ReleasedCommit } from "./releasedCommit.ts";

export interface Unlisted {
  readonly wrong: readonly string[];
  readonly unclear: readonly string[];
  /** What was looked at where nothing is wrong or unclear. */
  readonly looked: string;
}

/** @throws ServiceError where GitHub cannot say */
export async function unlistedMigrations(
  { inputs, release }: CollectContext,
  { github, commit }: ReleasedCommit,
): Promise<Unlisted> {
  const unclear = (text: string): Unlisted => ({ wrong: [], unclear: [text], looked: "" });
  const { situation } = inputs.gate;
  const before = situation && deployedBefore({ ...situation, release });
  if (before === undefined) {
    const looked = "nothing was deployed before: whether there are others was not looked at";
    if (release.migrations.length > 0) return { wrong: [], unclear: [], looked };
    return unclear("nothing was deployed before: a person says that there are no migrations");
  }
  const { version } = before;
  if (before.commit === undefined)
    return unclear(
      `release ${version} was deployed before, with another commit than its manifest names now: a person says whether there are more migrations`,
    );
  const { status, files, isWhole } = await github.compare(before.commit, commit.sha);
  if (status !== "ahead" && status !== "identical")
    return unclear(
      `the commit does not follow from that of release ${version}, which was deployed before: GitHub says ${status}`,
    );
  const known = new Set(release.migrations.map(({ file }) => file));
  const missing = files
    .filter((file) => /\.sql$/i.test(file.filename) && !["removed", "unchanged"].includes(file.status))
    .map(({ filename }) => filename)
    .filter((file) => !known.has(file));
  const since = `since release ${version}`;
  if (missing.length > 0) {
    const wrong = `changed ${since} and not in the manifest: ${missing.join(", ")}; mend: list them as migrations`;
    return { wrong: [wrong], unclear: [], looked: "" };
  }
  if (!isWhole)
    return unclear(
      `more files changed ${since} than GitHub names: a person says whether there are more migrations`,
    );
  return { wrong: [], unclear: [], looked: `no other SQL has changed ${since}` };
}

interface Deployed {
  readonly version: string;
  /** Undefined where nobody knows it: the record has its digest, and the manifest names another. */
  readonly commit?: string;
}

/** What was deployed to the stack last with another commit than the release's. */
function deployedBefore(situation: Situation): Deployed | undefined {
  const { release, records, others } = situation;
  const own = digestsOf(release).commit;
  const deployed = [{ release, records }, ...others].flatMap((one) =>
    trustedDeployments(one.records, situation)
      .filter((record) => record.release.commit !== own)
      .map((record) => ({ record, release: one.release })),
  );
  const last = deployed.toSorted((a, b) => Date.parse(a.record.at) - Date.parse(b.record.at)).at(-1);
  if (last === undefined) return undefined;
  const { version, commit } = last.release;
  const isKnown = digestsOf(last.release).commit === last.record.release.commit;
  return { version, ...(isKnown && { commit }) };
}
