// What an update adopts, read off the engine's events: it imports the thing, then changes in it what differs.
import type { EngineEvent } from "@pulumi/pulumi/automation/index.js";
import { changedBy, type Replaced, replacedBy, unnamed } from "./differences.ts";

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
  /** The id of what the stack has in this place. */
  displaced?: string;
  /** Whether an earlier update adopted it, and its id still stands in the config. */
  adopted: boolean;
  /** The properties that the service can only give to a new thing; absent where none is to be made. */
  replaced?: Replaced[];
}

/** Every resource that the engine imports, and every one that it cannot replace because it was imported, by its urn. */
function attemptsIn(events: readonly EngineEvent[]): Map<string, Attempt> {
  const attempts = new Map<string, Attempt>();
  const held = heldIn(events);
  for (const { resourcePreEvent, resOutputsEvent } of events) {
    // What is imported has an id only once it has been read, which the second event tells.
    const step = resourcePreEvent?.metadata ?? resOutputsEvent?.metadata;
    if (step === undefined) continue;
    const { op, urn } = step;
    if (op === "import" || op === "import-replacement") {
      const id = step.new?.id ?? "";
      const displaces = op === "import-replacement";
      attempts.set(urn, { changes: [], ...attempts.get(urn), id, displaces, adopted: false });
    } else if (held.has(urn) && !attempts.has(urn)) {
      const id = step.old?.id ?? "";
      attempts.set(urn, { id, changes: [], displaces: false, adopted: true, replaced: [] });
    }
    const attempt = attempts.get(urn);
    if (attempt === undefined) continue;
    // The first of them: what is imported may in turn be replaced.
    if (op === "replace" && step.old !== undefined) attempt.displaced ??= step.old.id;
    if (op === "update") attempt.changes = changedBy(step);
    if (op === "create-replacement") attempt.replaced = replacedBy(step);
  }
  return attempts;
}

/** What the engine will not replace while its id stands in the program: it warns at preview, and fails in the update. */
function heldIn(events: readonly EngineEvent[]): Set<string> {
  return new Set(
    events.flatMap(({ diagnosticEvent }) =>
      diagnosticEvent?.urn !== undefined && imported.test(diagnosticEvent.message)
        ? [diagnosticEvent.urn]
        : [],
    ),
  );
}

const imported = /previously-imported resources that still specify an ID may not be replaced/;

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
    const { id, displaces, displaced, replaced } = attempt;
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
    return replaced === undefined ? [] : [`${name}: ${replacementProblem(attempt, replaced)}`];
  });
}

function replacementProblem({ id, adopted }: Attempt, replaced: readonly Replaced[]): string {
  const found = replaced.map(({ path, found }) => `${path} ${shown(found)}`).join(", ") || unnamed;
  const required =
    replaced.map(({ path, required }) => `${path} ${shown(required)}`).join(", ") ||
    "what the program declares";
  const fix = adopted
    ? `undo the change, or take the id out of ${place}, and a new one takes its place`
    : `set the id of the right one in ${place}, make the two agree in the config or at the service, or take the id ` +
      "out, and a second one is made";
  return `found ${found} of ${id}; required: ${required}, which only a new one can have; fix: ${fix}`;
}

/** A value in a message; a long one only by its beginning. */
function shown(value: unknown): string {
  const text = value === undefined ? "unset" : JSON.stringify(value);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

const longest = 60;

function isPossible({ displaces, replaced }: Attempt): boolean {
  return !displaces && replaced === undefined;
}
