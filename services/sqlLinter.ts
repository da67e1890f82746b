// The linter of the Postgres Language Server, as a child process that lives for one file.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";

/** One thing that the linter has to say. */
export interface SqlDiagnostic {
  /** `lint/safety/banDropTable`, or `syntax`. */
  readonly category: string;
  readonly line: number;
  readonly message: string;
}

export interface SqlLinterOptions {
  /** How long it may take for a file, in milliseconds. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  /** The program and its first arguments; tests put another in its place. */
  readonly command?: readonly [program: string, ...args: readonly string[]];
}

const answerSchema = z.object({
  summary: z.object({ unchanged: z.literal(1), skipped: z.literal(0), skippedDiagnostics: z.literal(0) }),
  diagnostics: z.array(
    z.object({
      category: z.string(),
      message: z.string(),
      location: z.object({ start: z.object({ line: z.number() }) }),
    }),
  ),
});

const largestBytes = 16 * 1024 * 1024;

/** The package with the program for this kind of machine: one of several, of which npm installs what fits. */
const program = "@postgres-language-server/cli-x86_64-linux-gnu/postgres-language-server";

/**
 * The program itself: a variable names one, as for the vendor's own launcher, or else it is the package's.
 * @throws Error where this machine has neither
 */
function installed(): readonly [string] {
  const named = process.env["PGLS_BINARY"];
  if (named) return [named];
  try {
    return [createRequire(import.meta.url).resolve(program)];
  } catch {
    throw new Error(
      `the SQL linter is not installed for ${process.platform} ${process.arch}: name one in PGLS_BINARY, or read the migrations yourself`,
    );
  }
}

/**
 * Lints a file's text by the rules of these names, and no others. Nothing around it is read: neither the project's own
 * config of the linter, nor comments in the text by which it would leave rules out, nor variables that name a database.
 * @throws Error where the linter does not end in time, does not know a rule, or has not read all of the text
 */
export async function lintSql(
  text: string,
  rules: readonly string[],
  options: SqlLinterOptions = {},
): Promise<SqlDiagnostic[]> {
  const folder = mkdtempSync(join(tmpdir(), "marsana-sql-"));
  try {
    const safety = Object.fromEntries([["recommended", false], ...rules.map((rule) => [rule, "warn"])]);
    const config = {
      vcs: { enabled: false },
      files: { maxSize: largestBytes },
      linter: { enabled: true, rules: { recommended: false, safety } },
      db: { disableConnection: true },
    };
    writeFileSync(join(folder, "postgres-language-server.jsonc"), JSON.stringify(config));
    writeFileSync(join(folder, "migration.sql"), text.replaceAll(/pg(?:t|ls)-ignore/gi, "left-in-"));
    const output = await outputOf(folder, options);
    return answerIn(output).diagnostics.map(({ category, message, location }) => {
      return { category, message, line: location.start.line };
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function answerIn(output: string): z.infer<typeof answerSchema> {
  let answer: unknown;
  try {
    answer = JSON.parse(output);
  } catch {
    throw new Error("the SQL linter gave no JSON");
  }
  const parsed = answerSchema.safeParse(answer);
  if (parsed.success) return parsed.data;
  throw new Error("the SQL linter has not read all of the file, or answered in another form");
}

/** What the linter says in the folder. Its exit code is not looked at: it is 1 as soon as it finds anything. */
async function outputOf(folder: string, options: SqlLinterOptions): Promise<string> {
  const { timeoutMs = 20_000, signal, command = installed() } = options;
  const [program, ...args] = command;
  const given = ["check", "migration.sql", "--config-path=.", "--reporter=json", "--max-diagnostics=none"];
  return await new Promise((resolve, reject) => {
    // In a group of its own: what npm installs is a script that starts the linter, and both have to end.
    const child = spawn(program, [...args, ...given], {
      cwd: folder,
      detached: true,
      stdio: ["ignore", "pipe", "ignore"],
      env: { PATH: process.env["PATH"], HOME: folder, TMPDIR: folder },
    });
    const end = (why: string) => {
      if (child.pid !== undefined) stop(child.pid);
      reject(new Error(why));
    };
    const stopped = () => end("the SQL linter was stopped");
    const timer = setTimeout(() => end(`the SQL linter did not end within ${timeoutMs} ms`), timeoutMs);
    const parts: Buffer[] = [];
    let bytes = 0;
    child.stdout.on("data", (part: Buffer) => {
      parts.push(part);
      bytes += part.length;
      if (bytes > largestBytes) end("the SQL linter says too much");
    });
    child.on("error", (error) => reject(new Error(`the SQL linter cannot be run: ${error.message}`)));
    child.on("close", () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", stopped);
      resolve(Buffer.concat(parts).toString("utf8"));
    });
    if (signal?.aborted) stopped();
    signal?.addEventListener("abort", stopped);
  });
}

function stop(group: number): void {
  try {
    process.kill(-group, "SIGKILL");
  } catch {
    // It has ended by itself.
  }
}
