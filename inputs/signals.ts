// The signals that monitors are made from: those that ship, as config replaces them, changes them and adds to them.
import { shippedSignals } from "../signals/shipped.ts";
import type { Signals } from "../signals/signal.ts";
import { missingData, type Signal, type SignalSettings } from "../signals/signalSchema.ts";
import { namespace, problem, removeLine, setLine } from "./configPlace.ts";

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
  { query, unit, onMissingData, traffic, minimumTraffic }: SignalSettings,
  stack: string,
): { signal?: Signal; problems: string[] } {
  const changes = {
    ...(onMissingData !== undefined && { onMissingData }),
    ...(minimumTraffic !== undefined && { minimumTraffic }),
  };
  if (query !== undefined && unit !== undefined) {
    const measured = { query, unit, ...(traffic !== undefined && { traffic }) };
    return { signal: { onMissingData: missingData[0], ...measured, ...changes }, problems: [] };
  }
  const shipped = Object.hasOwn(shippedSignals, id) ? shippedSignals[id] : undefined;
  const place = `${namespace}:signals.${id}`;
  if (shipped === undefined) {
    const mend = `${setLine(stack, `${place}.query`, "--path", "<query>")} and ${setLine(stack, `${place}.unit`, "--path", "<unit>")}`;
    return {
      problems: [problem(`${place}.query`, "nothing", "a query: no signal of this name ships", mend)],
    };
  }
  if (minimumTraffic !== undefined && shipped.traffic === undefined) {
    const minimum = `${place}.minimumTraffic`;
    const required = "none for a signal that is no ratio of counts";
    return {
      signal: shipped,
      problems: [problem(minimum, String(minimumTraffic), required, removeLine(stack, minimum))],
    };
  }
  return { signal: { ...shipped, ...changes }, problems: [] };
}
