// What a stand-in knows about a package and its resources: the one table that Check, Diff, Create and the schema read.
import { createHash } from "node:crypto";
import type { Shape, Shapes } from "./shape.ts";
import type { Value, Values } from "./value.ts";

/** What the making of an id or an output may depend on. */
export interface Made {
  readonly urn: string;
  readonly name: string;
  /** Empty while the id itself is made. */
  readonly id: string;
  /** Without secret marks; nothing in it is unknown, for nothing is made at preview. */
  readonly inputs: Values;
  /** How many resources already have the ids that were made before: 0 for the first try. */
  readonly attempt: number;
}

/** Where in a resource a value is made: `layers[0].id`, and what stands beside it. */
export interface Spot {
  readonly at: string;
  readonly parent: Values;
}

/** A property that the service fills in when the program does not. */
export interface Output {
  readonly shape: Shape;
  readonly make: (made: Made & Spot) => Value;
}

/** Something wrong with the inputs of one property. */
export interface Problem {
  readonly property: string;
  readonly reason: string;
}

/** What the service looks at before it accepts a change. */
export interface Change {
  readonly inputs: Values;
  /** What the resource was before; absent when it is being made. */
  readonly before?: Values;
  readonly now: Date;
  /** The inputs of everything that exists of another type. */
  readonly existing: (token: string) => readonly Values[];
}

export interface Resource {
  readonly inputs: Shapes;
  /**
   * Properties that are outputs only, and inputs that the service fills in when they are not set; those of nested
   * objects by their path, as in `layers[].id`. What was recorded (traits.ts) needs none.
   */
  readonly outputs: { readonly [name: string]: Output };
  readonly id: (made: Made) => string;
  /**
   * The forms of the id at import, where it is more than the thing's own: properties that the thing must have, and
   * "id" at the end, as in `organization/id`.
   */
  readonly importForms?: readonly string[];
  /** A setting of another thing, which is there with it: to make it is to set it, however often. */
  readonly setting?: true;
  /** The properties that the service never gives out again. */
  readonly unreadable?: (inputs: Values) => readonly string[];
  /** The input that gets `<name>-<7 hex digits>` when the program leaves it out, as bridged providers do. */
  readonly autonamed?: string;
  /** What the provider refuses when it checks. Inputs may hold unknowns. */
  readonly refuses?: (inputs: Values) => readonly Problem[];
  /** What the provider refuses when it plans, at a preview too; its answer, or undefined for "fine". */
  readonly planRefuses?: (inputs: Values) => string | undefined;
  /** What only the service itself refuses, when the change is really made; its answer, or undefined for "fine". */
  readonly serviceRefuses?: (change: Change) => string | undefined;
}

export interface Package {
  readonly name: string;
  /** Of the npm package that the stack uses. */
  readonly version: string;
  readonly configuration: Shapes;
  /** What its plugin says, at Configure, that it takes as it is; the engine changes the rest into plain values. */
  readonly accepts: readonly ("secrets" | "resources" | "outputs" | "autonaming")[];
  readonly resources: { readonly [token: string]: Resource };
  /** What the provider refuses in its own configuration. */
  readonly refusesConfiguration?: (configuration: Values) => readonly Problem[];
}

/** The shapes of a package as they are generated: of each resource its inputs, and the outputs that are no inputs. */
export interface Shaped {
  readonly version: string;
  readonly configuration: Shapes;
  readonly resources: { readonly [token: string]: { readonly inputs: Shapes; readonly outputs?: Shapes } };
}

/** How each computed property comes about that the program does not set. */
export type Makers = { readonly [name: string]: Output["make"] };

/** What a stand-in knows of a resource beside its generated shapes. */
export interface Behaviour extends Omit<Resource, "inputs" | "outputs"> {
  readonly outputs?: Makers;
  /** The inputs that make a new resource, where the schema does not say so. */
  readonly replaces?: readonly string[];
}

/** What a stand-in knows of a package beside its generated shapes. */
export interface Behaviours extends Pick<Package, "name" | "accepts" | "refusesConfiguration"> {
  readonly resources: { readonly [token: string]: Behaviour };
}

/** Hexadecimal digits that depend on nothing but the given words: the same in every run. */
export const digits = (length: number, ...words: readonly (string | number)[]): string =>
  createHash("sha256").update(words.join("\n")).digest("hex").slice(0, length);

/** A whole number of up to `length` decimal digits that depends on nothing but the given words. */
export const whole = (length: number, ...words: readonly (string | number)[]): number =>
  10 ** (length - 1) + (Number.parseInt(digits(12, ...words), 16) % (9 * 10 ** (length - 1)));

/** A UUID that depends on nothing but the given words. */
export const uuid = (...words: readonly (string | number)[]): string =>
  digits(32, ...words).replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, "$1-$2-4$3-8$4-$5");

/** An output that is the same for every resource. */
export const always =
  (value: Value): Output["make"] =>
  () =>
    value;

/** The name part of a URN: `urn:pulumi:stack::project::types::name`. */
export const nameOf = (urn: string): string => urn.split("::").slice(3).join("::");

/** The resource token of a URN: the last of its types. */
export const tokenOf = (urn: string): string => urn.split("::")[2]?.split("$").at(-1) ?? "";

/** Text in the form of a slug: `Marsana Fleet` → `marsana-fleet`. */
export const slug = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");

/** An input as text, or the given text when it is not set. */
export const textOf = (value: Value | undefined, otherwise = ""): string =>
  typeof value === "string" ? value : otherwise;
