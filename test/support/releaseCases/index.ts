// The table of instant × state × verdict, in one array.
import type { ReleaseCase } from "./case.ts";
import { conditionsHeld } from "./conditions.ts";
import { drills } from "./drills.ts";
import { emergencies } from "./emergencies.ts";
import { brokenGlass, deployments, observed } from "./opened.ts";
import { backups, phases } from "./phases.ts";
import { productions } from "./production.ts";
import { approvals, results } from "./results.ts";
import { otherRunbooks, runbookStates } from "./runbooks.ts";
import { voided, waivers } from "./voids.ts";

export const releaseCases: readonly ReleaseCase[] = [
  ...phases,
  ...backups,
  ...results,
  ...approvals,
  ...voided,
  ...waivers,
  ...brokenGlass,
  ...deployments,
  ...observed,
  ...emergencies,
  ...otherRunbooks,
  ...runbookStates,
  ...conditionsHeld,
  ...drills,
  ...productions,
];
