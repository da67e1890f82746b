// Does to the recorded stack what a sabotage does to the program's: a plugin would have answered as recorded but for that.
import { Command } from "@pulumi/command/local/command.js";
import * as pulumi from "@pulumi/pulumi";
import { declaredBy } from "../../engine/check/check.ts";
import { type Declared, stackType } from "../../engine/check/monitor.ts";
import { UNKNOWN, type Value, type Values } from "../../rehearsal/providers/value.ts";
import { stack } from "./recordedStack.ts";
import type { Sabotage } from "./sabotage.ts";

/** @returns undefined if the sabotage does nothing to it */
export async function sabotagedStack(
  recorded: readonly Declared[],
  sabotage: Sabotage,
): Promise<Declared[] | undefined> {
  let transformation: pulumi.ResourceTransformation = () => undefined;
  const { declared } = await declaredBy(async () => {
    const later = new Command("later", { create: "echo later" });
    transformation = sabotage(later.stdout);
    return {};
  }, stack);
  const beside = declared.filter(({ type, name }) => type !== stackType && name !== "later");
  const changed = recorded.map((one) => changedBy(transformation, one));
  const isIdle = beside.length === 0 && changed.every((one, index) => one === recorded[index]);
  return isIdle ? undefined : [...changed, ...beside];
}

function changedBy(transformation: pulumi.ResourceTransformation, one: Declared): Declared {
  const { type, name, protect } = one;
  const bare = unmarked(one.inputs) as Values;
  const result = transformation({
    type,
    name,
    props: bare,
    opts: { protect },
    resource: undefined as unknown as pulumi.Resource,
  });
  if (result === undefined) return one;
  const inputs = told(result.props) as Values;
  const isSame = isEqual(inputs, bare) && result.opts.protect === protect;
  if (isSame) return one;
  const outputs = echo(bare, inputs, unmarked(one.outputs)) as Values;
  return { ...one, protect: result.opts.protect === true, inputs, outputs };
}

/** As plain data, in which what nobody knows before the update is marked as the engine marks it. */
function told(value: unknown): Value | undefined {
  if (pulumi.Output.isInstance(value)) return UNKNOWN;
  if (typeof value !== "object" || value === null) return value as Value | undefined;
  if (Array.isArray(value)) return value.map((one) => told(one) ?? null);
  const parts = Object.entries(value).map(([name, one]) => [name, told(one)] as const);
  return Object.fromEntries(parts.flatMap(([name, one]) => (one === undefined ? [] : [[name, one]])));
}

/** Without the marks of secrets. */
function unmarked(value: Value): Value {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(unmarked);
  const object = value as Values;
  if ("4dabf18193072939515e22adb298388d" in object) return unmarked(object["value"] ?? null);
  return Object.fromEntries(Object.entries(object).map(([name, one]) => [name, unmarked(one)]));
}

/** The output, changed where and as the input has been; what the plugin makes of the rest stays. */
function echo(before: Value | undefined, after: Value | undefined, output: Value | undefined): Value {
  if (isEqual(before, after)) return output ?? null;
  if (Array.isArray(after)) {
    const [old, out] = [before, output].map((one) => (Array.isArray(one) ? one : [])) as [Value[], Value[]];
    // A set comes back sorted.
    if (after.every((one) => typeof one === "string")) return [...after].sort();
    const isAsLong = old.length === after.length && out.length === after.length;
    return after.map((one: Value, index) => (isAsLong ? echo(old[index], one, out[index]) : one));
  }
  if (typeof after !== "object" || after === null) return after ?? null;
  const [old, out] = [before, output].map((one) => (typeof one === "object" ? one : {})) as [Values, Values];
  const names = new Set([...Object.keys(out ?? {}), ...Object.keys(after)]);
  return Object.fromEntries(
    [...names].map((name) => [name, echo(old?.[name], (after as Values)[name], out?.[name])]),
  );
}

function isEqual(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
