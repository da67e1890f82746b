// A production stack that is run through the plain CLI, on local stand-ins, at an instant and with evidence of a test's own.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { writeRecord } from "../../operations/writeRecord.ts";
import type { RecordedRelease, Situation } from "../../release/situation.ts";
import { type Accounts, openAccounts, secrets } from "./accounts.ts";
import { copyProject } from "./projectCopy.ts";

/** What a run came to. */
export interface Ran {
  readonly passed: boolean;
  readonly output: string;
}

/** What there is to be seen of an update. */
export interface Traces {
  /** The resources in the stack's state, but for the stack itself. */
  readonly resources: readonly string[];
  /** What the services were asked, and how often a step of the stack ran. */
  readonly requests: number;
  readonly steps: number;
}

export class Production {
  readonly #folder: string;
  readonly #project: string;
  readonly #accounts: Accounts;

  private constructor(folder: string, project: string, accounts: Accounts) {
    this.#folder = folder;
    this.#project = project;
    this.#accounts = accounts;
  }

  /** Makes the stack in a folder that does not exist yet, with a backend and services of its own. */
  static async open(folder: string): Promise<Production> {
    mkdirSync(folder);
    const project = copyProject(join(folder, "project"));
    const accounts = await openAccounts(folder, project, {
      NODE_OPTIONS: `--import=${join(import.meta.dirname, "setClock.ts")}`,
      MARSANA_TEST_MARK: join(folder, "steps"),
    });
    const production = new Production(folder, project, accounts);
    const given = secrets.flatMap((key) => ["--secret", `${key}=madeupmadeupmadeupmadeup`]);
    for (const args of [
      ["stack", "init"],
      ["config", "set-all", ...given],
    ]) {
      const { passed, output } = await production.#pulumi({}, args);
      assert.ok(passed, output);
    }
    return production;
  }

  /** Lays the situation down in files: manifests, records and settings, and nothing else that was there. */
  layDown({ release, records, others, settings }: Situation): void {
    const releases = join(this.#project, "releases");
    rmSync(releases, { recursive: true, force: true });
    for (const one of [{ release, records }, ...others]) layDownRelease(releases, one);
    this.configure({ "marsana-fleet:release": release.version, "marsana-fleet:gate": settings });
  }

  /** Sets keys of the stack's config, next to the secrets that are there. */
  configure(changes: Readonly<Record<string, unknown>>): void {
    const file = join(this.#project, "Pulumi.prod.yaml");
    const content = parse(readFileSync(file, "utf8"));
    // Quoted: the engine takes a bare instant for a time of its own, in another form.
    const config = { ...content.config, ...changes };
    writeFileSync(file, stringify({ ...content, config }, { defaultStringType: "QUOTE_DOUBLE" }));
  }

  /** Runs `pulumi preview`, or `pulumi up` with no preview before it, at an instant. */
  async run(command: "preview" | "up", instant: Date, ...args: readonly string[]): Promise<Ran> {
    const unasked = command === "up" ? ["--yes", "--skip-preview"] : [];
    const environment = { MARSANA_TEST_INSTANT: instant.toISOString() };
    return await this.#pulumi(environment, [command, ...unasked, ...args]);
  }

  get traces(): Traces {
    const state = join(this.#folder, "backend", ".pulumi", "stacks", "marsana-fleet", "prod.json");
    const { resources = [] }: { resources?: { type: string; urn: string }[] } =
      JSON.parse(readFileSync(state, "utf8")).checkpoint.latest ?? {};
    const mark = join(this.#folder, "steps");
    return {
      resources: resources.filter(({ type }) => type !== "pulumi:pulumi:Stack").map(({ urn }) => urn),
      requests: this.#accounts.supabase.requests.length,
      steps: existsSync(mark) ? readFileSync(mark, "utf8").split("\n").length - 1 : 0,
    };
  }

  async close(): Promise<void> {
    await this.#accounts.close();
  }

  async #pulumi(environment: NodeJS.ProcessEnv, args: readonly string[]): Promise<Ran> {
    const all = [...args, "--stack", "prod", "--non-interactive"];
    const { code, stdout, stderr } = await this.#accounts.runWith(environment, "", "pulumi", ...all);
    return { passed: code === 0, output: stdout + stderr };
  }
}

function layDownRelease(releases: string, { release, records }: RecordedRelease): void {
  const folder = join(releases, release.version);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "release.yaml"), stringify(release));
  for (const record of records) writeRecord(join(folder, "evidence"), record);
}
