// The packages that something stands in for, one for each provider of the stack: generated shapes joined with behaviour.
import { command as commandShapes } from "./generated/command.ts";
import { datadog as datadogShapes } from "./generated/datadog.ts";
import { sentry as sentryShapes } from "./generated/sentry.ts";
import { vercel as vercelShapes } from "./generated/vercel.ts";
import { command } from "./packages/command.ts";
import { datadog } from "./packages/datadog.ts";
import { sentry } from "./packages/sentry.ts";
import { vercel } from "./packages/vercel.ts";
import { replaces, type Shape, type Shapes } from "./shape.ts";
import type { Behaviour, Behaviours, Package, Resource, Shaped } from "./table.ts";
import { traitsOf } from "./traits.ts";

export const packages: readonly Package[] = [
  joined(datadogShapes, datadog),
  joined(vercelShapes, vercel),
  joined(sentryShapes, sentry),
  joined(commandShapes, command),
];

/** The resource of a token, if something stands in for it. */
export function resourceOf(token: string): Resource | undefined {
  const [name] = token.split(":");
  return packages.find((one) => one.name === name)?.resources[token];
}

/** @throws Error where shapes and behaviour do not name the same resources or computed properties */
export function joined({ version, configuration, resources: shapes }: Shaped, one: Behaviours): Package {
  const resources = Object.entries(one.resources).map(([token, behaviour]) => {
    const own = shapes[token];
    if (own === undefined) throw new Error(`found no shapes of ${token}: run npm run schemas`);
    return [token, resource(token, own.inputs, own.outputs ?? {}, behaviour)] as const;
  });
  return { ...one, version, configuration, resources: Object.fromEntries(resources) };
}

function resource(token: string, inputs: Shapes, outputs: Shapes, behaviour: Behaviour): Resource {
  const { replaces: replacing = [], outputs: makers = {}, ...rest } = behaviour;
  const all = { ...inputs, ...outputs };
  const made = Object.entries(makers).map(([name, make]) => [name, { shape: known(all, name, token), make }]);
  const traits = traitsOf(token);
  const unmade = Object.keys(all).filter(
    (name) => all[name]?.computed && !traits.wasSeenUnset(name) && !Object.hasOwn(makers, name),
  );
  if (unmade.length > 0)
    throw new Error(
      `found nothing that makes ${unmade.join(", ")} of ${token}: add it to the stand-in's outputs`,
    );
  const marked = replacing.map((name) => [name, replaces(known(inputs, name, token))]);
  return {
    ...rest,
    inputs: { ...inputs, ...Object.fromEntries(marked) },
    outputs: Object.fromEntries(made),
  };
}

/** @param name of a property, or its path: `layers[].id` */
function known(shapes: Shapes, name: string, token: string): Shape {
  const [first = "", ...rest] = name.split(".");
  const shape = shapes[first.replaceAll("[]", "")];
  const inside = innermost(shape);
  if (rest.length > 0 && inside?.kind === "object") return known(inside.properties, rest.join("."), token);
  if (shape === undefined) throw new Error(`found no property ${name} of ${token}, which its stand-in names`);
  return shape;
}

/** What a list, or a list of lists, is of. */
function innermost(shape: Shape | undefined): Shape | undefined {
  return shape?.kind === "list" ? innermost(shape.of) : shape;
}
