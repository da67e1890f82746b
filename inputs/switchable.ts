// A part of the settings that can be switched off on purpose: then it needs none of its keys, and is to be accepted.
import { z } from "zod";
import { key } from "./settingKeys.ts";

/**
 * The keys of `shape`, with `enabled` and `acceptOff`. Switched on, which it is unless `enabled` is false, it has the
 * keys as they are; switched off, all of them are optional.
 * @param meaning what is on when it is on, and what is accepted when it is off
 */
export function switchable<Shape extends z.ZodRawShape>(
  meaning: { enabled: string; acceptOff: string },
  shape: Shape,
) {
  const acceptOff = key(z.boolean(), meaning.acceptOff, "true").default(false);
  const on = key(z.literal(true), meaning.enabled, "false").optional().default(true);
  return z.discriminatedUnion("enabled", [
    z.strictObject({ enabled: on, acceptOff, ...shape }),
    z.strictObject({ enabled: z.literal(false), acceptOff, ...z.object(shape).partial().shape }),
  ]);
}
