// The committed files that are made from the code, by their path.
import { stackFileSchema } from "../inputs/stackFileSchema.ts";
import { configPage } from "./configPage.ts";

export function generatedPages(): Readonly<Record<string, string>> {
  return {
    "docs/config.md": configPage(),
    "docs/pulumi-stack.schema.json": `${JSON.stringify(stackFileSchema(), undefined, 2)}\n`,
  };
}
