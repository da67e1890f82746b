// What a stand-in does with a resource once its inputs are checked: make, read, change and remove it.
import type { Resource } from "./table.ts";
import type { Values } from "./value.ts";

/** Which resource is meant. */
export interface Subject {
  readonly token: string;
  readonly resource: Resource;
  readonly urn: string;
}

/** How an operation is to be done. */
export interface Manner {
  /** Only say what would come out; touch nothing. */
  readonly preview: boolean;
  /** From the resource's `customTimeouts`; 0 when it has none. */
  readonly timeoutSeconds: number;
  /** Fires when the engine gives the operation up. */
  readonly signal: AbortSignal;
}

export interface Thing {
  readonly id: string;
  readonly inputs: Values;
  readonly outputs: Values;
}

/** The two kinds of things behind the stand-ins: entries of a service, and commands of this machine. */
export interface Things {
  create(subject: Subject, inputs: Values, manner: Manner): Promise<Pick<Thing, "id" | "outputs">>;
  /** @param known what the engine knows of it; empty when it only has the id, as at import */
  read(subject: Subject, id: string, known: Omit<Thing, "id">): Promise<Thing | undefined>;
  update(
    subject: Subject,
    before: Pick<Thing, "id" | "outputs"> & { readonly inputs: Values },
    inputs: Values,
    manner: Manner,
  ): Promise<Values>;
  remove(subject: Subject, before: Pick<Thing, "id" | "outputs">, manner: Manner): Promise<void>;
  /** Ends whatever is under way. */
  cancel(): Promise<void>;
}
