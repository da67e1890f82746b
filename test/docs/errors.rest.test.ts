// The errors that docs/plain-cli.md shows are those that the engine prints.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { programsOnPath } from "../../toolchain/search.mjs";
import { type Accounts, openAccounts, secrets } from "../support/accounts.ts";
import { missingIn, samplesIn } from "../support/docCommands.ts";
import { requireEngine } from "../support/engine.ts";
import { projectFolder } from "../support/inputs.ts";
import { oldNode } from "../support/oldNode.ts";
import { copyProject } from "../support/projectCopy.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

const samples = samplesIn(readFileSync(join(projectFolder, "docs/plain-cli.md"), "utf8"));

/** What brings an error about: variables of the one command, the command, and what is done around it. */
interface Cause {
  /** Default: staging, where a release that is not ready stops nothing. */
  stack?: "prod";
  variables?: NodeJS.ProcessEnv;
  command?: string;
  before?: readonly string[];
  after?: readonly string[];
  /** Why it cannot be brought about on this machine. */
  impossible?: string | undefined;
}

describe("an error in the page about the plain CLI", function () {
  this.timeout(120_000);
  const folder = temporaryFolder();
  const preview = "preview";
  const path = process.env["PATH"] ?? "";
  const old = oldNode();
  const oldFirst = { PATH: [join(folder, "bin"), dirname(old ?? ""), path].join(delimiter) };
  const noOldNode = old === undefined ? "no Node that is too old is on PATH" : undefined;
  const rules = { PULUMI_OPTION_POLICY_PACK: "policies" };
  const elsewhere = join(folder, "elsewhere");
  let accounts: Accounts;

  const causes: Readonly<Record<string, Cause>> = {
    "Not logged in": { variables: { PULUMI_BACKEND_URL: undefined, PULUMI_HOME: elsewhere } },
    "No such stack": { variables: { PULUMI_BACKEND_URL: `file://${elsewhere}` } },
    "No passphrase": { variables: { PULUMI_CONFIG_PASSPHRASE: undefined } },
    "A wrong passphrase": { variables: { PULUMI_CONFIG_PASSPHRASE: "wrong" } },
    "No token": {
      before: ["config rm vercel:apiToken"],
      after: ["config set --secret vercel:apiToken madeupmadeupmadeupmadeup"],
    },
    "A Node that is too old": { variables: { ...rules, ...oldFirst }, impossible: noOldNode },
    "A Node that is too old, and no rules": { variables: oldFirst, impossible: noOldNode },
    "No language host": { variables: { PATH: path }, impossible: languageHostOn(path) },
    "No provider": { variables: { PULUMI_DEBUG_PROVIDERS: undefined } },
    Locked: {
      before: ["lock"],
      command: "up --yes",
      after: ["cancel --yes"],
    },
    Protected: { before: ["up --yes"], command: "destroy --yes" },
    "Not ready, and no rules": {
      stack: "prod",
      before: ["config set marsana-fleet:release 1.1.0-rc1"],
      command: "up --yes",
    },
  };

  before(async function () {
    requireEngine.call(this);
    mkdirSync(elsewhere);
    accounts = await openAccounts(folder, copyProject(join(folder, "project")));
    for (const stack of ["staging", "prod"]) {
      await pulumi("stack init", stack);
      for (const key of secrets) await pulumi(`config set --secret ${key} madeupmadeupmadeupmadeup`, stack);
    }
  });
  after(async () => await accounts?.close());

  async function run(command: string, variables: NodeJS.ProcessEnv, stack = "staging") {
    const args = [...command.split(" "), "--stack", stack, "--non-interactive"];
    const { code, stdout, stderr } = await accounts.runWith(variables, "", "pulumi", ...args);
    return { code, output: stdout + stderr };
  }

  async function pulumi(command: string, stack?: string): Promise<void> {
    if (command === "lock") return lock(folder);
    const { code, output } = await run(command, {}, stack);
    assert.equal(code, 0, output);
  }

  it("is brought about by its test, and each test has its error in the page", () => {
    assert.deepEqual([...samples.keys()].sort(), Object.keys(causes).sort());
  });

  for (const [title, cause] of Object.entries(causes)) {
    it(`is what the CLI prints: ${title}`, async function () {
      if (cause.impossible !== undefined) {
        console.log(`      skipped: ${cause.impossible}`);
        this.skip();
      }
      for (const command of cause.before ?? []) await pulumi(command, cause.stack);
      const { code, output } = await run(cause.command ?? preview, cause.variables ?? {}, cause.stack);
      for (const command of cause.after ?? []) await pulumi(command, cause.stack);
      assert.notEqual(code, 0);
      const missing = missingIn(output, samples.get(title) ?? "");
      assert.equal(
        missing,
        undefined,
        `the page shows what is not printed:\n${missing}\n\nprinted:\n${output}`,
      );
    });
  }
});

/** What an update leaves that was killed. */
function lock(folder: string): void {
  const locks = join(folder, "backend", ".pulumi", "locks", "organization", "marsana-fleet", "staging");
  mkdirSync(locks, { recursive: true });
  const left = { pid: 1, username: "somebody", hostname: "elsewhere", timestamp: "2026-02-03T09:00:00Z" };
  writeFileSync(join(locks, "left.json"), JSON.stringify(left));
}

/** Says that this machine has the language host of an official CLI, where it has. */
function languageHostOn(path: string): string | undefined {
  const places = [
    ...programsOnPath("pulumi-language-nodejs", path),
    ...programsOnPath("pulumi", path).map((program) => join(dirname(program), "pulumi-language-nodejs")),
  ];
  const found = places.find((place) => existsSync(place));
  return found === undefined ? undefined : "this machine has the language host of an official CLI";
}
