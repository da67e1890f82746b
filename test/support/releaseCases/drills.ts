// Restore drills, on which destructive migrations rest.
import { migrationOf, otherRelease, type Saying, word } from "../situations.ts";
import type { ReleaseCase } from "./case.ts";

const release = { migrations: [migrationOf("destructive")] };
const drill = (at: string, more: object = {}): Saying => ({
  type: "restore-drill",
  at,
  ...word("reviewed"),
  ...more,
});
const undrilled = { release, verdict: "blocked", states: { "require-restore-drill": "failed" } } as const;

export const drills: readonly ReleaseCase[] = [
  {
    what: "a destructive migration, and no drill",
    at: "T",
    ...undrilled,
    says: { "require-restore-drill": "the last restore drill is unknown" },
  },
  {
    what: "a destructive migration, and a drill 30 days ago",
    at: "T",
    release,
    with: [drill("T-30d")],
    verdict: "ready",
  },
  {
    what: "a destructive migration, and a drill 30 days and 1 ms ago",
    at: "T",
    ...undrilled,
    with: [drill("T-30d-1ms")],
    says: { "require-restore-drill": "was on 2026-01-04T08:59:59.999Z" },
  },
  {
    what: "a destructive migration, and a drill that was typed",
    at: "T",
    ...undrilled,
    with: [drill("T-3d", word("typed"))],
  },
  {
    what: "a destructive migration, and the drill of another release",
    at: "T",
    release,
    others: [otherRelease({}, drill("T-3d"))],
    verdict: "ready",
  },
  {
    what: "a destructive migration, an old drill, and a newer of another release",
    at: "T",
    release,
    with: [drill("T-40d")],
    others: [otherRelease({}, drill("T-3d"))],
    verdict: "ready",
  },
  {
    what: "one migration of two that is destructive, and no drill",
    at: "T",
    ...undrilled,
    release: { migrations: [migrationOf("expand"), migrationOf("destructive")] },
  },
  {
    what: "a contracting migration, and no drill",
    at: "T",
    release: { migrations: [migrationOf("contract")] },
    verdict: "ready",
  },
];
