// Makes of inputs what the vendors' plugins make of them: defaults, marks, sets, and a value for what is left out.
// What they do field by field is read off recordings (../schemas/derive.ts); what those cannot show stands in overlay.ts.
import { isDeepStrictEqual } from "node:util";
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

/** The value that a word of the table stands for; undefined for "absent". */
function valueFor(word: string): Value | undefined {
  if (word === "absent") return undefined;
  return word === "unknown" || word === "service" ? UNKNOWN : (JSON.parse(word) as Value);
}

const isEmpty = (value: Value): boolean =>
  value === null ||
  value === "" ||
  value === 0 ||
  value === false ||
  (isList(value) && value.length === 0) ||
  (isObject(value) && Object.keys(value).length === 0);

const plainKeepingNulls = (value: Value): Value => (isSecret(value) ? value.value : value);

/** The names of the outputs directly below a path of the table. */
const outputNamesAt = (resource: Resource, path: string): string[] =>
  Object.keys(resource.outputs).flatMap((name) => {
    const rest = path === "" ? name : name.startsWith(`${path}.`) ? name.slice(path.length + 1) : "";
    return rest === "" || /[.[]/.test(rest) ? [] : [rest];
  });

/** The value with every set in it sorted, as it comes back. */
function sortedSets(traits: Traits, value: Value, path: string): Value {
  if (isSecret(value)) return sortedSets(traits, value.value, path);
  if (isList(value)) {
    const items = value.map((one) => sortedSets(traits, one, `${path}[]`));
    return traits.isSet(path) ? [...items].sort() : items;
  }
  if (!isObject(value)) return traits.normalized(path, value);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, one]) => one !== null && !name.startsWith("__"))
      .map(([name, one]) => [name, sortedSets(traits, one, path === "" ? name : `${path}.${name}`)]),
  );
}

/**
 * What a difference is looked for in: what the thing has beside what it is to have, without the marks of secrets. What
 * is left out is what the plugin makes of it; what the service fills in stays as it is.
 * @param has outputs, as the engine keeps them
 * @param wanted the inputs that Check gave
 */
export function comparable(token: string, resource: Resource, has: Values, wanted: Values): [Values, Values] {
  const traits = traitsOf(token);
  const known = Object.fromEntries(Object.entries(has).filter(([name]) => name in resource.inputs));
  const before = compared(traits, known, "");
  const isComputed = (path: string): boolean => path in resource.outputs || traits.isComputed(path);
  return [before, withComputed(isComputed, before, compared(traits, wanted, ""), "")];
}

function compared(traits: Traits, values: Values, path: string): Values {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, given]) => {
      const own = below(path, name);
      if (name.startsWith("__") || traits.suppressed(own, values)) return [];
      const value = sortedSets(traits, given, own);
      const inner = comparedInside(traits, value, own);
      return isAsUnset(traits, inner, own) ? [] : [[name, inner]];
    }),
  );
}

function comparedInside(traits: Traits, value: Value, path: string): Value {
  if (isList(value)) return value.map((one) => comparedInside(traits, one, `${path}[]`));
  return isObject(value) ? compared(traits, value, path) : value;
}

/** Whether a value is none, or the one that comes of none. */
function isAsUnset(traits: Traits, value: Value, path: string): boolean {
  if (value === null || value === "" || (typeof value === "object" && isEmpty(value))) return true;
  if (traits.wasSeenUnset(path))
    return isDeepStrictEqual(value, valueFor(traits.unsetOf(path, undefined, false)[1]));
  return traits.family === "sdk" && path.includes(".") && isEmpty(value);
}

/** What is wanted, and of the rest what the service has filled in. */
function withComputed(
  isComputed: (path: string) => boolean,
  before: Values,
  after: Values,
  path: string,
): Values {
  const kept = Object.entries(before).filter(([name]) => !(name in after) && isComputed(below(path, name)));
  const both = (old: Value | undefined, value: Value, own: string): Value => {
    if (isObject(value) && isObject(old)) return withComputed(isComputed, old, value, own);
    return isList(value) && isList(old) ? value.map((one, at) => both(old[at], one, `${own}[]`)) : value;
  };
  const inner = Object.entries(after).map(([name, value]) => [
    name,
    both(before[name], value, below(path, name)),
  ]);
  return Object.fromEntries([...kept, ...inner]);
}

