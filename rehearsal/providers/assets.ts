// Gathers the files that a command leaves behind, as the assets and the archive among its outputs.
import { createHash } from "node:crypto";
import { globSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { asArchive, asAsset, isList, type Value, type Values } from "./value.ts";

/**
 * The outputs for `assetPaths` and `archivePaths`: globs within the folder, of which those that begin with `!`
 * take away what the ones before them found. What is not asked for is not among the outputs.
 */
export function gathered(
  folder: string,
  assetPaths: Value | undefined,
  archivePaths: Value | undefined,
): Values {
  const outputs: { assets?: Values; archive?: Values } = {};
  if (isList(assetPaths)) outputs.assets = assetsIn(folder, assetPaths);
  if (isList(archivePaths)) {
    const assets = assetsIn(folder, archivePaths);
    outputs.archive = asArchive(assets, sha256(JSON.stringify(assets)));
  }
  return { ...outputs };
}

function assetsIn(folder: string, globs: readonly Value[]): Values {
  const found = new Set<string>();
  for (const glob of globs.map(String)) {
    const names = globSync(glob.replace(/^!/, ""), { cwd: folder });
    for (const name of names) glob.startsWith("!") ? found.delete(name) : found.add(name);
  }
  const files = [...found].filter((name) => statSync(join(folder, name)).isFile()).sort();
  return Object.fromEntries(files.map((name) => [name, asset(join(folder, name))]));
}

const asset = (path: string): Values => asAsset(path, sha256(readFileSync(path)));

const sha256 = (content: string | Buffer): string => createHash("sha256").update(content).digest("hex");
