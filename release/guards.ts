// What guards a stack, as one flat and comparable model: kept as an output, so that the next update can be compared with it.
import { brotliCompressSync, brotliDecompressSync } from "node:zlib";
import { z } from "zod";

/** The output under which a stack keeps what guards it. */
export const guardsOutput = "model";

/** One thing that guards. Nothing in it changes from run to run by itself. */
export const guardSchema = z.object({
  /** Names it in a sentence, such as `the alert threshold of "Uptime"`; of what weakens, all that is to be said. */
  words: z.string(),
  /** How much of it there is, in the form in which a person wrote it. */
  text: z.string().optional(),
  /** The same as a number in `unit`, where amounts can be compared. */
  value: z.number().optional(),
  unit: z.string().optional(),
  /** Which amount guards more; `same` of what can only be left as it is, because nobody can compare two of it. */
  stricter: z.enum(["lower", "higher", "same"]).optional(),
  /** Its former ids. */
  was: z.array(z.string()).optional(),
  /** Set of what guards the less for being there. */
  weakens: z.literal(true).optional(),
  /** Set of what says how strict another guard is, which is listed itself: without it this one means nothing. */
  mayGo: z.literal(true).optional(),
  /** In milliseconds since 1970: when it ends by itself. */
  until: z.number().optional(),
});
export type Guard = z.infer<typeof guardSchema>;

const freezeSchema = z.object({ from: z.string(), to: z.string(), reason: z.string() });

export const guardsSchema = z.object({
  /** By id, such as `alert/uptime`. */
  guards: z.record(z.string(), guardSchema),
  /** When nothing may be deployed. */
  freezes: z.array(freezeSchema),
});
export type Guards = z.infer<typeof guardsSchema>;

/**
 * What says how a baseline is packed. With it the line is neither JSON nor YAML, which the engine would show over as many
 * lines as it has values.
 */
const packing = "brotli-1";

/** Far beyond any baseline: what would unpack to more was never written here. */
const maxBytes = 16 * 1024 * 1024;

/** The baseline as one line of text. The order of the guards plays no part in it. */
export function packed({ guards, freezes }: Guards): string {
  const sorted = Object.entries(guards).sort(([one], [other]) => (one < other ? -1 : 1));
  const text = JSON.stringify({ guards: Object.fromEntries(sorted), freezes });
  return `${packing} ${brotliCompressSync(text).toString("base64")}`;
}

/** A baseline as a stack keeps it: the line, or the object that earlier versions wrote. Undefined if it is neither. */
export function unpacked(kept: unknown): Guards | undefined {
  if (typeof kept !== "string") return guardsSchema.safeParse(kept).data;
  const [word, data = "", ...rest] = kept.split(" ");
  if (word !== packing || rest.length > 0) return undefined;
  try {
    const text = brotliDecompressSync(Buffer.from(data, "base64"), { maxOutputLength: maxBytes }).toString();
    return guardsSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
