// The teams of Datadog On-Call that config asks for: each with its rotations, its escalation policy and the route to it.
import {
  OnCallEscalationPolicy,
  type OnCallEscalationPolicyArgs,
} from "@pulumi/datadog/onCallEscalationPolicy.js";
import { OnCallSchedule, type OnCallScheduleArgs } from "@pulumi/datadog/onCallSchedule.js";
import {
  OnCallTeamRoutingRules,
  type OnCallTeamRoutingRulesArgs,
} from "@pulumi/datadog/onCallTeamRoutingRules.js";
import { Team, type TeamArgs } from "@pulumi/datadog/team.js";
import * as pulumi from "@pulumi/pulumi";
import { type OnCallTarget, type OnCallTeam, type Rotation, rotationsOf } from "../signals/onCall.ts";

export interface OnCallTeamsArgs {
  /** At least one. */
  readonly teams: readonly OnCallTeam[];
  /** The page on which people read the runbook. */
  readonly runbookUrl: string;
}

export class OnCallTeams extends pulumi.ComponentResource {
  constructor(name: string, args: OnCallTeamsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("marsana:datadog:OnCallTeams", name, {}, opts);
    for (const team of args.teams) declareTeam(`${name}-${team.handle}`, team, args, { parent: this });
    this.registerOutputs({});
  }
}

function declareTeam(
  name: string,
  team: OnCallTeam,
  { runbookUrl }: OnCallTeamsArgs,
  opts: pulumi.ComponentResourceOptions,
): void {
  const { id: teamId } = new Team(name, teamArgs(team, runbookUrl), opts);
  const teams = [teamId];
  const schedules = new Map(
    rotationsOf(team).map((rotation) => {
      const args = { ...scheduleArgs(rotation), teams };
      return [rotation.name, new OnCallSchedule(`${name}-${rotation.name}`, args, opts)];
    }),
  );
  const scheduleOf = (rotation: string): pulumi.Input<string> => {
    const schedule = schedules.get(rotation);
    if (schedule === undefined) throw new Error(`the rotation ${rotation} has no schedule`);
    return schedule.id;
  };
  const policy = new OnCallEscalationPolicy(name, { ...policyArgs(team, scheduleOf), teams }, opts);
  new OnCallTeamRoutingRules(name, { ...routingArgs(policy.id), teamId }, opts);
}

function teamArgs({ handle, name }: OnCallTeam, runbookUrl: string): TeamArgs {
  return { handle, name, description: `Is paged as the [runbook](${runbookUrl}) says.` };
}

/** One layer without restrictions and without an end: there is no hour in which nobody is on call. */
export function scheduleArgs({ name, users, from, days, timeZone }: Rotation) {
  return {
    name,
    timeZone,
    layers: [
      { name: "rotation", effectiveDate: from, rotationStart: from, interval: { days }, users: [...users] },
    ],
  } satisfies OnCallScheduleArgs;
}

/** A page that nobody answers stays open after the last step. */
export function policyArgs(
  { name, steps, retries }: OnCallTeam,
  scheduleOf: (rotation: string) => pulumi.Input<string>,
) {
  return {
    name,
    retries,
    resolvePageOnPolicyEnd: false,
    steps: steps.map(({ target, seconds }) => ({
      assignment: "default",
      escalateAfterSeconds: seconds,
      targets: targetsOf(target, scheduleOf),
    })),
  } satisfies OnCallEscalationPolicyArgs;
}

function targetsOf(target: OnCallTarget, scheduleOf: (rotation: string) => pulumi.Input<string>) {
  switch (target.kind) {
    case "schedule":
      return [{ schedule: target.id }];
    case "rotation":
      return [{ schedule: scheduleOf(target.name) }];
    case "users":
      return target.ids.map((user) => ({ user }));
  }
}

/** Every page takes the one way: only what pages arrives here. */
export function routingArgs(escalationPolicy: pulumi.Input<string>) {
  return { rules: [{ escalationPolicy, urgency: "high" }] } satisfies Omit<
    OnCallTeamRoutingRulesArgs,
    "teamId"
  >;
}
