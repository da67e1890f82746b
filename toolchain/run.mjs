// Starts an entry of this project with a right Node and, where it needs one, a right Pulumi; sets both up first
// where they are missing. Runs on Node 20 with nothing installed: `node toolchain/run.mjs ENTRY [ARGS…]`.

import { thisMachine } from "./io.mjs";
import { prepare } from "./prepare.mjs";
import { start } from "./start.mjs";

const EXIT_BAD_INPUT = 2;
const EXIT_ENVIRONMENT = 3;

const [entry, ...args] = process.argv.slice(2);
const io = thisMachine();
if (entry === undefined) {
  console.error("Usage: node toolchain/run.mjs ENTRY [ARGS…]");
  process.exit(EXIT_BAD_INPUT);
}
if (process.platform === "win32") {
  console.error("Windows is not supported. Use WSL 2: https://learn.microsoft.com/windows/wsl/install");
  process.exit(EXIT_ENVIRONMENT);
}
const plan = await prepare(io, entry).catch((error) => {
  console.error(error?.name === "ToolchainFailure" ? error.message : error);
  process.exit(EXIT_ENVIRONMENT);
});
await start(plan, io.root, entry, args);
