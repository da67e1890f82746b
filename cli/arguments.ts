// How every entry reads what was typed: its help with an example, what npm kept for itself, and the exit code of a refusal.
import { existsSync, readFileSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { type Command, CommanderError, type Option } from "commander";
import { distance } from "fastest-levenshtein";
import { quote } from "shell-quote";
import { examples } from "./examples.ts";

/** The exit code of whatever must be typed or written otherwise. */
const invalid = 2;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Runs what was typed, if the module is what was started: whoever imports it calls the command by itself.
 * @returns whether the arguments were refused
 */
export async function entered({ filename }: ImportMeta, command: Command): Promise<boolean> {
  const [, started = "", ...args] = process.argv;
  if (!existsSync(started) || realpathSync(started) !== filename) return false;
  const code = await parsed(command, args, environmentOf(filename));
  if (code !== undefined) process.exitCode = code;
  return code === invalid;
}

/** @returns the exit code, where the arguments alone decide it: they were refused, or asked for help */
export async function parsed(
  command: Command,
  args: readonly string[],
  environment: Environment = {},
): Promise<number | undefined> {
  helpful(command);
  try {
    const swallowed = swallowedIn(command, args, environment);
    if (swallowed !== undefined) command.error(swallowed);
    await command.parseAsync(args, { from: "user" });
    return undefined;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? 0 : invalid;
  }
}

const done = new WeakSet<Command>();

/** Lets each command end by an error that can be caught, and show an example of itself below its options. */
export function helpful(command: Command): void {
  if (done.has(command)) return;
  done.add(command);
  command.exitOverride();
  const example = examples[pathOf(command)];
  if (example !== undefined) command.addHelpText("after", `\nExample:\n  ${narrow(example)}`);
  for (const each of command.commands) helpful(each);
}

/** A line of at most 80 columns; a longer one is broken before its options, as a shell reads it. */
function narrow(line: string): string {
  const at = line.lastIndexOf(" --", 75);
  return line.length <= 78 || at < 0 ? line : `${line.slice(0, at)} \\\n    ${narrow(line.slice(at + 1))}`;
}

/** A command's key in the table of examples: as typed, without what belongs to npm. */
export function pathOf(command: Command): string {
  const names = [command.name()];
  for (let each = command.parent; each !== null; each = each.parent) names.unshift(each.name());
  return names
    .join(" ")
    .replace(/^npm( run)?/, "")
    .replace(" --", "")
    .trim();
}

/**
 * npm takes options before `--` as settings of its own, and hands them on as variables: the command would run without
 * them, on another stack, and be content.
 * @returns what is wrong and the right line, if an option of this command is among them
 */
export function swallowedIn(
  root: Command,
  args: readonly string[],
  environment: Environment,
): string | undefined {
  const { npm_lifecycle_event: script, npm_lifecycle_script: line = "" } = environment;
  if (script === undefined) return undefined;
  const { command, words } = addressed(root, args);
  const kept = optionsOf(command).filter((option) => isKept(option, environment));
  if (kept.length === 0) return misspelt(command, environment);
  const excess = command.registeredArguments.length > 0 ? [] : words.filter((word) => !word.startsWith("-"));
  // `--stack prod` comes as "true" and a word too many, which is the option's where nothing else can claim it.
  const bare = kept.filter((option) => takesValue(option) && givenTo(option, environment) === "true");
  const lost = bare.length === 1 && excess.length === 1 ? excess[0] : undefined;
  const flags = kept.flatMap((option) => flagsOf(option, givenTo(option, environment), lost));
  const own = line.split(" ").slice(3);
  const rest = args.slice(own.length).filter((word) => word !== lost);
  const names = kept.map(({ long }) => long).join(", ");
  const typed = `npm ${script === "test" ? script : `run ${script}`} -- ${[...rest.map((word) => quote([word])), ...flags].join(" ")}`;
  const variables = kept.map((option) => keyOf(option)).join(", ");
  return (
    `${names}: found before --, where npm keeps options for itself; required: behind --; fix: ${typed}` +
    `\n(If you did not type that: unset ${variables} in the environment.)`
  );
}

/** npm keeps what nobody knows, too. A name of at least five letters that is nearly one of ours was meant to be it. */
function misspelt(command: Command, environment: Environment): string | undefined {
  const names = optionsOf(command).map((option) => option.name());
  for (const key of Object.keys(environment).filter((each) => each.startsWith("npm_config_"))) {
    const found = key.slice("npm_config_".length).replaceAll("_", "-");
    const meant = names.find((name) => name.length >= 5 && [1, 2].includes(distance(name, found)));
    if (meant !== undefined)
      return `--${found}: found before --, where npm keeps options for itself; fix: write --${meant}, behind --`;
  }
  return undefined;
}

/** The command that the words name, and the words that are left for it. */
function addressed(root: Command, args: readonly string[]): { command: Command; words: readonly string[] } {
  const [first, ...rest] = args;
  const next = root.commands.find((each) => each.name() === first);
  return next === undefined ? { command: root, words: args } : addressed(next, rest);
}

/** Of a command that only has others below it, all of theirs: which of them was meant is not known. */
function optionsOf(command: Command): Option[] {
  const all = [...command.options, ...command.commands.flatMap(optionsOf)];
  return [...new Map(all.map((option) => [option.long, option])).values()];
}

/**
 * npm exports what an .npmrc says, too, and uppercase variables: neither was typed. An option of npm's own that is off
 * comes as an empty text.
 */
function isKept(option: Option, environment: Environment): boolean {
  const key = keyOf(option);
  const value = environment[key];
  if (value === undefined || (value === "" && !takesValue(option))) return false;
  if (Object.keys(environment).some((other) => other !== key && other.toLowerCase() === key)) return false;
  const { npm_config_userconfig, npm_config_globalconfig, npm_config_local_prefix } = environment;
  const files = [
    npm_config_userconfig,
    npm_config_globalconfig,
    npm_config_local_prefix && join(npm_config_local_prefix, ".npmrc"),
  ];
  const name = option.name();
  return !files.some((file) => file && existsSync(file) && keysIn(file).includes(name));
}

function keysIn(npmrc: string): string[] {
  return readFileSync(npmrc, "utf8")
    .split("\n")
    .map((line) => line.split("=")[0]?.trim() ?? "");
}

function flagsOf(option: Option, value: string, lost: string | undefined): string[] {
  if (!takesValue(option)) return [option.long ?? option.flags];
  if (value !== "true" && value !== "")
    return value.split("\n\n").map((one) => `${option.long} ${quote([one])}`);
  return [lost === undefined ? option.flags : `${option.long} ${quote([lost])}`];
}

function takesValue({ required, optional }: Option): boolean {
  return required || optional;
}

function keyOf(option: Option): string {
  return `npm_config_${option.name().replaceAll("-", "_")}`;
}

function givenTo(option: Option, environment: Environment): string {
  return environment[keyOf(option)] ?? "";
}

/** What npm says of this very entry: a command that another one starts was not typed with npm's options. */
function environmentOf(filename: string): Environment {
  const words = process.env["npm_lifecycle_script"]?.split(" ") ?? [];
  return words.some((word) => word.endsWith(".ts") && filename.endsWith(`/${word}`)) ? process.env : {};
}
