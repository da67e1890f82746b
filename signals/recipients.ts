// Whom a monitor's message tells, by how loud it is.

/** How loud a monitor is: `page` wakes somebody, `alert` is looked at the same day. */
export type Loudness = "page" | "alert";

/** The handles that are told. */
export interface Routes {
  readonly page: readonly string[];
  readonly alert: readonly string[];
}

/** The last line of a message: the handles, whatever the monitor's state. */
export function recipientsLine(routes: Routes, loudness: Loudness): string {
  return routes[loudness].join(" ");
}
