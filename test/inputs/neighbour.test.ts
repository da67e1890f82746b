// What one stack reads of another's file, and what it says when it cannot.
import assert from "node:assert/strict";
import { copyFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { neighbourOf } from "../../inputs/neighbour.ts";
import { projectFolder, settingsOf } from "../support/inputs.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

describe("the stack from which another is kept apart", () => {
  const folder = temporaryFolder();
  const file = join(folder, "Pulumi.prod.yaml");
  beforeEach(() => copyFileSync(join(projectFolder, "Pulumi.prod.yaml"), file));

  const mend = "mend: restore the file, or mend it until npm run preview -- --stack prod reads it";
  const required =
    "required: the settings of stack prod in plain text, from which stack staging must be kept apart";

  it("is production, and for production it is staging", () => {
    for (const stack of ["staging", "rehearsal", "try-out"])
      assert.deepEqual(neighbourOf(stack, folder), { stack: "prod", settings: settingsOf("prod") });
    assert.deepEqual(neighbourOf("prod", projectFolder), {
      stack: "staging",
      settings: settingsOf("staging"),
    });
  });

  it("may lack a staging, and not a production", () => {
    assert.deepEqual(neighbourOf("prod", folder), { stack: "staging" });
    rmSync(file);
    assert.deepEqual(neighbourOf("staging", folder), {
      stack: "prod",
      problem: `Pulumi.prod.yaml: found no such file; ${required}; ${mend}`,
    });
  });

  it("is read without its secrets, encrypted or not", () => {
    const source = readFileSync(file, "utf8");
    writeFileSync(
      file,
      `${source}  marsana-fleet:databaseUrl: planted\n  marsana-fleet:mapboxToken:\n    secure: v1:planted\n  datadog:apiKey: planted\n`,
    );
    assert.deepEqual(neighbourOf("staging", folder).settings, settingsOf("prod"));
  });

  it("may leave the namespace of its keys away", () => {
    writeFileSync(file, readFileSync(file, "utf8").replaceAll("marsana-fleet:", ""));
    assert.deepEqual(neighbourOf("staging", folder).settings, settingsOf("prod"));
  });

  it("has a problem where its file cannot be read, which repeats nothing of it", () => {
    const source = readFileSync(file, "utf8");
    const problemWith = (text: string) => {
      writeFileSync(file, text);
      return neighbourOf("staging", folder).problem;
    };
    const unreadable = (why: string) =>
      `Pulumi.prod.yaml: found a file that cannot be read: ${why}; ${required}; ${mend}`;
    assert.equal(problemWith("config: ["), unreadable("it is no YAML"));
    assert.equal(problemWith(""), unreadable("its top level is missing or has another form"));
    assert.equal(
      problemWith(source.replace('handle: "@slack-fleet-alerts"', "handle: planted")),
      unreadable("marsana-fleet:datadog.handle is missing or has another form"),
    );
    assert.equal(
      problemWith(source.replace('handle: "@slack-fleet-alerts"', "handle:\n      secure: v1:planted")),
      unreadable("marsana-fleet:datadog.handle is missing or has another form"),
    );
  });
});
