// Whether a monitor's messages reach whom they must, and wake nobody for a warning.
import { handlesIn } from "./handles.ts";
import { type Occasion, shownOn } from "./occasions.ts";
import { isPager } from "./pagers.ts";
import type { Loudness, Routes } from "./recipients.ts";

/** What a monitor speaks of, beside its alert. */
export interface Speech {
  readonly loudness: Loudness;
  readonly warns: boolean;
  readonly tellsOfNoData: boolean;
}

/** Priority 1 pages, 2 alerts, and from 3 on it is told as a warning is. What has none alerts. */
export function loudnessOf(priority: unknown): Loudness {
  if (String(priority) === "1") return "page";
  return ["3", "4", "5"].includes(String(priority)) ? "warning" : "alert";
}

/** Each handle of the routes that is not told when it must be, as the end of a sentence. @throws SyntaxError */
export function unreached(message: string, routes: Routes, speech: Speech): string[] {
  const { loudness, warns, tellsOfNoData } = speech;
  const loud: Occasion[] = [
    "alert",
    "recovery from an alert",
    ...(tellsOfNoData ? (["no data", "recovery from no data"] as const) : []),
  ];
  const quiet: Occasion[] = warns ? ["warning", "recovery from a warning"] : [];
  const due = [
    ...loud.map((occasion) => ({ occasion, handles: routes[loudness] })),
    ...quiet.map((occasion) => ({ occasion, handles: routes.warning })),
  ];
  const missed = new Map<string, Occasion[]>();
  for (const { occasion, handles } of due) {
    const told = handlesIn(shownOn(occasion, message).surely);
    for (const handle of handles)
      if (!told.includes(handle)) missed.set(handle, [...(missed.get(handle) ?? []), occasion]);
  }
  return [...missed].map(([handle, when]) => {
    const all = due.filter(({ handles }) => handles.includes(handle));
    return `tell ${handle}${when.length === all.length ? "" : ` of ${when.join(", ")}`}`;
  });
}

/** Every handle that may wake somebody for a warning. @throws SyntaxError */
export function pagersOfWarnings(message: string): string[] {
  return pagersOn(["warning", "an alert that becomes a warning"], message);
}

/** Every handle that may wake somebody for an alert, for missing data, or for the end of them. @throws SyntaxError */
export function pagersOfAlerts(message: string): string[] {
  return pagersOn(["alert", "no data", "recovery from an alert", "recovery from no data"], message);
}

function pagersOn(occasions: readonly Occasion[], message: string): string[] {
  const told = occasions.flatMap((occasion) => handlesIn(shownOn(occasion, message).perhaps));
  return [...new Set(told)].filter(isPager);
}