/** What Read answers of a thing that the engine knows: the inputs as the service has them. */
export function refreshedInputs(token: string, resource: Resource, inputs: Values): Values {
  const traits = traitsOf(token);
  const known = readBack(traits, inputs, "") as Values;
  return marked(resource.inputs, known);
}

function readBack(traits: Traits, value: Value, path: string): Value {
  if (isSecret(value)) return asSecret(readBack(traits, value.value, path));
  if (isList(value)) {
    const items = value.map((one) => readBack(traits, one, `${path}[]`));
    return traits.isSet(path) && !traits.keepsOrder(path) ? [...items].sort() : items;
  }
  if (!isObject(value)) return value;
  const nulled = Object.keys(value).filter((name) => traits.suppressed(below(path, name), value));
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, one]) => {
      if (name === "__defaults" && isList(one)) {
        const left = one.filter((other) => !nulled.includes(String(other)));
        return left.length === 0 ? [] : [[name, left]];
      }
      return [[name, nulled.includes(name) ? null : readBack(traits, one, below(path, name))]];
    }),
  );
}

const below = (path: string, name: string): string => (path === "" ? name : `${path}.${name}`);

/**
 * What Read answers as outputs: some fields come back empty where Create had left them null.
 * @param isImport whether the engine knows nothing but the id
 */
export function refreshedOutputs(token: string, outputs: Values, isImport = false): Values {
  const traits = traitsOf(token);
  const given = isImport ? { ...outputs, ...traits.atImport } : outputs;
  const walk = (value: Value, path: string): Value => {
    if (isSecret(value)) return asSecret(walk(value.value, path));
    if (isList(value)) return value.map((one) => walk(one, `${path}[]`));
    if (value === null) return traits.readsBack(path) ?? null;
    if (!isObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, one]) => [name, walk(one, below(path, name))]),
    );
  };
  return walk(given, "") as Values;
}

/**
 * What Read makes of outputs where the engine knows nothing but an id: those inputs that are neither empty nor what
 * the plugin would fill in anyway.
 */
export function importedInputs(token: string, resource: Resource, outputs: Values): Values {
  const traits = traitsOf(token);
  const extract = (shapes: Shapes, values: Values, path: string): Values => {
    const kept = Object.keys(shapes).flatMap((name) => {
      const own = below(path, name);
      if (!(name in values) || traits.lostAtImport(own)) return [];
      const value = plainKeepingNulls(values[name] ?? null);
      const standard = traits.family === "sdk" ? traits.standardOf(own) : undefined;
      const isStandard = standard === undefined ? isEmpty(value) : isDeepStrictEqual(value, standard);
      if (isStandard && shapes[name]?.required !== true) return [];
      return [[name, inside(shapes[name], value, own)] as const];
    });
    return { ...Object.fromEntries(kept), ...(traits.family === "sdk" && { __defaults: [] }) };
  };
  const inside = (shape: Shape | undefined, value: Value, path: string): Value => {
    if (shape?.kind === "list" && isList(value))
      return value.map((one) => inside(shape.of, plainKeepingNulls(one), `${path}[]`));
    return shape?.kind === "object" && isObject(value) ? extract(shape.properties, value, path) : value;
  };
  return marked(resource.inputs, extract(resource.inputs, outputs, ""));
}

/** The values with a secret mark wherever the tables have one. */
export function marked(shapes: Shapes, values: Values, resource?: Resource): Values {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const shape = shapes[name] ?? resource?.outputs[name]?.shape;
      return [name, shape ? sealed(shape, value) : value];
    }),
  );
}

function sealed(shape: Shape, value: Value): Value {
  if (value === null || isSecret(value)) return value;
  if (shape.secret) return asSecret(value);
  if (shape.kind === "list" && isList(value)) return value.map((one) => sealed(shape.of, one));
  if (shape.kind === "map" && isObject(value))
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, sealed(shape.of, one)]));
  return shape.kind === "object" && isObject(value) ? marked(shape.properties, value) : value;
}
