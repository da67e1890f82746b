// Hides secrets in what the engine tells of a resource, and marks what is not known yet.

/** The key by which the engine marks a value as something special, and the mark of a secret. */
const signature = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";
/** What stands for a value that is not known before the update. */
const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/**
 * Values without secrets: the engine hides new ones, but shows stored ones encrypted; a check has them as they are.
 * What nobody can know yet says so.
 */
export function masked(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const text = JSON.stringify(values, (_key, value) => {
    if (value === unknownValue) return "[unknown]";
    return typeof value === "object" && value !== null && value[signature] === secretSignature
      ? "[secret]"
      : value;
  });
  return JSON.parse(text);
}
