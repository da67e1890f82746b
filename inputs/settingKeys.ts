// The building blocks of the settings' schema: a key with its meaning and an example, and the forms of names.
import { z } from "zod";

/** A key's schema with its meaning, which errors and docs give, and the value its `pulumi config set` line shows. */
export function key<Schema extends z.ZodType>(schema: Schema, description: string, example: string): Schema {
  return schema.meta({ description, example });
}

/** A name in lower case, as services write them in addresses. */
export const slug = z.string().regex(/^[a-z0-9][a-z0-9-]*$/);

/** An IANA name that this machine's own list of time zones has. */
export const timeZone = z.string().refine(isTimeZone, "the IANA name of a time zone, such as Europe/Berlin");

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

export const hostname = z.string().regex(/^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/);
