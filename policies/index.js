// The pack's entry: plain JavaScript, because the engine's pack runner would compile a TypeScript entry its own way,
// and because a Node that cannot read TypeScript must be told so before it meets any.
import { RunError } from "@pulumi/pulumi/errors.js";
import { NODE_MINIMA, PAGES } from "../toolchain/pins.mjs";
import { isRightNode } from "../toolchain/versions.mjs";

const { execPath, versions } = process;
if (!isRightNode(versions.node)) {
  throw new RunError(
    `Node: found ${versions.node} (${execPath}); required: ${NODE_MINIMA.line22} or later, in line 23 ` +
      `${NODE_MINIMA.later}; mend: put a newer one first on PATH (${PAGES.node}), or use the commands of npm run, ` +
      "which find or fetch one",
  );
}
// Not awaited, which the runner does not allow here; it reports what is thrown in there, and waits for the pack to serve.
import("./pack.ts");
