// What an update adopts, read off the engine's events: it imports the thing, then changes in it what differs.
import type { EngineEvent } from "@pulumi/pulumi/automation/index.js";

/** A thing that exists already and becomes a resource of the stack. */
export interface Adoption {
  /** Under which the service knows it. */
  id: string;
  /** Where it differs from what the program declares: what the update changes once it is adopted. */
  changes: string[];
}

/** The adoption of one resource, and what makes it impossible. */
interface Attempt extends Adoption {
  /** Whether the stack has another thing in this place, or the same without having adopted it. */
  displaces: boolean;
  /** Among the changes, those that the service can only make by a new thing in the place of the old. */
  replaces: string[];
  /** The id of what the stack has in this place. */
  displaced?: string;
}

/** Every resource that the engine imports, by its urn. */
function attemptsIn(events: readonly EngineEvent[]): Map<string, Attempt> {
  const attempts = new Map<string, Attempt>();
  for (const { resourcePreEvent, resOutputsEvent } of events) {
    // What is imported has an id only once it has been read, which the second event tells.
    const step = resourcePreEvent?.metadata ?? resOutputsEvent?.metadata;
    if (step === undefined) continue;
    const { op, urn } = step;
    if (op === "import" || op === "import-replacement") {
      const id = step.new?.id ?? "";
      const displaces = op === "import-replacement";
      attempts.set(urn, { changes: [], replaces: [], ...attempts.get(urn), id, displaces });
    }
    const attempt = attempts.get(urn);
    if (attempt === undefined) continue;
    if (op === "replace" && step.old !== undefined) attempt.displaced = step.old.id;
    const differences = Object.entries(step.detailedDiff ?? {});
    if (differences.length === 0) continue;
    attempt.changes = differences.map(([path]) => path).sort();
    attempt.replaces = differences.flatMap(([path, { diffKind }]) =>
      /replace/.test(diffKind) ? [path] : [],
    );
  }
  return attempts;
}

/** What is adopted, by the urn of the resource; without what cannot be. */
export function adoptionsIn(events: readonly EngineEvent[]): Map<string, Adoption> {
  const attempts = [...attemptsIn(events)].filter(([, attempt]) => isPossible(attempt));
  return new Map(attempts.map(([urn, { id, changes }]) => [urn, { id, changes }]));
}

/** The key of the config under which an id to adopt stands. */
const place = "marsana-fleet:adopt";

/**
 * Why something cannot be adopted. The engine itself would go on at preview, and on an update stop halfway, or delete
 * what the stack had in its place.
 */
export function adoptionProblems(events: readonly EngineEvent[], stack: string): string[] {
  return [...attemptsIn(events)].flatMap(([urn, attempt]) => {
    if (isPossible(attempt)) return [];
    const { id, displaces, displaced, replaces } = attempt;
    const name = urn.slice(urn.lastIndexOf("::") + 2);
    if (displaces) {
      const found = displaced === id ? "which is the same" : `and ${id} to adopt in its place`;
      return [
        `${name}: found ${displaced} in the stack, ${found}: the engine would replace the first, and delete it unless ` +
          `it is retained; required: an id only for what the stack does not have; mend: take the id out of ${place}, ` +
          `or let the stack forget ${displaced}, which deletes nothing: ` +
          `pulumi state delete --stack ${stack} --force '${urn}'`,
      ];
    }
    return [
      `${name}: found ${replaces.join(", ")} of ${id} other than the config has it, which only a new one could mend; ` +
        `required: the same in both; mend: change the config or the thing itself, or take the id out of ${place}, and a second one is made`,
    ];
  });
}

function isPossible({ displaces, replaces }: Attempt): boolean {
  return !displaces && replaces.length === 0;
}
