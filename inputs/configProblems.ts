// Says what is wrong with a stack's config: one problem for each wrong key, and never a value that may be a secret.
import type { z } from "zod";
import { namespace, placeOf, problem, removeLine, setLine } from "./configPlace.ts";
import { askedSecretKeys, isSecretName, providerCredentials, secretKeys } from "./credentials.ts";
import { nearestOf } from "./nearest.ts";
import { firstLeaf, isLeaf, namesAt, requirementAt } from "./settingsTable.ts";

/** The config as the engine hands it over: every key with its decrypted text, and which of them are encrypted. */
export interface RawConfig {
  readonly stack: string;
  readonly texts: Readonly<Record<string, string>>;
  readonly isEncrypted: (key: string) => boolean;
}

/** The problems of what the schema refused, in `raw`, which is what it judged. */
export function settingsProblems(
  issues: readonly z.core.$ZodIssue[],
  raw: unknown,
  config: RawConfig,
): string[] {
  return issues.flatMap((issue) =>
    issue.code === "unrecognized_keys"
      ? issue.keys.map((name) => unknownKey(issue.path, name, config))
      : [wrongValue(issue, raw, config)],
  );
}

const secretNames = Object.keys({ ...secretKeys, ...askedSecretKeys });

function unknownKey(path: readonly PropertyKey[], name: string, { stack }: RawConfig): string {
  const names = [...namesAt(path), ...(path.length === 0 ? secretNames : [])];
  const nearest = nearestOf(name, names);
  const required = nearest === undefined ? names.join(", ") : `the nearest name is ${nearest}`;
  const place = placeOf([...path, name]);
  const instead = nearest && ` && ${lineFor([...path, nearest], stack)}`;
  return problem(
    place,
    "a key that means nothing here",
    `a key of docs/config.md (${required})`,
    `${removeLine(stack, place)}${instead ?? ""}`,
  );
}

/** The line that sets a key, whatever it is: a secret, one value, or the first that is within an object or a list. */
function lineFor(whole: readonly PropertyKey[], stack: string): string {
  const path = firstLeaf(whole);
  const place = placeOf(path);
  if (path.length === 1 && isSecretName(String(path[0]))) return setLine(stack, place, "--secret");
  return setLine(stack, place, path.length > 1 ? "--path" : "", requirementAt(path).example ?? "<value>");
}

function wrongValue(issue: z.core.$ZodIssue, raw: unknown, config: RawConfig): string {
  const { path } = issue;
  const { description } = requirementAt(path);
  const place = placeOf(path);
  if (issue.code === "invalid_key") {
    const required = issue.issues.map(({ message }) => message).join(", ");
    return problem(place, "a name of another form", required, removeLine(config.stack, place));
  }
  const value = path.reduce<unknown>(
    (at, step) => (at as Record<PropertyKey, unknown> | null | undefined)?.[step],
    raw,
  );
  const choices = issue.code === "invalid_value" ? `: one of ${issue.values.map(String).join(", ")}` : "";
  const required = issue.code === "custom" ? issue.message : `${description ?? issue.message}${choices}`;
  const set = lineFor(path, config.stack);
  // What is below a value of another form cannot be set.
  const mend = value === undefined || isLeaf(path) ? set : `${removeLine(config.stack, place)} && ${set}`;
  return problem(place, shown(path, value, config), required, mend);
}

/** Text that could be a token or a key by its form: long, and letters and digits together. */
const likeToken = /(?=[\w+=-]*\d)(?=[\w+=-]*[A-Za-z])[\w+=-]{20,}|:\/\/[^/\s]*@/;

/** A value only where it is one of the plain settings, and neither encrypted nor like a secret. */
function shown(path: readonly PropertyKey[], value: unknown, config: RawConfig): string {
  if (value === undefined) return "nothing";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "an object";
  const text = String(value);
  const hidden =
    !isLeaf(path) ||
    path[0] === "variables" ||
    config.isEncrypted(`${namespace}:${String(path[0])}`) ||
    likeToken.test(text) ||
    Object.entries(config.texts).some(
      ([key, secret]) => isSecretKey(key) && secret !== "" && text.includes(secret),
    );
  return hidden ? "a value that is not repeated here" : JSON.stringify(value);
}

function isSecretKey(key: string): boolean {
  return key.startsWith(`${namespace}:`)
    ? isSecretName(key.slice(namespace.length + 1))
    : providerCredentials.some((credential) => credential.key === key);
}

/**
 * The problems of secrets and credentials: missing, or in plain text in the stack file.
 * @param off the sections of the settings that are switched off: nothing asks for their secrets, and for the credentials
 * of their providers
 */
export function secretProblems(
  config: RawConfig,
  environment: NodeJS.ProcessEnv,
  off: readonly string[],
): string[] {
  const { stack, texts } = config;
  const keys = [
    ...Object.keys(secretKeys).map((name) => ({ key: `${namespace}:${name}`, names: [], askedBy: "" })),
    ...Object.entries(askedSecretKeys).map(([name, { askedBy }]) => ({
      key: `${namespace}:${name}`,
      names: [],
      askedBy,
    })),
    ...providerCredentials.map(({ key, environment: names }) => ({
      key,
      names,
      askedBy: key.split(":")[0] ?? "",
    })),
  ];
  return keys.flatMap(({ key, names, askedBy }) => {
    const set = setLine(stack, key, "--secret");
    if (!texts[key]) {
      if (names.some((name) => environment[name]) || off.includes(askedBy)) return [];
      const elsewhere = names.length > 0 ? `, here or in ${names.join(" or ")}` : "";
      return [problem(key, "nothing", `a secret${elsewhere}`, set)];
    }
    if (config.isEncrypted(key)) return [];
    return [
      problem(
        key,
        "plain text",
        "an encrypted value",
        `${set}, and revoke the value if anybody else has seen the file`,
      ),
    ];
  });
}

/** The problems of keys in a namespace that is probably a misspelling of one that is read. */
export function namespaceProblems({ texts, stack }: RawConfig): string[] {
  const known = [namespace, ...new Set(providerCredentials.map(({ key }) => key.split(":")[0] ?? ""))];
  return Object.keys(texts).flatMap((key) => {
    const written = key.split(":")[0] ?? "";
    const nearest = known.includes(written) || written === "pulumi" ? undefined : nearestOf(written, known);
    if (nearest === undefined) return [];
    return [
      problem(
        key,
        "a namespace that nothing reads",
        `the nearest name is ${nearest}`,
        removeLine(stack, key),
      ),
    ];
  });
}
