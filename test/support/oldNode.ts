// Finds a Node that is too old for this project: on many machines the one that started it.
import { spawnSync } from "node:child_process";
import { programsOnPath } from "../../toolchain/search.mjs";
import { isRightNode, versionIn } from "../../toolchain/versions.mjs";

/** The path of a program named `node` on PATH that cannot run this project, if there is one. */
export function oldNode(): string | undefined {
  return programsOnPath("node", process.env["PATH"] ?? "").find((program) => {
    const version = versionIn(spawnSync(program, ["--version"], { encoding: "utf8" }).stdout ?? "");
    return version !== undefined && !isRightNode(version);
  });
}
