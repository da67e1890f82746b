// The stand-in for GitHub in tests, closed after each of them, and what a collector sees of a release there.
import { createHash } from "node:crypto";
import { Hono } from "hono";
import { afterEach } from "mocha";
import type { CollectContext, Collector, Found } from "../../operations/collect/collector.ts";
import {
  type Environment,
  type Faults,
  type RecordedRequest,
  recordAndFail,
} from "../../rehearsal/faults.ts";
import { serveOnLoopback } from "../../rehearsal/loopback.ts";
import {
  type GithubCommit,
  type GithubPullRequest,
  type GithubState,
  githubRoutes,
} from "../../rehearsal/services/github.ts";
import type { EvidenceRecord, RecordOf } from "../../release/record.ts";
import { digestsOf, type Release, releaseSchema } from "../../release/release.ts";
import type { RecordedRelease } from "../../release/situation.ts";
import type { Transport } from "../../services/request.ts";
import { rehearsalInputs } from "./inputs.ts";

/** Planted wherever a token goes: nothing that people see may have it. */
export const githubToken = "ghp_0planted0token0value0";

export const commit = "c".repeat(40);
export const head = "d".repeat(40);
export const at = "2026-02-01T08:00:00Z";

export interface GithubStandIn {
  readonly url: string;
  readonly requests: readonly RecordedRequest[];
}

/** Call it once in a `describe`: gives what starts a stand-in, which is closed when the test is done. */
export function githubPerTest(): (state: GithubState, faults?: Faults) => Promise<GithubStandIn> {
  const open: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((server) => server.close()));
  });
  return async (state, faults) => {
    const requests: RecordedRequest[] = [];
    const app = new Hono<Environment>();
    app.use(recordAndFail(requests, faults));
    const { path, routes } = githubRoutes({ token: githubToken, ...state });
    app.route(path, routes);
    const server = await serveOnLoopback(app.fetch);
    open.push(server);
    return { url: server.url + path, requests };
  };
}

/** A repository with one commit, that of the release, which came in by pull request 7 of ann. */
export function repositoryWith({
  released = {},
  pull = {},
  ...changes
}: Partial<GithubState> & {
  released?: Partial<GithubCommit>;
  pull?: Partial<GithubPullRequest>;
} = {}): GithubState {
  return {
    repository: "marsana/fleet",
    commits: { [commit]: { pullRequests: [7], ...released } },
    pullRequests: {
      7: {
        by: "ann",
        base: "main",
        head,
        mergedAs: commit,
        reviews: [{ by: "lea", state: "APPROVED", commit: head, at }],
        ...pull,
      },
    },
    releases: {},
    files: {},
    history: {},
    ...changes,
  };
}

/** What a collector looks at, with the waits in milliseconds that it would have made. */
export function contextFor(
  { url }: GithubStandIn,
  changes: {
    release?: object;
    transport?: Partial<Transport>;
    environment?: object;
    git?: object | undefined;
    others?: readonly RecordedRelease[];
    /** Of the release itself. Default: those of the sample. */
    records?: readonly EvidenceRecord[];
  } = {},
): { context: CollectContext; waits: number[] } {
  const waits: number[] = [];
  const plain = rehearsalInputs();
  const { settings } = plain;
  const vercel = "git" in changes ? { ...settings.vercel, git: changes.git } : settings.vercel;
  const { records, others } = changes;
  const situation = {
    ...plain.gate.situation,
    ...(records !== undefined && { records }),
    ...(others !== undefined && { others }),
  };
  const gate = { ...plain.gate, situation };
  const inputs = { ...plain, gate, settings: { ...settings, vercel } } as CollectContext["inputs"];
  const release = releaseSchema.parse({ ...plain.release, commit, authors: ["ann"], ...changes.release });
  const sleep = async (milliseconds: number) => void waits.push(milliseconds);
  return {
    waits,
    context: {
      inputs,
      release,
      environment: { GITHUB_TOKEN: githubToken, GITHUB_API_URL: url, ...changes.environment },
      transport: { sleep, ...changes.transport },
      signal: new AbortController().signal,
    },
  };
}

/** As the frame runs it: what cannot be found out is unknown. */
export async function foundBy(collector: Collector, context: CollectContext): Promise<Found> {
  return await collector.collect(context).catch((error: Error) => {
    return { result: "unknown" as const, detail: error.message };
  });
}

/** The commit of the release that was deployed before. */
export const earlierCommit = "a".repeat(40);

/** An earlier release, and the record that says it was deployed. */
export function deployedEarlier(
  changes: { record?: Partial<RecordOf<"deployed">>; release?: Partial<Release> } = {},
): RecordedRelease {
  const { release: sample } = rehearsalInputs();
  const release = releaseSchema.parse({ ...sample, version: "0.9.0", commit: earlierCommit });
  const record: RecordOf<"deployed"> = {
    type: "deployed",
    stack: "rehearsal",
    at: "2026-01-10T10:00:00Z",
    by: "fleet-deploy",
    identity: "typed",
    source: { kind: "engine" },
    detail: "stack rehearsal was updated",
    release: { version: "0.9.0", ...digestsOf(release) },
    ...changes.record,
  };
  return { release: { ...release, ...changes.release }, records: [record] };
}

/** A migration of the manifest, for the file of this text. */
export function migrationFor(sql: string, changes: object = {}) {
  const digest = createHash("sha256").update(sql).digest("hex");
  return { file: "drizzle/0007_parts.sql", class: "expand", reversible: true, digest, ...changes };
}
