// Requires every objective to be its row's target, with its burn alerts and without the runbook's maintenance windows.
import { isWindowStart, rruleOf } from "../calendar/index.ts";
import type { DatadogInputs } from "../inputs/datadog.ts";
import type { Runbook } from "../runbook/index.ts";
import { burnAlertId } from "../signals/burnRates.ts";
import { definitionOf, type Objective, objectiveIdIn } from "../signals/objectives.ts";
import { priorityByLoudness } from "../signals/recipients.ts";
import { purposeTag, sourceTag } from "../signals/scope.ts";
import { decimal } from "../signals/signal.ts";
import { compare, shown } from "./differences.ts";
import { isUnknown, partOf, textOrUnknown } from "./known.ts";
import { objectiveNamedBy, tagsOf } from "./monitorTags.ts";
import { thresholdsIn } from "./monitorThresholds.ts";
import { burnAlertType, types } from "./resourceTypes.ts";
import type { CheckedResource, ResourceRule } from "./rule.ts";

/**
 * An objective has no id before it is made, and so a burn alert no query and a correction no objective: in the preview of
 * a first update they are judged by all the rest. In the update itself the rule meets them with their ids, before they
 * are made.
 */
export const matchObjectivesToRunbook: ResourceRule = {
  name: "match-objectives-to-runbook",
  description:
    "An objective must be its row's target over the configured time frame, with each of its burn alerts, and leave out the runbook's maintenance windows.",
  mend: "Change the target in the runbook's table, the rest in `marsana-fleet:objectives`; leave what `Objectives` declares as it is.",
  appliesTo: [types.objective, types.monitor, types.objectiveCorrection],
  checkResource(resource, { datadog, runbook, preview, later }, report) {
    if (datadog === undefined) return; // Off on purpose: match-switches-to-config judges what is left.
    const say = (problem: string) => report(`${problem}; mend: leave it as the program declares it`);
    checks[kindOf(resource)](resource, { datadog, runbook, preview, later }, say);
  },
  checkStack(resources, { datadog }, report) {
    if (datadog === undefined) return;
    for (const objective of datadog.objectives) {
      for (const problem of countProblems(objective, resources)) report(problem);
      const ids = idsIn(objective, resources);
      if (ids.length > 1)
        report(
          `"${objective.row.metric}" has alerts or a correction of several objectives (${ids.join(", ")}), and must of one`,
        );
    }
  },
};

type Kind = "objective" | "burnAlert" | "correction" | "other";

function kindOf({ type, props, name }: CheckedResource): Kind {
  if (type === types.objectiveCorrection) return "correction";
  if (type === types.monitor && props["type"] !== burnAlertType) return "other";
  const isOwn = tagsOf({ name, props }).includes(sourceTag);
  if (!isOwn) return "other";
  return type === types.objective ? "objective" : "burnAlert";
}

interface Given {
  readonly datadog: DatadogInputs;
  readonly runbook: Runbook;
  readonly preview: boolean;
  readonly later: (what: string) => void;
}

type Check = (resource: CheckedResource, given: Given, say: (problem: string) => void) => void;

const checkObjective: Check = (resource, { datadog }, say) => {
  const objective = objectiveNamedBy(resource, datadog.objectives);
  if (objective === undefined)
    return say("it must be the objective of a row that has one, and its tags name none");
  compare(resource.props, definitionOf(objective, datadog.scope), ({ name, found, wanted }) =>
    say(`its ${name} is ${shown(found)}, and must be ${shown(wanted)}`),
  );
};

