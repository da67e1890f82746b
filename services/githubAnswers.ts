// What is used of GitHub's answers, and the client that gives it: a field that GitHub adds later breaks nothing.
import { z } from "zod";

const account = z.object({ login: z.string(), type: z.string() }).nullable();
/** The account whose address a commit has; none where no account has it. */
const addressed = z.object({ login: z.string().optional() }).nullable();

export const commitSchema = z.object({
  sha: z.string(),
  html_url: z.string(),
  author: addressed,
  /** `web-flow` where it was made on GitHub's pages. */
  committer: addressed,
});
export type Commit = z.infer<typeof commitSchema>;

/** Not a folder, a link or a submodule; and not of more than 1 MiB, of which GitHub leaves the content away. */
export const fileSchema = z.unknown().pipe(
  z.object({
    type: z.literal("file"),
    encoding: z.literal("base64"),
    size: z.number(),
    content: z.string(),
  }),
);

/** A run that is not completed has no conclusion. */
export const checkRunsSchema = z.object({
  total_count: z.number(),
  check_runs: z.array(z.object({ name: z.string(), status: z.string(), conclusion: z.string().nullable() })),
});
export type CheckRun = z.infer<typeof checkRunsSchema>["check_runs"][number];

/** The latest of each context. */
export const statusesSchema = z.object({
  total_count: z.number(),
  statuses: z.array(z.object({ context: z.string(), state: z.string() })),
});
export type CommitStatus = z.infer<typeof statusesSchema>["statuses"][number];

export const releaseSchema = z.object({
  tag_name: z.string(),
  draft: z.boolean(),
  html_url: z.string(),
  body: z.string().nullish(),
});
export type PublishedRelease = z.infer<typeof releaseSchema>;

export const pullRequestSchema = z.object({
  number: z.number(),
  html_url: z.string(),
  user: account,
  merged_at: z.string().nullable(),
  merge_commit_sha: z.string().nullable(),
  base: z.object({ ref: z.string() }),
  head: z.object({ sha: z.string() }),
});
export type PullRequest = z.infer<typeof pullRequestSchema>;

export const reviewSchema = z.object({
  /** Null for an account that is gone. */
  user: account,
  /** `APPROVED`, `CHANGES_REQUESTED`, `COMMENTED`, `DISMISSED` or `PENDING`. */
  state: z.string(),
  /** The head of the pull request when it was reviewed. */
  commit_id: z.string().nullable(),
  /** What the person is to the repository: `OWNER`, `MEMBER`, `COLLABORATOR`, or somebody without a say. */
  author_association: z.string(),
  submitted_at: z.string().optional(),
});
export type Review = z.infer<typeof reviewSchema>;

/** How a commit differs from one before it. */
export const comparisonSchema = z.object({
  /** `ahead` where it follows from the other, `identical`, or else `behind` or `diverged`. */
  status: z.string(),
  files: z.array(z.object({ filename: z.string(), status: z.string() })),
});
export type Comparison = z.infer<typeof comparisonSchema> & {
  /** False where there may be more files: GitHub names no more than 300. */
  readonly isWhole: boolean;
};

/** Every method throws a ServiceError that says which request failed, how, and what to do. */
export interface GithubClient {
  /** @throws ServiceError where there is none, or the token may not see it: then no 404 of a file or release means anything */
  commit(ref: string): Promise<Commit>;
  /** What has changed from one commit to another. */
  compare(from: string, to: string): Promise<Comparison>;
  /** The latest of each name. */
  checkRuns(commit: string): Promise<CheckRun[]>;
  statuses(commit: string): Promise<CommitStatus[]>;
  /** Undefined where there is none. */
  releaseOfTag(tag: string): Promise<PublishedRelease | undefined>;
  /** The content of a file at a commit or a branch; undefined where there is none. */
  file(path: string, ref: string): Promise<Buffer | undefined>;
  /** Those that have the commit: the one by which it came in, or all where it is on a branch only. */
  pullRequestsOf(commit: string): Promise<PullRequest[]>;
  reviews(pullRequest: number): Promise<Review[]>;
  /** Those in a pull request, the latest last. Whole is false where there may be more: GitHub gives no more than 250. */
  commitsIn(pullRequest: number): Promise<{ commits: Commit[]; isWhole: boolean }>;
  /** The commits of a branch that changed a file, the latest first. */
  commitsOf(path: string, branch: string): Promise<Commit[]>;
}
