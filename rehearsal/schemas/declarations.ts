// Reads an installed package's own type declarations: which properties a resource, or a type in it, takes and gives.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import ts from "typescript";

/** What a declaration says of one value; words of a list are text in it, and whole numbers are numbers. */
export type Declared =
  | { readonly kind: "string" | "number" | "boolean" | "any" }
  | { readonly kind: "list" | "map"; readonly of: Declared }
  | { readonly kind: "named"; readonly name: string };

export interface Property {
  readonly name: string;
  readonly type: Declared;
  readonly required: boolean;
}

export interface Sides {
  readonly inputs: readonly Property[];
  readonly outputs: readonly Property[];
}

export class Declarations {
  readonly version: string;
  readonly #folder: string;
  readonly #inputs: Found;
  readonly #outputs: Found;

  /** @param packageName of the npm package */
  constructor(packageName: string) {
    const require = createRequire(import.meta.url);
    this.#folder = dirname(require.resolve(`${packageName}/package.json`));
    this.version = require(`${packageName}/package.json`).version;
    this.#inputs = declaredIn(join(this.#folder, "types/input.d.ts"));
    this.#outputs = declaredIn(join(this.#folder, "types/output.d.ts"));
  }

  /** The inputs and outputs of a token, or of the provider itself. */
  ofToken(token: string): Sides {
    const [, path = "", className = ""] = token.split(":");
    // The native provider has a folder for each module, the bridged ones have one for nothing but the index.
    const file = path.startsWith("index/") ? path.slice("index/".length) : join(path, lowerFirst(className));
    return this.#sides(declaredIn(join(this.#folder, `${file}.d.ts`)), className);
  }

  ofProvider(): readonly Property[] {
    return this.#sides(declaredIn(join(this.#folder, "provider.d.ts")), "Provider").inputs;
  }

  /** A type inside a resource; the sides that do not have it are empty. */
  ofType(name: string): Sides {
    return { inputs: propertiesOf(this.#inputs.get(name)), outputs: propertiesOf(this.#outputs.get(name)) };
  }

  #sides(found: Found, className: string): Sides {
    const [inputs, outputs] = [found.get(`${className}Args`), found.get(className)];
    if (inputs === undefined || outputs === undefined)
      throw new Error(`found no ${className} in ${this.#folder}, required its class and its arguments`);
    return { inputs: propertiesOf(inputs), outputs: propertiesOf(outputs) };
  }
}

type Found = ReadonlyMap<string, ts.InterfaceDeclaration | ts.ClassDeclaration>;

/** The interfaces and classes of one file by their name, without those in namespaces. */
function declaredIn(file: string): Found {
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
  const either = source.statements.filter(
    (one) => ts.isInterfaceDeclaration(one) || ts.isClassDeclaration(one),
  );
  return new Map(either.map((one) => [one.name?.text ?? "", one]));
}

function propertiesOf(declaration: ts.InterfaceDeclaration | ts.ClassDeclaration | undefined): Property[] {
  return [...(declaration?.members ?? [])].flatMap((member) => {
    const isStatic = ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Static;
    if (!(ts.isPropertySignature(member) || ts.isPropertyDeclaration(member)) || isStatic || !member.type)
      return [];
    const required = member.questionToken === undefined && !mayBeUndefined(member.type);
    return [{ name: member.name.getText(), type: declared(member.type), required }];
  });
}

/** `pulumi.Output<string | undefined>`: a property that is there, of a value that need not be. */
const mayBeUndefined = (type: ts.TypeNode): boolean =>
  ts.isTypeReferenceNode(type)
    ? (type.typeArguments ?? []).some(mayBeUndefined)
    : ts.isUnionTypeNode(type) && type.types.some(({ kind }) => kind === ts.SyntaxKind.UndefinedKeyword);

function declared(type: ts.TypeNode): Declared {
  if (ts.isArrayTypeNode(type)) return { kind: "list", of: declared(type.elementType) };
  if (ts.isParenthesizedTypeNode(type)) return declared(type.type);
  if (ts.isUnionTypeNode(type)) return onlyOf(type);
  if (ts.isTypeReferenceNode(type)) return referred(type);
  if (ts.isTypeLiteralNode(type)) {
    const [index] = type.members.filter(ts.isIndexSignatureDeclaration);
    if (index) return { kind: "map", of: declared(index.type) };
  }
  const word = type.getText();
  if (word === "any" || word === "boolean" || word === "number" || word === "string") return { kind: word };
  throw new Error(`no shape for ${word}`);
}

function onlyOf(union: ts.UnionTypeNode): Declared {
  const given = union.types.filter(({ kind }) => kind !== ts.SyntaxKind.UndefinedKeyword).map(declared);
  const [first] = given;
  if (!first || given.some((one) => !isDeepStrictEqual(one, first)))
    throw new Error(`no single type in ${union.getText()}`);
  return first;
}

function referred(type: ts.TypeReferenceNode): Declared {
  const name = type.typeName.getText();
  const [argument] = type.typeArguments ?? [];
  if (argument && (name === "pulumi.Input" || name === "pulumi.Output")) return declared(argument);
  if (name.startsWith("enums.")) return { kind: "string" };
  if (name.startsWith("pulumi.asset.")) return { kind: "any" };
  return { kind: "named", name: name.replace(/^(inputs|outputs)\./, "") };
}

export const lowerFirst = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);
