// Joins what an installed package declares with what its schema says: names and structure come from the package,
// which wins where the two differ; whole numbers, words, secrets and what replaces come from the schema.
import type { Shape, Shapes } from "../providers/shape.ts";
import type { Declarations, Declared, Property, Sides } from "./declarations.ts";

/** What a schema says of one property. */
export interface Spec {
  readonly type?: string;
  readonly $ref?: string;
  readonly items?: Spec;
  readonly additionalProperties?: Spec;
  readonly secret?: boolean;
  readonly willReplaceOnChanges?: boolean;
  readonly replaceOnChanges?: boolean;
}

type Specs = Readonly<Record<string, Spec>>;

export interface Schema {
  readonly resources: Readonly<
    Record<string, { readonly inputProperties: Specs; readonly properties: Specs }>
  >;
  readonly types: Readonly<Record<string, { properties?: Specs; enum?: readonly { value: string }[] }>>;
  readonly provider: { readonly inputProperties?: Specs };
}

/** What neither says: whole numbers, each with its source. */
const WHOLE: ReadonlySet<string> = new Set([
  // MonitorFormulaAndFunctionDataQualityModelConfiguration of @datadog/datadog-api-client 1.64.0: int32.
  "MonitorVariablesDataQualityQueryMonitorOptionsModelConfiguration.autoResolveDays",
]);

/** The structure of a named type is kept under its name, so that it is written once. */
export class Joined {
  /** The name of the type that each object is of. */
  readonly names = new Map<Shapes, string>();
  readonly #packageName: string;
  readonly #schema: Schema;
  readonly #declarations: Declarations;
  readonly #types = new Map<string, Shapes>();

  constructor(packageName: string, schema: Schema, declarations: Declarations) {
    this.#packageName = packageName;
    this.#schema = schema;
    this.#declarations = declarations;
  }

  configuration(): Shapes {
    const inputs = this.#declarations.ofProvider();
    return this.#inputs({ inputs, outputs: [] }, this.#schema.provider.inputProperties ?? {});
  }

  /** The inputs, and the outputs that are no inputs. */
  ofToken(token: string): { readonly inputs: Shapes; readonly outputs: Shapes } {
    const sides = this.#declarations.ofToken(token);
    const { inputProperties = {}, properties = {} } = this.#schema.resources[token] ?? {};
    const taken = new Set(sides.inputs.map(({ name }) => name));
    const outputs = sides.outputs
      .filter(({ name }) => !taken.has(name))
      .map(({ name, type, required }) => {
        const shape = this.#shape(type, properties[name]);
        return [name, required ? { ...shape, computed: true as const } : shape] as const;
      });
    return { inputs: this.#inputs(sides, inputProperties), outputs: Object.fromEntries(outputs) };
  }

  #inputs({ inputs, outputs }: Sides, specs: Specs): Shapes {
    const always = new Set(outputs.filter(({ required }) => required).map(({ name }) => name));
    return Object.fromEntries(
      inputs.map(({ name, type, required }) => {
        const flags = required ? { required } : always.has(name) ? { computed: true as const } : {};
        return [name, { ...this.#shape(type, specs[name]), ...flags }];
      }),
    );
  }

  #shape(type: Declared, spec: Spec = {}): Shape {
    const replaces = spec.willReplaceOnChanges || spec.replaceOnChanges;
    return {
      ...this.#bare(type, spec),
      ...(spec.secret && { secret: true }),
      ...(replaces && { replaces: true }),
    };
  }

  #bare(type: Declared, spec: Spec): Shape {
    const words = this.#schema.types[spec.$ref?.replace("#/types/", "") ?? ""]?.enum;
    if (words) return { kind: "oneOf", values: words.map(({ value }) => value) };
    switch (type.kind) {
      case "list":
        return { kind: "list", of: this.#shape(type.of, spec.items) };
      case "map":
        return { kind: "map", of: this.#shape(type.of, spec.additionalProperties) };
      case "named":
        return { kind: "object", properties: this.#ofType(type.name) };
      case "number":
        return { kind: spec.type === "integer" ? "integer" : "number" };
      default:
        return type;
    }
  }

  #ofType(name: string): Shapes {
    const known = this.#types.get(name);
    if (known) return known;
    const sides = this.#declarations.ofType(name);
    const specs = this.#schema.types[`${this.#packageName}:index/${name}:${name}`]?.properties ?? {};
    // What only comes out is described by its names and types; nobody can leave anything of it out.
    const given = sides.inputs.length > 0 ? sides : { inputs: sides.outputs.map(optional), outputs: [] };
    const whole = [...WHOLE]
      .filter((one) => one.startsWith(`${name}.`))
      .map((one) => one.split(".")[1] ?? "");
    const shapes = this.#inputs(given, {
      ...Object.fromEntries(whole.map((one) => [one, { type: "integer" }])),
      ...specs,
    });
    this.#types.set(name, shapes);
    this.names.set(shapes, name);
    return shapes;
  }
}

const optional = (property: Property): Property => ({ ...property, required: false });
