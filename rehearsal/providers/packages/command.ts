// What the stand-in of the command provider knows. Its commands are really run: see commands.ts.
import { type Behaviour, type Behaviours, digits } from "../table.ts";

const localCommand: Behaviour = {
  outputs: { stdout: () => "", stderr: () => "" },
  id: ({ name, urn }) => `${name}${digits(8, urn)}`,
};

export const command: Behaviours = {
  name: "command",
  accepts: ["secrets", "resources", "outputs"],
  resources: { "command:local:Command": localCommand },
};
