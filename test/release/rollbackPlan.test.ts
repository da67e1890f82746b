// Whether a manifest's way back fits its migrations: every class, undone or not, with a restore and without.
import assert from "node:assert/strict";
import { rollbackPlanProblem } from "../../release/rollbackPlan.ts";
import { migrationOf, releaseOf } from "../support/situations.ts";

const needless = /^rollback\.database is true, and .*; required: rollback\.database false$/;
const lossy = /^rollback\.database is false, and nothing brings back what drizzle\/0007_parts\.sql takes/;

describe("a rollback plan", () => {
  const rows = [
    { kinds: [], database: false },
    { kinds: [], database: true, problem: needless },
    { kinds: ["expand"], database: false },
    { kinds: ["expand"], reversible: false, database: false },
    { kinds: ["expand"], database: true, problem: needless },
    { kinds: ["expand"], reversible: false, database: true, problem: needless },
    { kinds: ["contract"], database: false },
    { kinds: ["contract"], reversible: false, database: false, problem: lossy },
    { kinds: ["contract"], reversible: false, database: true },
    { kinds: ["destructive"], database: false },
    { kinds: ["destructive"], reversible: false, database: false, problem: lossy },
    { kinds: ["destructive"], reversible: false, database: true },
    { kinds: ["destructive"], database: true },
    { kinds: ["expand", "destructive"], reversible: false, database: false, problem: lossy },
    { kinds: ["expand", "contract"], database: true },
  ] as const;
  for (const { kinds, database, ...row } of rows) {
    const reversible = "reversible" in row ? row.reversible : true;
    const problem = "problem" in row ? row.problem : undefined;
    const migrations = kinds.map((kind) => ({ ...migrationOf(kind), reversible }));
    const what = `${kinds.join(" and ") || "no migration"}${reversible ? "" : ", not reversible,"}`;
    it(`${problem ? "does not fit" : "fits"} ${what} ${database ? "with" : "without"} a restore`, () => {
      const found = rollbackPlanProblem(releaseOf({ migrations, rollback: { plan: "Go back", database } }));
      if (problem === undefined) assert.equal(found, undefined);
      else assert.match(found ?? "", problem);
    });
  }
});