function burnAlertProblems(resource: CheckedResource, { datadog, preview, later }: Given): string[] {
  const objective = objectiveNamedBy(resource, datadog.objectives);
  if (objective === undefined)
    return ["it must be of the objective of a row that has one, and its tags name none"];
  const { critical, ...others } = thresholdsIn(resource);
  const burn = objective.burnAlerts.find(({ rate }) => decimal(rate) === critical);
  const rates = objective.burnAlerts.map(({ rate }) => decimal(rate)).join(", ");
  if (burn === undefined) return [`its rate is ${critical ?? "not set"}, and must be one of ${rates}`];
  const query = partOf(resource.props, "query");
  const isLater = isUnknown(query) && preview;
  if (isLater) later("the query of an alert on an objective");
  const priority = priorityByLoudness[burn.tells];
  return [
    ...Object.keys(others).map((level) => `it has the threshold ${level}, and must have its rate alone`),
    ...(resource.props["priority"] === priority
      ? []
      : [
          `its priority is ${String(resource.props["priority"])}, and must be ${priority}, as it is to ${burn.tells}`,
        ]),
    ...(isLater || objectiveIdIn(typeof query === "string" ? query : "", objective, burn) !== undefined
      ? []
      : [
          `its query must be the burn rate of an objective over ${objective.timeframe}, in the windows of that rate`,
        ]),
  ];
}

const checkCorrection: Check = ({ props }, { runbook }, report) => {
  const { rule, frequencyText } = runbook.maintenance;
  const say = (problem: string) => report(`${problem} (the runbook says "${frequencyText}")`);
  const wanted = {
    rrule: rruleOf(rule),
    duration: rule.durationMinutes * 60,
    timezone: rule.timezone,
    end: undefined,
  };
  compare(props, wanted, ({ name, found, wanted: must }) =>
    say(`its ${name} is ${String(found)}, and must be ${must ?? "not set"}`),
  );
  if (!isWindowStart(rule, new Date(Number(props["start"]) * 1000)))
    say(`its start is ${String(props["start"])}, which is no such day and time`);
};

const checks: Readonly<Record<Kind, Check>> = {
  other: () => {},
  objective: checkObjective,
  burnAlert: (resource, given, say) => burnAlertProblems(resource, given).forEach(say),
  correction: checkCorrection,
};

function countProblems(objective: Objective, resources: readonly CheckedResource[]): string[] {
  const { row, burnAlerts } = objective;
  const own = ownOf(objective, resources);
  const must = (what: string, found: number) =>
    found === 1
      ? []
      : [`"${row.metric}" must have exactly one ${what}, and has ${found}; mend: declare it once`];
  const alerts = own.filter(({ type }) => type === types.monitor);
  return [
    ...must("objective", own.filter(({ type }) => type === types.objective).length),
    ...burnAlerts.flatMap((burn) =>
      must(
        `burn alert over ${burnAlertId(burn)}`,
        alerts.filter((one) => thresholdsIn(one)["critical"] === decimal(burn.rate)).length,
      ),
    ),
    ...must(
      "correction for the maintenance window",
      own.filter(({ type }) => type === types.objectiveCorrection).length,
    ),
  ];
}

/** What says that it is of the objective: by its tags, or, where it has none, in its description. */
function ownOf({ row }: Objective, resources: readonly CheckedResource[]): CheckedResource[] {
  const tag = purposeTag("objective", row.id);
  return resources.filter((resource) => {
    if (resource.type === types.objectiveCorrection)
      return String(resource.props["description"]).split(" ").includes(tag);
    const isKind =
      resource.type === types.objective ||
      (resource.type === types.monitor && resource.props["type"] === burnAlertType);
    return isKind && [tag, sourceTag].every((one) => tagsOf(resource).includes(one));
  });
}

/** The ids of the objective itself and of those that its alerts and its correction name, as far as they are known. */
function idsIn(objective: Objective, resources: readonly CheckedResource[]): string[] {
  const ids = ownOf(objective, resources).map((one) => {
    if (one.type === types.objectiveCorrection) return textOrUnknown(one.props, "sloId");
    return one.type === types.monitor
      ? /"([^"]+)"/.exec(textOrUnknown(one.props, "query") ?? "")?.[1]
      : textOrUnknown(one.props, "id");
  });
  return [...new Set(ids.filter((id) => id !== undefined))];
}
