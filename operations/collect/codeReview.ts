// Proves that somebody who did not write the release has approved exactly its commit, and that nobody objects.
import { isEndedBy, reviewVerdict } from "../reviewVerdict.ts";
import type { Collector } from "./collector.ts";
import { releasedCommit } from "./releasedCommit.ts";

export const codeReview: Collector = {
  name: "code-review",
  items: ["final-code-review"],
  needs: ["GITHUB_TOKEN"],
  async collect(context) {
    const { authors } = context.release;
    const { github, commit } = await releasedCommit(context);
    const pulls = (await github.pullRequestsOf(commit.sha)).filter((pull) => isEndedBy(pull, commit.sha));
    if (pulls.length === 0)
      return {
        result: "fail",
        detail: "no pull request ends with this commit, or was merged as it; required: a reviewed one",
        url: commit.html_url,
      };
    const judged = [];
    for (const pull of pulls) {
      judged.push({ pull, ...reviewVerdict(pull, await github.reviews(pull.number), authors) });
    }
    const objected = judged.find(({ objectors }) => objectors.length > 0);
    if (objected !== undefined)
      return {
        result: "fail",
        detail: `pull request ${objected.pull.number}: ${objected.objectors.join(", ")} asks for changes`,
        url: objected.pull.html_url,
      };
    const approved = judged.find(({ approvers }) => approvers.length > 0);
    if (approved !== undefined)
      return {
        result: "pass",
        detail: `pull request ${approved.pull.number} is approved by ${approved.approvers.join(", ")}`,
        url: approved.pull.html_url,
      };
    return {
      result: "fail",
      detail: `nobody but its authors has approved pull request ${pulls.map(({ number }) => number).join(", ")} as it is now`,
      ...(pulls[0] && { url: pulls[0].html_url }),
    };
  },
};
