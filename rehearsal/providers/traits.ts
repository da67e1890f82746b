// What is known of how one resource's plugin behaves: as recorded, and what an overlay adds to that.

import observedJson from "./generated/observed.json" with { type: "json" };
import { overlays } from "./overlay.ts";
import type { Shape } from "./shape.ts";
import { plain, type Value, type Values } from "./value.ts";

const observed: { readonly [token: string]: Observed } = observedJson as unknown as Record<string, Observed>;

/**
 * What a field becomes that the program leaves out: JSON, or a word. "absent": it is not among the outputs; "unknown":
 * the service fills it in; "service": the service has filled it in, each time with another value.
 */
export type Unset = string;

/** How one resource's plugin treats what it is given. Paths are `layers[].interval.seconds`. */
export interface Observed {
  /** The Terraform SDK behind the bridge, which decides what its answers look like. */
  readonly family: "sdk" | "framework" | "native";
  /** What Check fills in, as JSON. */
  readonly defaults: { readonly [path: string]: string };
  /** What comes back sorted. */
  readonly sets: readonly string[];
  /** What is unset: at a preview, and after it is made. */
  readonly unset: { readonly [path: string]: readonly [Unset, Unset] };
}

/** The traits of a token; one that was never recorded behaves as its family does. */
export function traitsOf(token: string): Traits {
  const found = known.get(token) ?? new Traits(token);
  known.set(token, found);
  return found;
}

const known = new Map<string, Traits>();

export class Traits {
  readonly family: Observed["family"];
  readonly #seen: Omit<Observed, "family">;
  readonly #isUnseen: boolean;
  readonly #names = new Map<string, string[]>();
  readonly #overlay: (typeof overlays)[string];
  readonly #sets: ReadonlySet<string>;
  readonly #defaults: { readonly [path: string]: string };

  constructor(token: string) {
    this.#overlay = overlays[token] ?? {};
    this.#seen = observed[token] ?? { defaults: {}, sets: [], unset: {} };
    this.#isUnseen = observed[token] === undefined;
    this.family = this.#overlay.family ?? observed[token]?.family ?? "sdk";
    this.#sets = new Set([...this.#seen.sets, ...(this.#overlay.sets ?? [])]);
    this.#defaults = { ...this.#seen.defaults, ...this.#overlay.defaults };
    for (const path of new Set([
      ...Object.keys(this.#seen.unset),
      ...Object.keys(this.#overlay.unset ?? {}),
      ...Object.keys(this.#defaults),
    ])) {
      const cut = Math.max(path.lastIndexOf("."), 0);
      const parent = path.slice(0, cut);
      const name = cut === 0 ? path : path.slice(cut + 1);
      this.#names.set(parent, [...(this.#names.get(parent) ?? []), name]);
    }
  }

  /** The names directly below a path of which something is known. */
  namesAt(path: string): readonly string[] {
    return this.#names.get(path) ?? [];
  }

  isSet(path: string): boolean {
    return this.#sets.has(path);
  }

  /** What Check fills in, unless something else that is set rules it out. */
  defaultOf(path: string, siblings: Values): Value | undefined {
    const text = this.#defaults[path];
    const ruledOut = (this.#overlay.conflicts?.[path] ?? []).some(
      (name) => (siblings[name] ?? null) !== null,
    );
    return text === undefined || ruledOut ? undefined : (JSON.parse(text) as Value);
  }

  /** What the plugin would fill in for a field that is not given; undefined where it fills in nothing. */
  standardOf(path: string): Value | undefined {
    const text = this.#defaults[path] ?? this.#seen.unset[path]?.[0];
    if (text === undefined || ["unknown", "absent", "null", "service"].includes(text)) return undefined;
    return JSON.parse(text) as Value;
  }

  /** What a field becomes that is left out: at a preview, and once it is made. */
  unsetOf(path: string, shape: Shape | undefined, isOutput: boolean): readonly [string, string] {
    const seen = this.#overlay.unset?.[path] ?? this.#seen.unset[path];
    if (seen !== undefined) return seen;
    if (isOutput) return ["unknown", "service"];
    if (this.family !== "sdk") return ["absent", "absent"];
    return ["null", path.includes(".") ? (ZEROS[shape?.kind ?? "any"] ?? "null") : "null"];
  }

  /** Whether it was recorded what the field becomes that is left out, always the same. */
  wasSeenUnset(path: string): boolean {
    return this.#seen.unset[path] !== undefined && !this.isOfService(path);
  }

  /** Whether the service fills the field in, or keeps it, where it is left out. */
  isComputed(path: string): boolean {
    return this.#seen.unset[path]?.[0] === "unknown";
  }

  /** Whether the value is the service's own, another each time. */
  isOfService(path: string): boolean {
    return this.#seen.unset[path]?.includes("service") === true;
  }

  /** Whether the plugin takes no notice of what is given, as something else that is set makes it void. */
  suppressed(path: string, siblings: Values): boolean {
    const unless = this.#overlay.suppressed?.[path];
    return unless !== undefined && plain(siblings[unless] ?? null) !== true;
  }

  normalized(path: string, value: Value): Value {
    return this.#overlay.normalized?.[path]?.(value) ?? value;
  }

  /** Whether the plugin framework says "not known" of this again at each change. */
  forgets(path: string): boolean {
    return this.#overlay.forgets?.includes(path) === true;
  }

  readsBack(path: string): Value | undefined {
    return this.#overlay.readsBack?.[path];
  }

  /** Whether Read leaves a set among the inputs in the program's order. */
  keepsOrder(path: string): boolean {
    return this.#overlay.keepsOrder?.includes(path) === true;
  }

  /** What Read with nothing but an id answers otherwise than Create. */
  get atImport(): Values {
    return this.#overlay.atImport ?? {};
  }

  /** Whether the id is among the outputs too. */
  get repeatsId(): boolean {
    return this.#isUnseen || "id" in this.#seen.unset;
  }

  lostAtImport(path: string): boolean {
    return this.#overlay.lostAtImport?.includes(path) === true;
  }
}

/** In a nested object of the SDK, a field that is left out has its type's zero value once the object is made. */
const ZEROS: { readonly [kind: string]: string } = {
  string: '""',
  integer: "0",
  number: "0",
  boolean: "false",
};
