// Turns the inputs of a program into those that the provider works with, and says what is wrong with them.
import { checkedInputs } from "./bridge.ts";
import { problemsIn } from "./check.ts";
import { wordProblems } from "./packages/words.ts";
import type { Shape } from "./shape.ts";
import { digits, nameOf, type Package, type Problem, type Resource } from "./table.ts";
import type { Subject } from "./things.ts";
import { plainObject, type Value, type Values } from "./value.ts";

/** The inputs as the plugin takes them, with a name of their own where the program gives none, and every problem. */
export function checked(
  { token, resource, urn }: Subject,
  news: Values,
): { readonly inputs: Values; readonly problems: readonly Problem[] } {
  const named = { ...autonamed(resource, urn, news), ...news };
  const problems = problemsIn(resource.inputs, named, token);
  const inputs = checkedInputs(token, resource, named);
  // Rules about meaning speak of well-formed inputs only.
  if (problems.length > 0) return { inputs, problems };
  const plain = plainObject(inputs);
  const wrong = wordProblems(token, plain);
  return { inputs, problems: [...wrong, ...(resource.refuses?.(plain) ?? [])] };
}

/** Real providers add random digits; these come from the URN, so that each run gives the same name. */
function autonamed({ autonamed }: Resource, urn: string, news: Values): Values {
  if (autonamed === undefined || (news[autonamed] ?? null) !== null) return {};
  return { [autonamed]: ownName(urn) };
}

const ownName = (urn: string): string => `${nameOf(urn)}-${digits(7, urn)}`;

/**
 * Whether the old thing must go before the new one comes: two of them cannot have the one name that the program
 * chose. Bridged providers say so of the resources that they also name by themselves.
 */
export function keepsItsName(
  { resource: { autonamed }, urn }: Subject,
  before: Values,
  after: Values,
): boolean {
  if (autonamed === undefined) return false;
  const [old, wanted] = [before, after].map((values) => plainObject(values)[autonamed]);
  return wanted === old && wanted !== ownName(urn);
}

/** Inputs that the engine itself adds to every provider's configuration. */
const OF_THE_ENGINE: ReadonlySet<string> = new Set(["version", "pluginDownloadURL"]);

/** Every problem in a provider's configuration, where all values but text travel as JSON in a string. */
export function checkedConfiguration(one: Package, news: Values): readonly Problem[] {
  const configuration = Object.fromEntries(
    Object.entries(plainObject(news))
      .filter(([name]) => !OF_THE_ENGINE.has(name))
      .map(([name, value]) => [name, decoded(one.configuration[name], value)]),
  );
  const problems = problemsIn(one.configuration, configuration, `the ${one.name} provider`);
  return problems.length > 0 ? problems : (one.refusesConfiguration?.(configuration) ?? []);
}

function decoded(shape: Shape | undefined, value: Value): Value {
  if (typeof value !== "string" || shape === undefined || shape.kind === "string") return value;
  try {
    return JSON.parse(value) as Value;
  } catch {
    return value;
  }
}
