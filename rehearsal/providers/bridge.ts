// Makes of inputs what the vendors' plugins make of them: defaults, marks, sets, and a value for what is left out.
// What they do field by field is read off recordings (../schemas/derive.ts); what those cannot show stands in overlay.ts.
import { isDeepStrictEqual } from "node:util";
import { isEmpty, marked, plainKeepingNulls, sortedSets, valueFor } from "./fields.ts";
import type { Shape, Shapes } from "./shape.ts";
import type { Made, Resource } from "./table.ts";
import { type Traits, traitsOf } from "./traits.ts";
import {
  anywhere,
  asSecret,
  isList,
  isObject,
  isSecret,
  isUnknown,
  plain,
  UNKNOWN,
  type Value,
  type Values,
} from "./value.ts";

/** A field's place: in the tables `layers[].id`, and for ids of its own `layers[0].id`. */
interface Place {
  readonly path: string;
  readonly exact: string;
}

const top: Place = { path: "", exact: "" };
const field = ({ path, exact }: Place, name: string): Place =>
  path === "" ? { path: name, exact: name } : { path: `${path}.${name}`, exact: `${exact}.${name}` };
const item = ({ path, exact }: Place, index: number): Place => ({
  path: `${path}[]`,
  exact: `${exact}[${index}]`,
});

/** What Check answers: the inputs with the plugin's defaults, and what is secret marked. */
export function checkedInputs(token: string, resource: Resource, news: Values): Values {
  const traits = traitsOf(token);
  return withDefaults(traits, resource.inputs, marked(resource.inputs, news), top);
}

function withDefaults(traits: Traits, shapes: Shapes, values: Values, place: Place): Values {
  const set = Object.entries(values).filter(([, value]) => value !== null);
  const inside = Object.fromEntries(
    set.map(([name, value]) => [name, defaultsIn(traits, shapes[name], value, field(place, name))]),
  );
  if (traits.family !== "sdk") return inside;
  const defaults = traits
    .namesAt(place.path)
    .filter((name) => !(name in inside) && name in shapes)
    .flatMap((name) => {
      const value = traits.defaultOf(field(place, name).path, inside);
      return value === undefined ? [] : [[name, value] as const];
    });
  return { ...inside, ...Object.fromEntries(defaults), __defaults: defaults.map(([name]) => name).sort() };
}

function defaultsIn(traits: Traits, shape: Shape | undefined, value: Value, place: Place): Value {
  if (isSecret(value)) return asSecret(defaultsIn(traits, shape, value.value, place));
  if (shape?.kind === "list" && isList(value))
    return value.map((one, index) => defaultsIn(traits, shape.of, one, item(place, index)));
  if (shape?.kind === "object" && isObject(value))
    return withDefaults(traits, shape.properties, value, place);
  return value;
}

/** The outputs that a changed resource is not known to keep, as the plugin framework plans it. */
export const plannedUnknowns = (token: string, resource: Resource, news: Values, before: Values): string[] =>
  Object.entries(completed(token, resource, news, { before }))
    .filter(([name, value]) => isUnknown(value) && (news[name] ?? null) === null)
    .map(([name]) => name);

/** How the service's own values come: while something is planned, made or changed. */
export interface Filling {
  /** What the resource was before; nothing while it is made. */
  readonly before?: Values;
  /** Makes the service's own values; absent at a preview, which does not know them. */
  readonly made?: Made;
}

/** What Create and Update answer: each field that the plugin has, the service's own ones among them. */
export function completed(token: string, resource: Resource, inputs: Values, filling: Filling = {}): Values {
  const traits = traitsOf(token);
  const bare = plain(inputs) as Values;
  const walk = new Completion(traits, resource, filling, changes(traits, resource, bare, filling));
  const outputs = marked(resource.inputs, walk.object(resource.inputs, bare, filling.before, top), resource);
  // What is not known yet bears no mark among outputs.
  return Object.fromEntries(
    Object.entries(outputs).map(([name, value]) => [
      name,
      isSecret(value) && isUnknown(value.value) ? UNKNOWN : value,
    ]),
  );
}

