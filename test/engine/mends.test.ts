// What the commands say about the engine errors that engineers meet first.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { requireStackFile, withMend } from "../../engine/mends.ts";
import { InputError } from "../../inputs/inputError.ts";
import { samplesIn } from "../support/docCommands.ts";
import { projectFolder } from "../support/inputs.ts";

describe("an error of the engine", () => {
  const cases: readonly [says: string, stack: string, mend: RegExp][] = [
    ["error: no stack named 'staging' found", "staging", /mend: pulumi stack init staging/],
    [
      "error: PULUMI_ACCESS_TOKEN must be set for login during non-interactive CLI sessions",
      "prod",
      /mend: pulumi login/,
    ],
    [
      "error: passphrase must be set with PULUMI_CONFIG_PASSPHRASE",
      "prod",
      /mend: set PULUMI_CONFIG_PASSPHRASE/,
    ],
    [
      "error: no language plugin 'pulumi-language-nodejs' found in the workspace",
      "prod",
      /mend: install the official Pulumi CLI/,
    ],
    [
      "Preview failed: resource '99' does not exist",
      "prod",
      /nothing to adopt.*marsana-fleet:adopt in Pulumi\.prod\.yaml/,
    ],
    [
      "error: no resource plugin 'pulumi-resource-datadog' found in the workspace",
      "prod",
      /mend: pulumi install/,
    ],
    [
      'error: resource "urn:pulumi:prod::p::t::n" cannot be deleted\nbecause it is protected. To unprotect it',
      "prod",
      /mend: undo the change/,
    ],
    ["error: the stack is currently locked by 1 lock(s)", "prod", /pulumi cancel --stack prod/],
    ["error: the stack is currently locked by 1 lock(s)", "rehearsal", /delete \.state\/rehearsal/],
  ];
  for (const [says, stack, mend] of cases) {
    it(`is shown with its mend on ${stack}: ${says}`, () => {
      const shown = withMend(says, stack);
      assert.ok(shown.startsWith(says));
      assert.match(shown, mend);
    });
  }

  // The commands run a right Node, and their own checks of config and release say the mend by themselves.
  const saysItself = /token|Node|ready/i;
  const samples = [...samplesIn(readFileSync(join(projectFolder, "docs/plain-cli.md"), "utf8"))];
  for (const [title, sample] of samples.filter(([title]) => !saysItself.test(title))) {
    it(`is shown with its mend, as docs/plain-cli.md shows it: ${title}`, () => {
      assert.match(withMend(sample, "staging"), /mend: /);
    });
  }

  /** What the SDK makes of the engine's words, as it was seen. */
  const ofSdk = (stderr: string) => `CommandError: code: 1\n stdout: \n stderr: ${stderr}\n err?: \n`;
  const seen: readonly [what: string, stderr: string, shown: string][] = [
    [
      "a full disk",
      "error: 2 errors occurred:\n    1) write /state/rehearsal.json.tmp: no space left on device\n    2) Unknown",
      "write /state/rehearsal.json.tmp: no space left on device\n    fix: free some space where that file is (df -h), " +
        "then run the command again, it goes on from there",
    ],
    [
      "a missing login",
      "error: PULUMI_ACCESS_TOKEN must be set for login during non-interactive CLI sessions",
      "error: PULUMI_ACCESS_TOKEN must be set for login during non-interactive CLI sessions\n    " +
        "mend: pulumi login, or set PULUMI_ACCESS_TOKEN or PULUMI_BACKEND_URL",
    ],
    [
      "a second update at once",
      "error: the stack is currently locked by 1 lock(s). Either wait for the other process(es) to end or delete the " +
        "lock file with `pulumi cancel`.\n  file:///state: created by ada@other (pid 1) at 2026-12-01T04:00:00Z",
      "error: the stack is currently locked by 1 lock(s). Either wait for the other process(es) to end or delete the " +
        "lock file with `pulumi cancel`.\n    mend: wait for the other update, or, if there is none any more, " +
        "pulumi cancel --stack prod",
    ],
  ];
  for (const [what, stderr, shown] of seen)
    it(`is one line and its fix: ${what}`, () => {
      assert.equal(withMend(ofSdk(stderr), "prod"), shown);
      assert.equal(withMend(ofSdk(stderr).replace("CommandError", "ConcurrentUpdateError"), "prod"), shown);
    });

  it("is shown as it is when nothing is known about it", () => {
    assert.equal(withMend("error: the sky is falling", "prod"), "error: the sky is falling");
  });
});

describe("a stack", () => {
  it("is known by its settings, and missed with the names of those there are", () => {
    for (const stack of ["prod", "staging", "rehearsal"]) requireStackFile(projectFolder, stack);
    assert.throws(
      () => requireStackFile(projectFolder, "production"),
      (error) =>
        error instanceof InputError &&
        /found production; required: a stack with settings \(.*prod.*\)/.test(String(error.problems)),
    );
  });
});
