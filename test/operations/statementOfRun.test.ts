// What a run of GitHub Actions proves of who makes a statement in it.
import assert from "node:assert/strict";
import { InputError } from "../../inputs/inputError.ts";
import { statementOfRun } from "../../operations/statementOfRun.ts";
import type { ActionsRun } from "../../services/githubActions.ts";
import { leasRun } from "../support/actions.ts";
import { rehearsalInputs } from "../support/inputs.ts";

const { settings } = rehearsalInputs();
const given: { type: "approval"; note: string; by?: string; link?: string } = {
  type: "approval",
  note: "All is well",
};

function problems(changes: object, run: Partial<ActionsRun> = {}, inSettings = settings): readonly string[] {
  try {
    statementOfRun({ ...given, ...changes }, { ...leasRun, ...run }, inSettings);
  } catch (error) {
    if (error instanceof InputError) return error.problems;
    throw error;
  }
  return [];
}

describe("a statement in a run of GitHub Actions", () => {
  it("is that of who started the run, which is where to look", () => {
    assert.deepEqual(statementOfRun(given, leasRun, settings), {
      ...given,
      by: "Lea",
      identity: "oidc",
      commit: leasRun.sha,
      link: "https://github.com/marsana/fleet/actions/runs/4711",
    });
  });

  for (const by of ["lea", "LEA", "@Lea"]) {
    it(`may name them as ${by}`, () => {
      assert.equal(statementOfRun({ ...given, by }, leasRun, settings).by, "Lea");
    });
  }

  const { git } = settings.vercel;
  const withGit = (changed: object | undefined) =>
    ({ ...settings, vercel: { ...settings.vercel, git: changed } }) as typeof settings;
  const refused: readonly [what: string, found: readonly string[], expected: string][] = [
    [
      "who names somebody else",
      problems({ by: "eve" }),
      "--by: found eve; required: Lea, who started the run",
    ],
    [
      "with a link of its own",
      problems({ link: "https://example.com/7" }),
      "--link: found https://example.com/7; required: none",
    ],
    [
      "in another repository",
      problems({}, { repository: "eve/fleet" }),
      "the run's repository: found eve/fleet; required: marsana/fleet",
    ],
    [
      "of a repository that is not on GitHub",
      problems({}, {}, withGit({ ...git, provider: "gitlab" })),
      "the run's repository: found marsana/fleet; required: a repository on GitHub",
    ],
    [
      "without a repository",
      problems({}, {}, withGit(undefined)),
      "the run's repository: found marsana/fleet; required: a repository on GitHub",
    ],
    [
      "that a push started",
      problems({}, { event_name: "push" }),
      "the run's event: found push; required: workflow_dispatch",
    ],
    ["that was started again", problems({}, { run_attempt: "2" }), "the run's attempt: found 2; required: 1"],
  ];
  for (const [what, found, expected] of refused) {
    it(`is refused in a run ${what}`, () => {
      assert.equal(found.length, 1);
      assert.ok(found[0]?.startsWith(expected), found[0]);
      assert.match(found[0] ?? "", /; mend: ./);
    });
  }

  it("is refused with all that is wrong at once", () => {
    const run = { repository: "eve/fleet", event_name: "push", run_attempt: "2" };
    assert.equal(problems({ by: "eve", link: "https://example.com/7" }, run).length, 5);
  });
});
