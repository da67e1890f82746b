// The committed files that are made from the code, by their path.
import { releaseFileSchema } from "../inputs/releaseFileSchema.ts";
import { stackFileSchema } from "../inputs/stackFileSchema.ts";
import { configPage } from "./configPage.ts";
import { rulesPage } from "./rulesPage.ts";

export function generatedPages(): Readonly<Record<string, string>> {
  return {
    "docs/config.md": configPage(),
    "docs/rules.md": rulesPage(),
    "docs/pulumi-stack.schema.json": `${JSON.stringify(stackFileSchema(), undefined, 2)}\n`,
    "docs/release.schema.json": `${JSON.stringify(releaseFileSchema(), undefined, 2)}\n`,
  };
}
