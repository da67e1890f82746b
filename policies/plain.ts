// Turns what a rule reads of a resource into data that can be compared and shown.

/** The value as plain data, without the properties left out by name. @throws what reading an unknown value throws */
export function plain(value: unknown, ...without: readonly string[]): unknown {
  if (value === undefined) return undefined;
  return JSON.parse(
    JSON.stringify(value, (name, one: unknown) => (without.includes(name) ? undefined : one)),
  );
}
