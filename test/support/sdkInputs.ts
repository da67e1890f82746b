// Reads from an SDK's own type declarations which inputs a resource takes, as the shapes of the stand-ins' tables.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import ts from "typescript";
import {
  any,
  boolean,
  list,
  map,
  number,
  object,
  required,
  type Shape,
  type Shapes,
  string,
} from "../../rehearsal/providers/shape.ts";

/** The interfaces of one declaration file by their name, without those in namespaces. */
function interfacesIn(file: string): ReadonlyMap<string, ts.InterfaceDeclaration> {
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
  return new Map(source.statements.filter(ts.isInterfaceDeclaration).map((one) => [one.name.text, one]));
}

/** The declarations of one SDK. Whole numbers are numbers in them, and listed words are strings. */
export class Sdk {
  readonly #folder: string;
  readonly #inputs: ReadonlyMap<string, ts.InterfaceDeclaration>;

  /** @param name of the npm package */
  constructor(name: string) {
    this.#folder = dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
    this.#inputs = interfacesIn(join(this.#folder, "types/input.d.ts"));
  }

  /** The inputs of `<file>.d.ts`'s interface `<Class>Args`. */
  inputsOf(file: string, className: string): Shapes {
    return this.#shapesOf(
      interfacesIn(join(this.#folder, `${file}.d.ts`)).get(`${className}Args`),
      className,
    );
  }

  #shapesOf(declaration: ts.InterfaceDeclaration | undefined, name: string): Shapes {
    if (!declaration) throw new Error(`the declarations have no ${name}`);
    return Object.fromEntries(
      declaration.members.filter(ts.isPropertySignature).map((member) => {
        if (!member.type) throw new Error(`${name}.${member.name.getText()} has no type`);
        const shape = this.#shapeOf(member.type);
        return [member.name.getText(), member.questionToken ? shape : required(shape)];
      }),
    );
  }

  #shapeOf(type: ts.TypeNode): Shape {
    if (ts.isArrayTypeNode(type)) return list(this.#shapeOf(type.elementType));
    if (ts.isParenthesizedTypeNode(type)) return this.#shapeOf(type.type);
    if (ts.isUnionTypeNode(type)) return this.#only(type);
    if (ts.isTypeReferenceNode(type)) return this.#referred(type);
    if (ts.isTypeLiteralNode(type)) {
      const [index] = type.members.filter(ts.isIndexSignatureDeclaration);
      if (index) return map(this.#shapeOf(index.type));
    }
    const simple = { any, boolean, number, string };
    const found = Object.entries(simple).find(([word]) => word === type.getText());
    if (found) return found[1];
    throw new Error(`no shape for ${type.getText()}`);
  }

  #only(union: ts.UnionTypeNode): Shape {
    const [first, ...others] = union.types.filter((one) => one.kind !== ts.SyntaxKind.UndefinedKeyword);
    if (!first || others.length > 0) throw new Error(`no single type in ${union.getText()}`);
    return this.#shapeOf(first);
  }

  #referred(type: ts.TypeReferenceNode): Shape {
    const name = type.typeName.getText();
    const [argument] = type.typeArguments ?? [];
    if (name === "pulumi.Input" && argument) return this.#shapeOf(argument);
    if (name.startsWith("enums.")) return string;
    return object(this.#shapesOf(this.#inputs.get(name.replace("inputs.", "")), name));
  }
}
