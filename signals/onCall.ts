// The teams of Datadog On-Call that the stack makes where config asks: who is paged first, who next, and when.

/** A team that is made, and how a page to it goes from step to step. */
export interface OnCallTeam {
  /** By which messages call it, as `@oncall-<handle>`. */
  readonly handle: string;
  readonly name: string;
  /** At least one. */
  readonly steps: readonly OnCallStep[];
  /** How often the steps are gone through again when nobody has answered after the last. */
  readonly retries: number;
}

export interface OnCallStep {
  readonly target: OnCallTarget;
  /** How long this step waits for an answer before the next one pages. */
  readonly seconds: number;
}

/** Who is paged: whoever a schedule names that exists already, whoever a new rotation names, or these users at once. */
export type OnCallTarget =
  | { readonly kind: "schedule"; readonly id: string }
  | { readonly kind: "users"; readonly ids: readonly string[] }
  | ({ readonly kind: "rotation" } & Rotation);

/** A new schedule: its users take turns, and one of them is on call at any time from the first hand-over on. */
export interface Rotation {
  /** What Datadog calls the schedule; no two rotations of a stack share one. */
  readonly name: string;
  /** Ids of Datadog users, in the order of their turns. */
  readonly users: readonly string[];
  /** When the first turn begins, an instant in UTC. */
  readonly from: string;
  /** How long a turn takes. */
  readonly days: number;
  /** IANA name of the time zone that hand-overs keep their hour in. */
  readonly timeZone: string;
}

/** The rotations of a team, each a schedule that is made. */
export function rotationsOf({ steps }: OnCallTeam): Rotation[] {
  return steps.flatMap(({ target }) => (target.kind === "rotation" ? [target] : []));
}

/** The ids of the schedules that exist already, and are only named. */
export function schedulesThatExist({ steps }: OnCallTeam): string[] {
  return steps.flatMap(({ target }) => (target.kind === "schedule" ? [target.id] : []));
}

/** A step as people read it: whom it pages, and how long it waits. */
export function stepInWords({ target, seconds }: OnCallStep): string {
  return `${targetInWords(target)} for ${seconds / 60} minutes`;
}

function targetInWords(target: OnCallTarget): string {
  switch (target.kind) {
    case "schedule":
      return `the schedule ${target.id}`;
    case "users":
      return `the users ${target.ids.join(", ")}`;
    case "rotation":
      return (
        `the rotation ${target.name} (${target.users.join(", ")}; ${target.days} days each from ${target.from}, ` +
        `${target.timeZone})`
      );
  }
}
