// Whom a monitor's message tells: by how loud the monitor is, and on what occasion it speaks.

/** How loud a monitor is: `page` wakes somebody, `alert` is looked at the same day, `warning` in the hours of work. */
export type Loudness = "page" | "alert" | "warning";

/** Datadog's priority of a monitor or test that is so loud; `loudnessOf` is the way back. */
export const priorityByLoudness = { page: "1", alert: "2", warning: "3" } as const satisfies Record<
  Loudness,
  string
>;

/** The handles that are told; those of `alert` and `warning` wake nobody. */
export interface Routes {
  /** Of an alert, of no data, and of their end, where the monitor pages. */
  readonly page: readonly string[];
  /** The same where it does not page. */
  readonly alert: readonly string[];
  /** Of a warning and of its end, however loud the monitor is; and of all that a monitor says which speaks of a target alone. */
  readonly warning: readonly string[];
  /** Set while the stack is in shadow: the last day, in UTC, on which all three are the shadow's handle. */
  readonly shadowUntil?: string;
}

/** The first lines of a message: while the stack is in shadow they say so. */
export function shadowLines({ shadowUntil }: Routes): string[] {
  return shadowUntil === undefined
    ? []
    : [`SHADOW until the end of ${shadowUntil}: nobody is paged, nothing is to be done.`, ""];
}

/**
 * The last line of a message: the handles. Who is told of an alert is told of its end too, which closes the page, and
 * not of a warning; who is told of both is told in every state.
 * @param warns whether there are warnings
 */
export function recipientsLine(routes: Routes, loudness: Loudness, warns = true): string {
  const loud = routes[loudness];
  const quiet = warns ? routes.warning : [];
  const loudOnly = loud.filter((handle) => !quiet.includes(handle));
  const quietOnly = quiet.filter((handle) => !loud.includes(handle));
  const within = (block: string, handles: readonly string[]) =>
    handles.length === 0 ? [] : [`{{#${block}}} ${handles.join(" ")} {{/${block}}}`];
  return [
    ...loud.filter((handle) => quiet.includes(handle)),
    ...["is_alert", "is_alert_recovery", "is_no_data", "is_no_data_recovery"].flatMap((block) =>
      within(block, loudOnly),
    ),
    ...["is_warning", "is_warning_recovery"].flatMap((block) => within(block, quietOnly)),
  ].join(" ");
}
