// Runbook, release and settings judged together: what fits, and each way in which they do not.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { InputError } from "../../inputs/inputError.ts";
import { instantOf, readInputs } from "../../inputs/inputs.ts";
import type { Settings } from "../../inputs/settings.ts";
import { projectFolder, settingsOf, switchedOn } from "../support/inputs.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

const settings = settingsOf("rehearsal");
const clock = () => new Date("2030-01-01T00:00:00Z");

/** The problems of an attempt, or none where it succeeds. */
function problemsOf(attempt: () => unknown): readonly string[] {
  try {
    attempt();
  } catch (error) {
    if (error instanceof InputError) return error.problems;
    throw error;
  }
  return [];
}

describe("the inputs of a run", () => {
  const folder = temporaryFolder();

  /** The project's runbook with some texts replaced, as a file. */
  function runbookWith(...replacements: [from: string | RegExp, to: string][]): string {
    const file = join(folder, "RUNBOOK.md");
    const text = readFileSync(join(projectFolder, "RUNBOOK.md"), "utf8");
    writeFileSync(
      file,
      replacements.reduce((edited, [from, to]) => edited.replaceAll(from, to), text),
    );
    return file;
  }

  const read = (changes: Partial<Settings> = {}, stack = "rehearsal", runbook?: string) =>
    readInputs(
      { ...settings, ...changes },
      stack,
      runbook === undefined ? {} : { MARSANA_RUNBOOK: runbook },
      clock,
    );

  it("take host and organization from the runbook", () => {
    const { domain, sentry, release, gate } = read();
    assert.deepEqual(
      [domain, sentry?.organization, release?.version, gate.blocking, gate.assessment?.verdict],
      ["app.marsana.com", "marsana", "1.0.0-rc1", [], "ready"],
    );
  });

  it("follow a runbook of another company, in another form of address", () => {
    const acme = runbookWith(
      ["app.marsana.com", "console.acme.example"],
      ["https://sentry.io/organizations/marsana/", "https://acme-corp.sentry.io/issues/"],
      ["Marsana Fleet", "Acme Haulage"],
    );
    const { domain, sentry } = read({}, "rehearsal", acme);
    assert.deepEqual([domain, sentry?.organization], ["console.acme.example", "acme-corp"]);
  });

  it("have no release when it is none", () => {
    const { release, releaseDigest, gate } = read({ release: "none" });
    assert.deepEqual([release, releaseDigest, gate.blocking], [undefined, "none", []]);
  });

  it("let the command's release win over the stack's", () => {
    const { release, gate } = readInputs(settings, "rehearsal", { MARSANA_RELEASE: "1.1.0-rc1" }, clock);
    assert.deepEqual([release?.version, gate.assessment?.verdict], ["1.1.0-rc1", "blocked"]);
  });

  it("report a runbook's errors with file, line and column", () => {
    const broken = runbookWith(["| > 99.9% | < 99.5% |", "| > 99.9% | soon |"]);
    const [problem, ...more] = problemsOf(() => read({}, "rehearsal", broken));
    assert.deepEqual(more, []);
    assert.match(String(problem), /RUNBOOK\.md:\d+:\d+: error\[/);
  });

  it("report a row without signal, and a metric for Sentry that is no percentage, together", () => {
    const file = runbookWith(["| Error Rate <!-- id: error-rate --> |", "| Failure Share |"]);
    const problems = problemsOf(() => read({}, "rehearsal", file));
    assert.equal(problems.length, 2);
    assert.match(String(problems[0]), /found no signal for the metric `failure-share`/);
    assert.match(
      String(problems[1]),
      /found error-rate, which is no row of the runbook's table; required: a row in percent \(failure-share, uptime, email-delivery-rate\)/,
    );
  });

  it("ask for a Sentry organization where the runbook names none", () => {
    const file = runbookWith(["https://sentry.io/organizations/marsana/", "https://errors.example/"]);
    assert.match(
      String(problemsOf(() => read({}, "rehearsal", file))),
      /marsana-fleet:sentry\.organization: found nothing/,
    );
    assert.equal(
      read({ sentry: { ...settings.sentry, organization: "own" } }, "rehearsal", file).sentry?.organization,
      "own",
    );
  });

  it("keep target, alert and incident of the error rate apart", () => {
    const { errors, incident } = switchedOn(read().sentry);
    assert.deepEqual(
      [errors.target.text, errors.alert.text, incident.threshold.text],
      ["< 0.5%", "> 1%", "> 5%"],
    );
    assert.deepEqual([incident.id, incident.title], ["error-rate-spike", "Error Rate Spike"]);
  });

  it("refuse an incident that has no amount, is none, or begins where the alert already stands", () => {
    const found = (from: string, to: string) =>
      problemsOf(() => read({}, "rehearsal", runbookWith([from, to])));
    const heading = "### Error Rate Spike (> 5%)";
    const required =
      'required: an incident that begins beyond "Error Rate" > 1% (there is none); mend: write the ';
    const place = "marsana-fleet:sentry.errorIncident: found error-rate-spike, which";
    for (const [to, why] of [
      ["### Error Rate Spike", "begins at no amount"],
      ["### Error Rate Spike (> 1%)", "begins at > 1%"],
      ["### Error Rate Spike (< 5%)", "begins at < 5%"],
    ] as const) {
      const [problem, ...more] = found(heading, to);
      assert.deepEqual(more, []);
      assert.ok(problem?.startsWith(`${place} ${why}; ${required}`), problem);
    }
    const [renamed] = found(heading, "### Failure Spike (> 5%)");
    assert.match(
      String(renamed),
      /which is no incident of the runbook; .*\(failure-spike\); mend: write .*"Error Rate Spike \(> 5%\) <!-- id: error-rate-spike -->"/,
    );
  });

  it("find metric, signal and incident also by the ids that they had before", () => {
    const file = runbookWith(
      ["Error Rate <!-- id: error-rate -->", "Failure Rate <!-- id: failure-rate, was: error-rate -->"],
      ["### Error Rate Spike (> 5%)", "### Surge (> 5%) <!-- id: surge, was: error-rate-spike -->"],
    );
    const { errors, incident } = switchedOn(read({}, "rehearsal", file).sentry);
    assert.deepEqual(
      [errors.id, errors.was, incident],
      [
        "failure-rate",
        ["error-rate"],
        {
          id: "surge",
          was: ["error-rate-spike"],
          title: "Surge",
          threshold: { comparator: ">", value: 5, unit: "percent", text: "> 5%" },
        },
      ],
    );
  });

  it("refuse an incident whose alert would have, or have had, the name of the metric's", () => {
    const heading = "### Error Rate Spike (> 5%)";
    for (const comment of ["<!-- id: error-rate -->", "<!-- id: spike, was: error-rate -->"]) {
      const file = runbookWith([heading, `${heading} ${comment}`]);
      const [, errorIncident = ""] = /id: ([\w-]+)/.exec(comment) ?? [];
      const sentry = { ...settings.sentry, errorIncident };
      const [problem, ...more] = problemsOf(() => read({ sentry }, "rehearsal", file));
      assert.deepEqual(more, []);
      assert.match(
        String(problem),
        /^the runbook, line \d+: found the id error-rate for the incident "Error Rate Spike" and for the metric "Error Rate";/,
      );
    }
  });

  it("keep production's host from staging, and another host from production", () => {
    const staging = settingsOf("staging");
    const at = (domain: string | undefined, stack: string, base: Settings) => {
      const { domain: _, ...vercel } = base.vercel;
      return problemsOf(() =>
        readInputs({ ...base, vercel: { ...vercel, ...(domain && { domain }) } }, stack, {}, clock),
      );
    };
    assert.deepEqual(at("staging.marsana.com", "staging", staging), []);
    assert.match(
      String(at(undefined, "staging", staging)),
      /found nothing; required: a host name other than production's/,
    );
    assert.match(
      String(at("app.marsana.com", "staging", staging)),
      /found app\.marsana\.com; required: a host name other/,
    );
    assert.deepEqual(at(undefined, "prod", settingsOf("prod")), []);
    assert.match(
      String(at("other.marsana.com", "prod", settingsOf("prod"))),
      /required: app\.marsana\.com, the host of the runbook/,
    );
  });
});

describe("the instant of a run", () => {
  const { now: _, ...timeless } = settings;

  it("is the command's, else the stack file's, in a rehearsal", () => {
    assert.equal(instantOf(settings, "rehearsal", {}, clock).toISOString(), "2026-02-03T09:00:00.000Z");
    assert.equal(
      instantOf(settings, "rehearsal", { MARSANA_NOW: "2026-05-01T00:00:00Z" }, clock).getUTCMonth(),
      4,
    );
    assert.deepEqual(instantOf(timeless, "rehearsal", {}, clock), clock());
  });

  it("is the clock's on every other stack, and may not be set there", () => {
    assert.deepEqual(instantOf(timeless, "prod", {}, clock), clock());
    assert.match(
      String(problemsOf(() => instantOf(timeless, "prod", { MARSANA_NOW: "2026-05-01T00:00:00Z" }, clock))),
      /none outside the rehearsal stack/,
    );
    assert.equal(problemsOf(() => instantOf(settings, "staging", {}, clock)).length, 1);
  });

  it("is refused when it cannot be read", () => {
    assert.match(
      String(problemsOf(() => instantOf(settings, "rehearsal", { MARSANA_NOW: "soon" }, clock))),
      /found soon; required: an instant/,
    );
  });
});
