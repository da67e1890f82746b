// The stack of the recordings as the engine hands it to the rules: resources as the vendors' plugins answered, components as the program declares them.
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { declaredBy } from "../../engine/check/check.ts";
import { judge } from "../../engine/check/judge.ts";
import { type Declared, stackType } from "../../engine/check/monitor.ts";
import { readStackFile } from "../../engine/check/stackFile.ts";
import type { Violation } from "../../engine/result.ts";
import program from "../../index.ts";
import { policiesFor } from "../../policies/policies.ts";
import type { Values } from "../../rehearsal/providers/value.ts";
import { recorded, recordings } from "../../rehearsal/schemas/recordings.ts";
import { secretNames } from "./config.ts";

/** The stack that was recorded. */
export const stack = "staging";

/** On the day of the recordings. */
const instant = new Date("2026-11-30T12:00:00Z");

/** What was recorded: the first preview, and the update after it in both of its tries. */
export type Run = "preview" | "update";

/** What a plugin answered: inputs to Check, properties to Create. */
interface Answer {
  readonly inputs?: Values;
  readonly properties?: Values;
}

/** Gives program and rules the recorded config, in which nothing is only observed, with secrets and these changes. */
export function useRecordedConfig(changes: (section: string, recorded: object) => object = (_, one) => one) {
  const { texts } = readStackFile(join(recordings, "stack.yaml"), stack);
  const sections = Object.entries(texts).map(([name, text]) => {
    if (!text.startsWith("{")) return [name, text];
    const recorded = name === "marsana-fleet:gate" ? { ...JSON.parse(text), observe: {} } : JSON.parse(text);
    return [name, JSON.stringify(changes(name, recorded))];
  });
  const secrets = secretNames.map((name) => [name, "SECRET"]);
  // As recorded: `--release none`, which stands above the file.
  const all = { ...Object.fromEntries([...sections, ...secrets]), "marsana-fleet:release": "none" };
  pulumi.runtime.setAllConfig(all, [...secretNames]);
}

export interface RecordedStack {
  readonly resources: readonly Declared[];
  /** What program or recording has and the other has not. */
  readonly unmatched: readonly string[];
}

/** Each resource by its inputs as Check gave them and its outputs as Create did; under the parents that the program gives. */
export async function recordedStack(run: Run): Promise<RecordedStack> {
  useRecordedConfig();
  const { declared, problems } = await declaredBy(program, stack);
  if (problems.length > 0) throw new Error(problems.join("\n"));
  const [checked, created] = [answers(run, "Check"), answers(run, "Create")];
  const isRecorded = ({ type }: Declared) => type !== stackType && !type.startsWith("marsana:");
  const urns = new Set(declared.map(({ urn }) => urn));
  return {
    resources: declared.map((one) => {
      const [inputs, outputs] = [checked.get(one.urn)?.inputs, created.get(one.urn)?.properties];
      return inputs === undefined || outputs === undefined ? one : { ...one, inputs, outputs };
    }),
    unmatched: [
      ...declared.filter((one) => isRecorded(one) && !created.has(one.urn)).map(({ urn }) => urn),
      ...[...created.keys()].filter((urn) => !urns.has(urn)),
    ],
  };
}

/** By urn, the last answer to the method. */
export function answers(run: Run, method: "Check" | "Create"): ReadonlyMap<string, Answer> {
  const calls = recorded(run === "preview" ? "preview" : "create").filter(
    (call) => call.method === method && call.error === undefined,
  );
  return new Map(calls.map(({ request, response }) => [String(request["urn"]), response]));
}

export interface Verdict {
  readonly violations: readonly Violation[];
  /** What the rules say they do not know yet. */
  readonly notes: readonly string[];
}

/** What the pack says, or the rules of these names alone. */
export async function judged(
  resources: readonly Declared[],
  run: Run,
  only: (rule: string) => boolean = () => true,
): Promise<Verdict> {
  const notes: string[] = [];
  const note = (text: string) => void notes.push(text);
  const rules = policiesFor(stack, { clock: () => instant, preview: () => run === "preview", note });
  const violations = await judge(
    resources,
    rules.filter(({ name }) => only(name)),
  );
  return { violations, notes };
}
