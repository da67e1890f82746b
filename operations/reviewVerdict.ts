// What the reviews of a pull request come to: who approved what is in it, and who asks for changes; and what that is.
import type { PullRequest, Review } from "../services/githubAnswers.ts";

export interface ReviewVerdict {
  /** Who approved the pull request as it is, in lower case. */
  readonly approvers: readonly string[];
  /** Whose last word is that something must change. */
  readonly objectors: readonly string[];
}

/** Whoever else reviews has no say: in a public repository anybody may. */
const haveSay = ["OWNER", "MEMBER", "COLLABORATOR"];

/** Only these take a word back; a comment after an approval leaves it standing. */
const words = ["APPROVED", "CHANGES_REQUESTED", "DISMISSED"];

/** @param except whose approval does not count: those whose work it is */
export function reviewVerdict(
  pull: PullRequest,
  reviews: readonly Review[],
  except: readonly string[],
): ReviewVerdict {
  const own = [...except, pull.user?.login ?? ""].map((name) => name.toLowerCase());
  const last = new Map<string, Review>();
  for (const review of [...reviews].sort(byTime)) {
    if (words.includes(review.state))
      last.set(review.user?.login.toLowerCase() ?? "an account that is gone", review);
  }
  const people = [...last];
  return {
    approvers: people
      .filter(([name, review]) => {
        const counts = review.user?.type === "User" && haveSay.includes(review.author_association);
        return (
          review.state === "APPROVED" && review.commit_id === pull.head.sha && counts && !own.includes(name)
        );
      })
      .map(([name]) => name),
    objectors: people.filter(([, { state }]) => state === "CHANGES_REQUESTED").map(([name]) => name),
  };
}

/** Whether what was reviewed is this commit: the end of the pull request, or what its merging made. */
export function isEndedBy({ head, merged_at, merge_commit_sha }: PullRequest, commit: string): boolean {
  // Until it is merged, GitHub has a merge commit there that it made to try.
  return head.sha === commit || (merged_at !== null && merge_commit_sha === commit);
}

function byTime(a: Review, b: Review): number {
  return Date.parse(a.submitted_at ?? "") - Date.parse(b.submitted_at ?? "") || 0;
}
