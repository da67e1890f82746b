// Makes inputs that fit a resource's table, so that a test can spoil one thing at a time.

import { words } from "../../rehearsal/providers/packages/words.ts";
import { packages } from "../../rehearsal/providers/packages.ts";
import type { Shape } from "../../rehearsal/providers/shape.ts";
import type { Package, Resource } from "../../rehearsal/providers/table.ts";
import { isList, isObject, type Value, type Values } from "../../rehearsal/providers/value.ts";

export const resources: readonly { token: string; resource: Resource; of: Package }[] = packages.flatMap(
  (of) => Object.entries(of.resources).map(([token, resource]) => ({ token, resource, of })),
);

/** A value that fits the shape, with everything in it set. */
export function exampleOf(shape: Shape): Value {
  switch (shape.kind) {
    case "string":
      return "text";
    case "integer":
      return 3;
    case "number":
      return 0.5;
    case "boolean":
      return true;
    case "any":
      return { anything: [1] };
    case "oneOf":
      return shape.values[0] ?? "";
    case "list":
      return [exampleOf(shape.of)];
    case "map":
      return { key: exampleOf(shape.of) };
    case "object":
      return Object.fromEntries(
        Object.entries(shape.properties).map(([name, one]) => [name, exampleOf(one)]),
      );
  }
}

/** A value of another type than the shape's, and the words in which it is refused. */
export const misfitOf = (shape: Shape): Value =>
  shape.kind === "string" || shape.kind === "oneOf" ? 7 : "text";

/** Inputs on which the services have rules of their own; `undefined` leaves one out. */
const particular: { readonly [token: string]: { readonly [name: string]: Value | undefined } } = {
  "datadog:index/dashboardJson:DashboardJson": { dashboard: '{"title":"Fleet"}' },
  "datadog:index/monitor:Monitor": {
    type: "query alert",
    query: "avg(last_5m):avg:queue.depth{*} > 80",
    monitorThresholds: { critical: "80" },
    onMissingData: "show_no_data",
    priority: "2",
  },
  "datadog:index/sloCorrection:SloCorrection": { category: "Other", rrule: "FREQ=WEEKLY;INTERVAL=2" },
  "datadog:index/onCallEscalationPolicy:OnCallEscalationPolicy": {
    steps: [{ assignment: "default", escalateAfterSeconds: 60, targets: [{ user: "u" }] }],
  },
  "datadog:index/onCallSchedule:OnCallSchedule": {
    layers: [
      {
        effectiveDate: "2026-01-05T08:00:00Z",
        interval: { days: 7 },
        name: "rotation",
        rotationStart: "2026-01-05T08:00:00Z",
        users: ["u"],
      },
    ],
  },
  "datadog:index/onCallTeamRoutingRules:OnCallTeamRoutingRules": {
    rules: [{ escalationPolicy: "p", urgency: "high" }],
  },
  "vercel:index/deploymentProtectionException:DeploymentProtectionException": { alias: "app.example.com" },
  "vercel:index/edgeConfigItem:EdgeConfigItem": { valueJson: undefined },
  "vercel:index/project:Project": { framework: "nextjs" },
  "vercel:index/projectRollingRelease:ProjectRollingRelease": {
    advancementType: "automatic",
    stages: [{ targetPercentage: 10, duration: 15 }, { targetPercentage: 100 }],
  },
  // Nothing runs where nothing is meant to.
  "command:local:Command": {
    create: "true",
    update: "true",
    delete: "true",
    dir: undefined,
    interpreter: undefined,
    assetPaths: undefined,
    archivePaths: undefined,
  },
};

/** The value with a word that the plugin takes where the path leads, if there is anything. */
function withWord(value: Value, [step, ...rest]: readonly string[], word: string | number): Value {
  if (step === undefined) return word;
  if (isList(value)) return value.map((one) => withWord(one, [step, ...rest], word));
  const [key = ""] = step.split("[]");
  const found = isObject(value) ? value[key] : undefined;
  if (!isObject(value) || found === undefined) return value;
  const inner = isList(found) && rest.length === 0 ? [word] : withWord(found, rest, word);
  return { ...value, [key]: inner };
}

/** Inputs that a resource takes: every one of them, or the required ones only. */
export function exampleInputs(token: string, resource: Resource, only: "all" | "required" = "all"): Values {
  const names = Object.entries(resource.inputs).filter(([, shape]) => only === "all" || shape.required);
  const general = names.map(([name, shape]) => [name, exampleOf(shape)] as const);
  const own = Object.entries(particular[token] ?? {}).filter(([name]) =>
    names.some(([known]) => known === name),
  );
  const taken = Object.entries(words[token] ?? {}).reduce(
    (
      values: Value,
      [
        path,
        {
          words: [first = ""],
        },
      ],
    ) => withWord(values, path.split("."), first),
    Object.fromEntries(general),
  );
  const inRange = withWord(taken, ["optionsList", "tickEvery"], 300);
  const chosen = Object.entries<Value | undefined>({ ...Object(inRange), ...Object.fromEntries(own) });
  return Object.fromEntries(chosen.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}
