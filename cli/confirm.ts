// Asks a person before something real is changed.
import { createInterface } from "node:readline/promises";

/** True if the person at the terminal types yes. Without a terminal nobody can: then it is false, and says so. */
export async function confirmed(action: string, stack: string): Promise<boolean> {
  if (!process.stdin.isTTY) {
    process.stderr.write(`Nobody can be asked here: give --yes to ${action} stack ${stack}.\n`);
    return false;
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return (await terminal.question(`Do you want to ${action} stack ${stack}? Type yes: `)).trim() === "yes";
  } finally {
    terminal.close();
  }
}
