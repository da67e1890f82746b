// What a collector is: it looks at one thing of a release by machine, and says what it found.
import type { Inputs } from "../../inputs/inputs.ts";
import type { Sent } from "../../release/record.ts";
import type { Release } from "../../release/release.ts";
import type { Transport } from "../../services/request.ts";

/** What a collector looks at, and by what means. */
export interface CollectContext {
  readonly inputs: Inputs;
  /** The release that is to be proven: that of the inputs. */
  readonly release: Release;
  /** Tokens, and addresses of services that are not the public ones. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** How requests travel, in tests and in the rehearsal. */
  readonly transport?: Partial<Transport>;
  /** Ends what is under way: the time is up, or the command is. */
  readonly signal: AbortSignal;
}

export interface Found {
  /** `unknown` where the service cannot say; never `pass`. */
  readonly result: "pass" | "fail" | "unknown";
  /** What was found, and what is required where that is something else: one line, with no credential in it. */
  readonly detail: string;
  /** Where a person can look at it. */
  readonly url?: string;
  /** The instant of what was found, where it ages from then on: of a backup. */
  readonly asOf?: Date;
  /** What was sent by it, now or earlier; kept with the record. */
  readonly sent?: Sent;
}

export interface Collector {
  /** Kebab case: the words of the file's name. It is the source of the records. */
  readonly name: string;
  /** The ids of the runbook's items that it proves, whichever list they stand in. */
  readonly items: readonly string[];
  /** The variables without which it is not run. */
  readonly needs: readonly string[];
  /** Whether people get a message from it. Such a collector is run only where whoever runs it has said so. */
  readonly sends?: true;
  /** Why there is nothing to ask, where config switches the service off: that is recorded as `unknown`. */
  off?(inputs: Inputs): string | undefined;
  /** @throws Error with what went wrong: that is recorded as `unknown` */
  collect(context: CollectContext): Promise<Found>;
}
