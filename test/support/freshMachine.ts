// A pretended machine for the toolchain: a clone with nothing installed, an empty home, and only fakes on PATH.
import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { temporaryFolder } from "./temporaryFolder.ts";

export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

/** What the toolchain is made to believe of the machine. */
export interface Pretence {
  nodeVersion?: string;
  platform?: string;
  /** Milliseconds, in place of the toolchain's own. */
  limits?: Record<string, number>;
}

const toolchain = join(import.meta.dirname, "..", "..", "toolchain");
/** What every entry prints: how it was started. */
const report = `console.log(JSON.stringify({ args: process.argv.slice(2), path: process.env["PATH"]?.split(":") }));\n`;

export class FreshMachine {
  readonly folder = temporaryFolder();
  readonly root = join(this.folder, "clone");
  readonly bin = join(this.folder, "bin");
  readonly home = join(this.folder, "home");
  readonly cache = join(this.home, ".cache", "marsana-toolchain");
  readonly versions = join(this.home, ".pulumi", "versions");
  /** The script of Pulumi's npm wrapper. */
  wrapper = `console.error("getaddrinfo ENOTFOUND"); process.exit(1);`;
  /** Variables of the user's own. */
  env: Record<string, string> = {};
  private readonly log = join(this.folder, "calls");

  constructor() {
    for (const folder of [this.root, this.bin, this.home]) mkdirSync(folder);
    cpSync(toolchain, join(this.root, "toolchain"), { recursive: true });
    this.file("package.json", '{ "type": "module" }');
    this.file("package-lock.json", '{ "packages": {} }');
    this.file("driver.mjs", driver);
    for (const entry of ["cli/runbook.ts", "cli/stack.ts", "test/run.ts"]) this.file(entry, report);
    symlinkSync(process.execPath, join(this.bin, "node"));
    this.program(join(this.bin, "npm"), npm);
  }

  /** Writes a file of the clone. */
  file(name: string, text: string): void {
    mkdirSync(dirname(join(this.root, name)), { recursive: true });
    writeFileSync(join(this.root, name), text);
  }

  /** Writes a program, in JavaScript, whose calls are recorded. */
  program(file: string, source: string): void {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, programText(this.log, source), { mode: 0o755 });
  }

  /** Every call of a fake since the machine was made, such as `npm ci`: its name and its first argument. */
  get calls(): string[] {
    if (!existsSync(this.log)) return [];
    const words = (line: string) => line.split(" ").slice(0, 2).join(" ");
    return readFileSync(this.log, "utf8").trimEnd().split("\n").map(words);
  }

  start(args: string[], pretence: Pretence = {}) {
    const env = {
      ...this.env,
      PATH: this.bin,
      HOME: this.home,
      WRAPPER: this.wrapper,
      PRETENCE: JSON.stringify(pretence),
    };
    const script = Object.keys(pretence).length > 0 ? "driver.mjs" : "toolchain/run.mjs";
    const child = spawn(process.execPath, [script, ...args], { cwd: this.root, env });
    const ended = new Promise<Ended>((resolve) => {
      let [stdout, stderr] = ["", ""];
      child.stdout.on("data", (chunk) => {
        stdout += chunk;
      });
      child.stderr.on("data", (chunk) => {
        stderr += chunk;
      });
      child.on("close", (code, signal) => resolve({ code, signal, stdout, stderr }));
    });
    return { child, ended };
  }

  run(args: string[], pretence: Pretence = {}): Promise<Ended> {
    return this.start(args, pretence).ended;
  }
}

/** Waits for what another process does. */
export async function until(condition: () => boolean, withinMs = 5_000): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`did not happen within ${withinMs} ms: ${condition}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** A wrapper that can reach its server. */
export const downloadsPulumi = `
const { mkdirSync, writeFileSync } = require("node:fs");
const { PULUMI_HOME, PULUMI_VERSION } = process.env;
const bin = PULUMI_HOME + "/versions/" + PULUMI_VERSION + "/bin";
mkdirSync(bin, { recursive: true });
writeFileSync(bin + "/pulumi", "#!" + process.execPath + "\\nconsole.log('v" + PULUMI_VERSION + "')", { mode: 0o755 });
`;

/** A Go that builds a Pulumi of 3.255.0. */
export const go = (version: string) => `
const args = process.argv.slice(2);
if (args[0] === "version") console.log("go version go${version} linux/amd64");
else {
  const program = "#!" + process.execPath + "\\nconsole.log('v3.255.0')";
  require("node:fs").writeFileSync(args[args.indexOf("-o") + 1], program, { mode: 0o755 });
}
`;

/** A program that prints a version, as `node --version` and `pulumi version` do. */
export const saysVersion = (version: string) => `console.log("v${version}");`;

function programText(log: string, source: string): string {
  const record = `require("node:fs").appendFileSync(${JSON.stringify(log)}, [require("node:path").basename(__filename), ...process.argv.slice(2)].join(" ") + "\\n");`;
  return `#!${process.execPath}\n${record}\n${source}\n`;
}

/** Runs the toolchain as if the running Node were another one. */
const driver = `
import { mkdirSync, writeFileSync } from "node:fs";
import { LIMITS } from "./toolchain/pins.mjs";
const { nodeVersion, platform, limits } = JSON.parse(process.env["PRETENCE"]);
Object.assign(LIMITS, limits);
if (platform !== undefined) Object.defineProperty(process, "platform", { value: platform });
if (nodeVersion !== undefined) {
  Object.defineProperty(process, "versions", { value: { ...process.versions, node: nodeVersion } });
  mkdirSync("../old", { recursive: true });
  writeFileSync("../old/node", "");
  process.execPath = new URL("../old/node", import.meta.url).pathname;
}
process.argv.splice(1, 1, "toolchain/run.mjs");
await import("./toolchain/run.mjs");
`;

/** An npm whose packages are all there: a Node that is this one, and a Pulumi wrapper that can download. */
const npm = `
const { mkdirSync, symlinkSync, writeFileSync } = require("node:fs");
const args = process.argv.slice(2);
const modules = args[args.indexOf("--prefix") + 1] + "/node_modules";
mkdirSync(modules, { recursive: true });
const name = args.find((arg) => /^[a-z0-9-]+@\\d/.test(arg))?.split("@")[0] ?? "";
if (args[0] === "install" && name.startsWith("node-")) {
  mkdirSync(modules + "/" + name + "/bin", { recursive: true });
  symlinkSync(process.execPath, modules + "/" + name + "/bin/node");
}
if (args[0] === "install" && name === "pulumi") {
  mkdirSync(modules + "/pulumi", { recursive: true });
  writeFileSync(modules + "/pulumi/run.js", process.env["WRAPPER"]);
}
`;
