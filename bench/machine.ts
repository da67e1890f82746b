// What the measurements depend on: versions, and the size of the machine; nothing that names it.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { arch, availableParallelism, totalmem, type } from "node:os";
import { join } from "node:path";
import { versionIn } from "../toolchain/versions.mjs";

export interface Machine {
  system: string;
  cores: number;
  memoryGiB: number;
  /** By name. */
  versions: Readonly<Record<string, string>>;
}

/** @param project its folder, in which the packages are installed */
export function machineAt(project: string): Machine {
  const { stdout } = spawnSync("pulumi", ["version"], {
    encoding: "utf8",
    timeout: 30_000,
    env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" },
  });
  const { dependencies } = readJson(join(project, "package.json"));
  const packages = Object.keys(dependencies).filter((name) => name.startsWith("@pulumi"));
  return {
    system: `${type()} ${arch()}`,
    cores: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 1024 ** 3),
    versions: {
      Node: process.versions.node,
      "Pulumi engine": versionIn(stdout ?? "") ?? "unknown",
      ...Object.fromEntries(
        packages.map((name) => [
          `\`${name}\``,
          readJson(join(project, "node_modules", name, "package.json")).version,
        ]),
      ),
    },
  };
}

function readJson(file: string) {
  return JSON.parse(readFileSync(file, "utf8"));
}
