// Why a goal is missed, by what profiles have shown: the page states it for as long as the goal is missed.
import type { Goal } from "./goals.ts";

export const causes: Readonly<Partial<Record<Goal["id"], string>>> = {
  preview:
    "Most of it is loading, before any resource: the program takes about twice as long to load as the Pulumi SDK " +
    "alone, for the SDKs of four providers, and the stand-ins run in its process; the pack takes half as long again as " +
    "the policy SDK alone, for the Markdown parser and the schemas by which it reads runbook and config once more. " +
    "A compile cache of Node (`NODE_COMPILE_CACHE`) halves the program's loading and is not used yet.",
};
