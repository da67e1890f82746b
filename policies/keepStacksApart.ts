// Requires a stack to hold nothing of another's: production's handle, domain or secret in none but production.
import { placeOf, removeLine, setLine } from "../inputs/configPlace.ts";
import { secretKeys } from "../inputs/credentials.ts";
import { handlePlaces } from "../inputs/handles.ts";
import { type Inputs, rehearsalStack } from "../inputs/inputs.ts";
import { productionStack } from "../inputs/neighbour.ts";
import type { Settings } from "../inputs/settings.ts";
import { requirementAt } from "../inputs/settingsTable.ts";
import { madeVariables } from "../inputs/variables.ts";
import { leavesIn } from "./known.ts";
import { types } from "./resourceTypes.ts";
import type { CheckedResource, Report, ResourceRule } from "./rule.ts";
import { holdsReference, namesHost } from "./traces.ts";
import { variablesOf } from "./vercelVariables.ts";

/**
 * Secrets are encrypted for each stack and cannot be compared; what can be seen is whose project they name. Config is
 * judged with the gate, before anything else is declared, and every resource by the texts in it.
 */
export const keepStacksApart: ResourceRule = {
  name: "keep-stacks-apart",
  description: "A stack must not hold another's handle, domain, project or secret.",
  mend: "Give the stack a name, a project or a secret of its own, with the line that the message shows.",
  appliesTo: "every type",
  checkResource(resource, inputs, report) {
    if (resource.type === types.gate) checkSettings(inputs, report);
    checkTexts(resource, inputs, report);
    checkVariables(resource);
  },
  checkStack(resources, inputs, report) {
    if (!resources.some(({ type }) => type === types.gate)) checkSettings(inputs, report);
  },
};

/** What one stack alone may have, by its path in the config. Code, its branch and Sentry's team are everybody's. */
function ownNames(
  { environment, vercel, supabase, sentry, adopt }: Settings,
  domain: string | undefined,
): (readonly [path: readonly string[], name: string | undefined])[] {
  const { sentryTeam: _, ...adopted } = adopt;
  return [
    [["environment"], environment],
    [["vercel", "domain"], domain],
    [["vercel", "projectName"], vercel.projectName],
    [["sentry", "project"], sentry.project],
    [["sentry", "slack", "channel"], sentry.slack?.channel],
    [["supabase", "projectRef"], supabase.projectRef],
    ...leavesIn(adopted).map(({ path, text }) => [["adopt", ...path], text] as const),
  ];
}

function checkSettings(inputs: Inputs, report: Report): void {
  const { stack, settings, neighbour } = inputs;
  if (neighbour.problem !== undefined) report(neighbour.problem);
  if (neighbour.settings === undefined) return;
  checkHandles(settings, neighbour.settings, inputs, report);
  // The rehearsal plays production, under production's address; no request of it leaves the machine.
  const domain = stack === rehearsalStack ? undefined : inputs.domain;
  const named = ownNames(neighbour.settings, domainOf(neighbour.settings, inputs));
  const theirs = new Map(named.map(([path, name]) => [placeOf(path), name]));
  for (const [path, name] of ownNames(settings, domain)) {
    const place = placeOf(path);
    if (name === undefined || theirs.get(place) !== name) continue;
    const mend = setLine(
      stack,
      place,
      path.length > 1 ? "--path" : "",
      requirementAt(path).example ?? "<value>",
    );
    report(
      `${place} is ${name}, as in stack ${neighbour.stack}, and must be stack ${stack}'s own; mend: ${mend}`,
    );
  }
}

/** In whatever route a handle stands: whoever is behind another stack's must not be told of this one. */
function checkHandles(
  settings: Settings,
  theirs: Settings,
  { stack, neighbour }: Inputs,
  report: Report,
): void {
  const taken = new Set(handlePlaces(theirs).map(({ handle }) => handle.toLowerCase()));
  for (const { place, handle, example } of handlePlaces(settings)) {
    if (!taken.has(handle.toLowerCase())) continue;
    const mend = example === undefined ? removeLine(stack, place) : setLine(stack, place, "--path", example);
    report(
      `${place} is ${handle}, as in stack ${neighbour.stack}, and must be stack ${stack}'s own; mend: ${mend}`,
    );
  }
}

/** The neighbour's host name: production's is the runbook's, unless config names it. */
function domainOf({ vercel }: Settings, { neighbour, runbook }: Inputs): string | undefined {
  const written = neighbour.stack === productionStack ? new URL(runbook.healthUrl).hostname : undefined;
  return vercel.domain ?? written;
}

/**
 * Reads the value of every variable that config or a secret gives: it must be known before the update.
 * @throws what reading an unknown value throws
 */
function checkVariables(resource: CheckedResource): void {
  const made: readonly unknown[] = Object.values(madeVariables);
  for (const variable of variablesOf(resource)) if (!made.includes(variable.key)) String(variable.value);
}

function checkTexts(resource: CheckedResource, inputs: Inputs, report: Report): void {
  const { stack, neighbour } = inputs;
  if (neighbour.settings === undefined) return;
  const { projectRef } = neighbour.settings.supabase;
  const host = domainOf(neighbour.settings, inputs);
  // A monitor's message may link production's pages. The rehearsal has production's address, and production may know
  // staging's.
  const addressed =
    resource.type.startsWith("vercel:") && stack !== rehearsalStack && stack !== productionStack;
  for (const { path, text = "" } of leavesIn(resource.props)) {
    const found = [
      ...(holdsReference(text, projectRef) ? ["Supabase reference"] : []),
      ...(addressed && host !== undefined && namesHost(text, host) ? ["domain"] : []),
    ];
    for (const what of found) {
      report(
        `${placeIn(resource, path)} holds the ${what} of stack ${neighbour.stack}, and must hold none but stack ` +
          `${stack}'s own; mend: ${mendOf(resource, stack)}`,
      );
    }
  }
}

/** Where a text stands, by the name of its variable or by its path: never what it says, which may be a secret. */
function placeIn({ props }: CheckedResource, path: readonly string[]): string {
  return path[0] === "value" && "key" in props ? `the variable ${String(props["key"])}` : path.join(".");
}

function mendOf({ type, props }: CheckedResource, stack: string): string {
  const key = type === types.vercelVariable ? String(props["key"]) : "";
  const secret = Object.entries(secretKeys).find(([, { variable }]) => variable === key)?.[0];
  if (secret !== undefined) return setLine(stack, placeOf([secret]), "--secret");
  if (key !== "") return `${removeLine(stack, placeOf(["variables", key]))}, or give it a value of its own`;
  return "give it a value of its own";
}
