// Asks a person before something real is changed.
import { createInterface } from "node:readline/promises";
import { InputError } from "../inputs/inputError.ts";

/** Goes on if the person at the terminal types yes. @throws InputError if they do not, or if there is no terminal */
export async function askToConfirm(action: string, stack: string): Promise<void> {
  if (!process.stdin.isTTY) {
    throw new InputError("Nobody can be asked.", [
      `--yes: found no such option, and no terminal to ask at; required: somebody's word to ${action} stack ${stack}; mend: give --yes`,
    ]);
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await terminal.question(`Do you want to ${action} stack ${stack}? Type yes: `);
    if (answer.trim() !== "yes")
      throw new InputError("Nothing was changed.", [`the answer was "${answer.trim()}", not yes`]);
  } finally {
    terminal.close();
  }
}
