// Why a goal is missed, by what profiles have shown: the page states it for as long as the goal is missed.
import type { Goal } from "./goals.ts";

export const causes: Readonly<Partial<Record<Goal["id"], string>>> = {};