/** Whether an update changes anything: the plugin framework then forgets what it does not know to stay the same. */
const changes = (traits: Traits, resource: Resource, inputs: Values, { before }: Filling): boolean =>
  before !== undefined &&
  traits.family === "framework" &&
  Object.keys(resource.inputs).some(
    (name) =>
      (inputs[name] ?? null) !== null &&
      !isDeepStrictEqual(sortedSets(traits, inputs[name] ?? null, name), plain(before[name] ?? null)),
  );

class Completion {
  readonly #traits: Traits;
  readonly #resource: Resource;
  readonly #filling: Filling;
  readonly #changes: boolean;

  constructor(traits: Traits, resource: Resource, filling: Filling, changed: boolean) {
    this.#traits = traits;
    this.#resource = resource;
    this.#filling = filling;
    this.#changes = changed;
  }

  object(shapes: Shapes, values: Values, before: Values | undefined, place: Place): Values {
    const names = new Set([
      ...Object.keys(values).filter((name) => !name.startsWith("__")),
      ...Object.keys(shapes),
      ...this.#traits.namesAt(place.path),
      ...outputNamesAt(this.#resource, place.path),
    ]);
    return Object.fromEntries(
      [...names].sort().flatMap((name) => {
        const own = field(place, name);
        const old = before?.[name];
        const given = this.#traits.suppressed(own.path, values) ? null : (values[name] ?? null);
        const value =
          given === null
            ? this.#unset(shapes[name], own, values, old)
            : this.#set(shapes[name], given, old, own);
        return value === undefined ? [] : [[name, value]];
      }),
    );
  }

  #set(shape: Shape | undefined, value: Value, before: Value | undefined, place: Place): Value {
    const old = before === undefined ? undefined : plainKeepingNulls(before);
    if (isUnknown(value)) return value;
    if (isList(value) && shape?.kind === "list") {
      const sorted = this.#traits.isSet(place.path) ? [...value].sort() : value;
      return sorted.map((one, index) =>
        this.#set(shape.of, one, isList(old) ? old[index] : undefined, item(place, index)),
      );
    }
    if (isObject(value) && shape?.kind === "object")
      return this.object(shape.properties, value, isObject(old) ? old : undefined, place);
    // A map of which one value is not known is not known as a whole (seen in Sentry's recorded issue alerts).
    if (shape?.kind === "map" && this.#traits.family === "sdk" && anywhere(value, isUnknown)) return UNKNOWN;
    return this.#traits.normalized(place.path, value);
  }

  /** What stands where nothing is given; undefined where nothing stands there. */
  #unset(
    shape: Shape | undefined,
    place: Place,
    parent: Values,
    before: Value | undefined,
  ): Value | undefined {
    const { made, before: all } = this.#filling;
    const output = this.#resource.outputs[place.path];
    const [preview, after] = this.#traits.unsetOf(place.path, shape, output !== undefined);
    const make = (): Value | undefined => {
      if (made !== undefined && output !== undefined)
        return output.make({ ...made, at: place.exact, parent });
      return valueFor(after);
    };
    if (all === undefined) return made === undefined ? valueFor(preview) : make();
    const isComputed = preview === "unknown";
    const forgets =
      this.#traits.family === "framework" &&
      isComputed &&
      this.#changes &&
      (before === undefined || this.#traits.forgets(place.path));
    if (forgets) return made === undefined ? UNKNOWN : (before ?? make());
    return before !== undefined && (isComputed || isEmpty(before)) ? before : make();
  }
}

/** The names of the outputs directly below a path of the table. */
const outputNamesAt = (resource: Resource, path: string): string[] =>
  Object.keys(resource.outputs).flatMap((name) => {
    const rest = path === "" ? name : name.startsWith(`${path}.`) ? name.slice(path.length + 1) : "";
    return rest === "" || /[.[]/.test(rest) ? [] : [rest];
  });
