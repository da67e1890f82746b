// The settings of a stack as they stand in its file, read without an engine: for commands that judge, and change nothing.
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { readSettings } from "../../config.ts";
import type { Settings } from "../../inputs/settings.ts";
import { requireStackFile } from "../mends.ts";
import { readStackFile } from "./stackFile.ts";

/** Hands the config of the stack's file to the SDK, as the engine would. @throws InputError if it cannot be read */
export function useStackFile(folder: string, stack: string): void {
  requireStackFile(folder, stack);
  const { texts, encrypted } = readStackFile(join(folder, `Pulumi.${stack}.yaml`), stack);
  pulumi.runtime.setAllConfig({ ...texts }, [...encrypted]);
}

/** @throws InputError with everything that is wrong with them; secrets are not asked for */
export function settingsIn(folder: string, stack: string): Settings {
  useStackFile(folder, stack);
  return readSettings(stack);
}
