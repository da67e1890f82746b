// What comes of reading a time that a person wrote: its value, or what is wrong with it.

/** Why a text cannot be read: what stands there, what could, and how to get from one to the other. */
export interface Misreading {
  found: string;
  required: string;
  mend: string;
}

export type Reading<T> = { value: T } | { problem: Misreading };
