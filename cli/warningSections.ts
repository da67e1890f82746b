// What of a summary warns: what program and engine say, and what is left unwatched.
import type { RunResult } from "../engine/result.ts";
import type { Item, Section } from "./screen.ts";
import { counted, indented, lineSection, whereOf } from "./sections.ts";

/** What the summary does not say already: of violations, and of what is left unwatched, it does. */
export function warningsOf(result: RunResult): Section {
  const { violations, outputs, warnings } = result;
  const said = [
    ...violations.map(({ message }) => message),
    ...listOf(outputs["unmonitored"]),
    ...listOf(outputs["unwatched"]),
  ];
  const isSaid = (warning: string) => {
    const points = warning.split("\n").filter((line) => line.startsWith("  - "));
    return points.length > 0 && points.every((point) => said.some((one) => one.includes(point.slice(4))));
  };
  const items = warnings
    .filter((warning) => !isSaid(warning))
    .map((warning): Item => {
      const [first = "", ...more] = warning.split("\n");
      return { lines: [`  - ${first}`, ...indented(more)] };
    });
  return { title: "Warnings:", items, rest: counted("warning", "warnings", whereOf(result)) };
}

const listOf = (all: unknown): string[] => (Array.isArray(all) ? all.map(String) : []);

/** What is off on purpose, or not in config yet, leaves these unwatched: the stack's own outputs say so. */
export function unwatchedOf(result: RunResult): Section[] {
  const section = (title: string, all: unknown) =>
    lineSection(
      listOf(all).map((what) => `  - ${what}`),
      counted("left unwatched", "left unwatched", whereOf(result)),
      title,
    );
  return [
    section("Left unwatched on purpose:", result.outputs["unmonitored"]),
    section("Left unwatched until config says how:", result.outputs["unwatched"]),
  ];
}
