// What the maintenance window mutes: what tells whether the application is up, and what config adds to that.
import { type Identity, type Runbook, withId } from "../runbook/index.ts";
import { certificateTag, healthTag, heartbeatTag, metricTag, purposeTag } from "../signals/scope.ts";
import { placeOf, problem, removeLine, setLine } from "./configPlace.ts";
import { nearestOf } from "./nearest.ts";

/** The rows, by the ids that ship, that measure whether the application is up. */
const availabilityRows: readonly string[] = ["uptime"];

/** Something of the runbook whose monitors the window can mute. */
export interface Mutable {
  /** As config names it, such as `row:error-rate`. */
  readonly name: string;
  /** The same with each former id. */
  readonly was: readonly string[];
  /** Which one, in a sentence. */
  readonly words: string;
  /** The tags that say of its monitors what they are of. */
  readonly purposes: readonly string[];
  /** It tells whether the application is up, which work in a window may end on purpose: muted whatever config says. */
  readonly isAvailability: boolean;
}

/** Everything that can be muted. What is in none of them, such as the test of a status page, never is. */
export function mutablesOf({ thresholds, incidents, criticalFlows }: Runbook): Mutable[] {
  const uptime = availabilityRows.map((id) => withId(thresholds, id));
  return [
    ...thresholds.map((row) => ({
      ...namesOf("row", row),
      words: `the row "${row.metric}"`,
      purposes: [metricTag(row.id), purposeTag("warning", row.id), purposeTag("objective", row.id)],
      isAvailability: uptime.includes(row),
    })),
    ...incidents.map((incident) => ({
      ...namesOf("incident", incident),
      words: `the incident "${incident.title}"`,
      purposes: [purposeTag("incident", incident.id)],
      isAvailability: false,
    })),
    {
      ...namesOf("check", { id: "health" }),
      words: "the health test",
      purposes: [healthTag],
      isAvailability: true,
    },
    ...[
      { id: "certificate", words: "the certificate's test", tag: certificateTag },
      { id: "heartbeat", words: "the heartbeat", tag: heartbeatTag },
    ].map(({ id, words, tag }) => ({
      ...namesOf("check", { id }),
      words,
      purposes: [tag],
      isAvailability: false,
    })),
    ...criticalFlows.map((flow) => ({
      ...namesOf("flow", flow),
      words: `the critical flow "${flow.text}"`,
      purposes: [purposeTag("flow", flow.id)],
      isAvailability: false,
    })),
  ];
}

function namesOf(kind: string, { id, was = [] }: Identity): Pick<Mutable, "name" | "was"> {
  return { name: `${kind}:${id}`, was: was.map((former) => `${kind}:${former}`) };
}

/** What config mutes beside availability; names of nothing are left out. */
export function mutedByConfig(names: readonly string[], runbook: Runbook): Mutable[] {
  const all = mutablesOf(runbook);
  return all.filter((one) => !one.isAvailability && names.some((name) => mutableNamed(name, all) === one));
}

/** The purpose tags of all that is muted, and a problem for each name of config that mutes nothing more. */
export function mutedIn(
  names: readonly string[],
  stack: string,
  runbook: Runbook,
): { muted: string[]; problems: string[] } {
  const all = mutablesOf(runbook);
  const available = all.filter(({ isAvailability }) => isAvailability);
  const more = mutedByConfig(names, runbook);
  return {
    muted: [...available, ...more].flatMap(({ purposes }) => purposes),
    problems: names.flatMap((name, index) => {
      const place = placeOf(["datadog", "mutedInMaintenance", index]);
      const found = mutableNamed(name, all);
      if (found === undefined) return [unknownName(name, all, place, stack)];
      const twice = names.slice(0, index).some((other) => mutableNamed(other, all) === found);
      if (!twice && !found.isAvailability) return [];
      const why = twice ? "named twice" : "muted anyway";
      return [
        problem(
          place,
          `${name}, which is ${why}`,
          "each name once, of what else is to be muted",
          removeLine(stack, place),
        ),
      ];
    }),
  };
}

function unknownName(name: string, all: readonly Mutable[], place: string, stack: string): string {
  const known = all.filter(({ isAvailability }) => !isAvailability).map((one) => one.name);
  const nearest = nearestOf(name, known);
  return problem(
    place,
    name,
    `one of ${known.join(", ")}`,
    nearest === undefined ? removeLine(stack, place) : setLine(stack, place, "--path", nearest),
  );
}

function mutableNamed(name: string, all: readonly Mutable[]): Mutable | undefined {
  return all.find((one) => one.name === name) ?? all.find(({ was }) => was.includes(name));
}
