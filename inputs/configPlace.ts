// Places in a stack's config: how they are written, and the lines that set them and take them away.

/** The namespace of the stack's keys, which is the project's name. */
export const namespace = "marsana-fleet";

/** A place as `pulumi config --path` takes it: `marsana-fleet:vercel.git.repository`. */
export function placeOf(path: readonly PropertyKey[]): string {
  const [first = "", ...rest] = path;
  return `${namespace}:${String(first)}${rest.map(stepText).join("")}`;
}

function stepText(step: PropertyKey): string {
  if (typeof step === "number") return `[${step}]`;
  const name = String(step);
  return /^[\w-]+$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
}

/** The line that sets a place; the shell asks for a secret's value, so that it stays out of its history. */
export function setLine(
  stack: string,
  place: string,
  flags: "" | "--path" | "--secret",
  value?: string,
): string {
  const words = [
    "pulumi config set --stack",
    stack,
    flags,
    quoted(place),
    value === undefined ? "" : quoted(value),
  ];
  return words.filter((word) => word !== "").join(" ");
}

export function removeLine(stack: string, place: string): string {
  return `pulumi config rm --stack ${stack} --path ${quoted(place)}`;
}

/** As one word of a shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** Where, what was found, what is required, and how to mend it. */
export function problem(place: string, found: string, required: string, mend: string): string {
  return `${place}: found ${found}; required: ${required}; mend: ${mend}`;
}
