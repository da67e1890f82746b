// The queries of monitors that watch what has an id in Datadog: other monitors, and objectives.
import { aThreshold, plainThreshold } from "./metricMonitor.ts";
import { Scanner } from "./scanner.ts";

export interface CompositeQuery {
  readonly kind: "composite";
  /** The monitors that it joins, each as often as it stands there. */
  readonly monitorIds: readonly string[];
}

export type ObjectiveQuery = {
  readonly objectiveId: string;
  /** Of the objective: 7d, 30d or 90d. */
  readonly over: string;
  readonly comparator: ">" | ">=";
  readonly threshold: number;
} & (
  | { readonly kind: "error budget" }
  | { readonly kind: "burn rate"; readonly longWindow: string; readonly shortWindow: string }
);

/** Ids joined with `&&`, `||`, `!` and parentheses. @throws QueryError */
export function parseComposite(query: string): CompositeQuery {
  const scanner = new Scanner(query);
  const monitorIds: string[] = [];
  readJoined(scanner, monitorIds);
  scanner.end("&&, || or the end");
  return { kind: "composite", monitorIds };
}

function readJoined(scanner: Scanner, ids: string[]): void {
  do {
    readJoinedOne(scanner, ids);
  } while (scanner.take(/&&|\|\|/y));
}

function readJoinedOne(scanner: Scanner, ids: string[]): void {
  scanner.nested(() => {
    if (scanner.take(/!/y)) return readJoinedOne(scanner, ids);
    if (!scanner.take(/\(/y)) {
      ids.push(scanner.expect(/\d+(?!\w)/y, "the id of a monitor, ! or (")[0]);
      return;
    }
    readJoined(scanner, ids);
    scanner.expect(/\)/y, "&&, || or ) at the end of the group");
  });
}

/** `error_budget("…").over("7d") > 75`, or `burn_rate("…")` with its two windows. @throws QueryError */
export function parseObjective(query: string): ObjectiveQuery {
  const scanner = new Scanner(query);
  const [, kind] = scanner.expect(/(error_budget|burn_rate)\s*\(/y, "error_budget(…) or burn_rate(…)");
  const [, objectiveId = ""] = scanner.expect(
    /"([\w-]+)"/y,
    'the id of an objective, in quotation marks: "…"',
  );
  scanner.expect(/\)/y, ") behind the id");
  const over = readPart(scanner, "over", /"(7d|30d|90d)"/y, '"7d", "30d" or "90d"');
  const of =
    kind === "burn_rate"
      ? ({ kind: "burn rate", ...readWindows(scanner) } as const)
      : ({ kind: "error budget" } as const);
  const [comparator] = scanner.expect(/>=?/y, "> or >=");
  const [threshold] = scanner.expect(plainThreshold, aThreshold);
  scanner.end("nothing behind the number to compare with");
  return { ...of, objectiveId, over, comparator: comparator as ">" | ">=", threshold: Number(threshold) };
}

function readWindows(scanner: Scanner): { longWindow: string; shortWindow: string } {
  const window = /"([1-9]\d{0,3}[mh])"/y;
  const aWindow = 'a window in quotation marks, such as "1h" or "5m"';
  return {
    longWindow: readPart(scanner, "long_window", window, aWindow),
    shortWindow: readPart(scanner, "short_window", window, aWindow),
  };
}

/** `.over("7d")`: a part of this name, with what the pattern takes of it. */
function readPart(scanner: Scanner, name: string, pattern: RegExp, required: string): string {
  scanner.expect(new RegExp(`\\.${name}\\s*\\(`, "y"), `.${name}(…)`);
  const [, value = ""] = scanner.expect(pattern, required);
  scanner.expect(/\)/y, `) at the end of .${name}(`);
  return value;
}
