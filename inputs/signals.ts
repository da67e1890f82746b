// The signals that monitors are made from: those that ship, as config replaces them, chooses among them and changes them.
import { shippedSignals, sourcesOf } from "../signals/shipped.ts";
import type { Signals } from "../signals/signal.ts";
import { missingData, type Signal, type SignalSettings } from "../signals/signalSchema.ts";
import { type Choice, type Sources, signalFrom, statisticsOf } from "../signals/source.ts";
import { namespace, problem, removeLine, setLine } from "./configPlace.ts";
import { nearestOf } from "./nearest.ts";

/** Every signal, and a problem for each thing in config that changes a signal which does not ship or has it not. */
export function signalsIn(
  settings: Readonly<Record<string, SignalSettings>>,
  stack: string,
): { signals: Signals; problems: string[] } {
  const own = Object.entries(settings).map(([id, one]) => ({ id, ...signalIn(id, one, stack) }));
  return {
    signals: {
      ...shippedSignals,
      ...Object.fromEntries(own.flatMap(({ id, signal }) => (signal === undefined ? [] : [[id, signal]]))),
    },
    problems: own.flatMap(({ problems }) => problems),
  };
}

function signalIn(
  id: string,
  settings: SignalSettings,
  stack: string,
): { signal?: Signal; problems: string[] } {
  const { query, unit, onMissingData, traffic, minimumTraffic } = settings;
  const changes = {
    ...(onMissingData !== undefined && { onMissingData }),
    ...(minimumTraffic !== undefined && { minimumTraffic }),
  };
  if (query !== undefined && unit !== undefined) {
    const measured = { query, unit, ...(traffic !== undefined && { traffic }) };
    return { signal: { onMissingData: missingData[0], ...measured, ...changes }, problems: [] };
  }
  const sources = Object.hasOwn(sourcesOf, id) ? sourcesOf[id] : undefined;
  const place = `${namespace}:signals.${id}`;
  if (sources === undefined) {
    const mend = `${setLine(stack, `${place}.query`, "--path", "<query>")} and ${setLine(stack, `${place}.unit`, "--path", "<unit>")}`;
    const known = Object.keys(sourcesOf).join(", ");
    const required = `a query: there are sources for ${known} alone`;
    return { problems: [problem(`${place}.query`, "nothing", required, mend)] };
  }
  const { choice, problems } = choiceIn(sources, settings, { place, stack });
  if (choice === undefined) return { problems };
  const signal = signalFrom(sources, choice);
  if (minimumTraffic !== undefined && signal.traffic === undefined) {
    const minimum = `${place}.minimumTraffic`;
    const required = "none: this signal is judged whatever the traffic";
    problems.push(problem(minimum, String(minimumTraffic), required, removeLine(stack, minimum)));
    return { signal, problems };
  }
  return { signal: { ...signal, ...changes }, problems };
}

/** The source that config chooses, and how it measures; no choice where there is no such source. */
function choiceIn(
  { sources, shipped, window }: Sources,
  settings: SignalSettings,
  { place, stack }: { place: string; stack: string },
): { choice?: Choice; problems: string[] } {
  const { source: name = shipped, aggregation } = settings;
  const source = Object.hasOwn(sources, name) ? sources[name] : undefined;
  const names = Object.keys(sources);
  if (source === undefined) {
    const nearest = nearestOf(name, names) ?? shipped;
    const required = `one of ${names.join(", ")}, or a query of one's own`;
    const mend = setLine(stack, `${place}.source`, "--path", nearest);
    return { problems: [problem(`${place}.source`, name, required, mend)] };
  }
  const choice: Choice = { source: name, window: settings.window ?? window, aggregation };
  const possible = statisticsOf(source);
  if (aggregation === undefined || possible.includes(aggregation)) return { choice, problems: [] };
  const at = `${place}.aggregation`;
  const [first] = possible;
  const wrong =
    first === undefined
      ? problem(at, aggregation, `none: ${name} has nothing to choose`, removeLine(stack, at))
      : problem(
          at,
          aggregation,
          `one that ${name} has: ${possible.join(", ")}`,
          setLine(stack, at, "--path", first),
        );
  return { choice: { ...choice, aggregation: undefined }, problems: [wrong] };
}
