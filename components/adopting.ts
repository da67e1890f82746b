// How a resource takes over a thing that exists at its service, and what keeps such a thing when it leaves the stack.

/** The options of a resource that adopts the thing of this id; without an id it makes one of its own. */
export function adopting(id: string | undefined): { import?: string } {
  return id === undefined ? {} : { import: id };
}

/**
 * For what cannot be made again, or is others' too: leaving the stack ends the engine's hold on it, and nothing else.
 * Not only where config names an id to adopt: the id may be taken out of config again, and this must not go with it.
 */
export const kept = { retainOnDelete: true } as const;
