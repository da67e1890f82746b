// What leads to a service: its address and its credentials, checked before anything is sent.
import { z } from "zod";
import { InputError } from "../inputs/inputError.ts";

/** Where a credential may go: over https, or nowhere but this machine. */
export const baseUrlSchema = z
  .string()
  .refine((text) => {
    if (!URL.canParse(text)) return false;
    const { protocol, hostname, username, password, search, hash } = new URL(text);
    const local = protocol === "http:" && ["127.0.0.1", "localhost", "[::1]"].includes(hostname);
    return (protocol === "https:" || local) && username + password + search + hash === "";
  })
  .transform((text) => text.replace(/\/+$/, ""))
  .describe("https://<host>, or http on this machine; no user, query or fragment");

/** A credential as a header takes it; one of another form would be refused by fetch, in an error that repeats it. */
export const credentialSchema = z
  .string()
  .regex(/^[\x21-\x7e]+$/)
  .describe("a token or key as the service gives it, without spaces or line ends");

/**
 * The value, if it has the form. It is never repeated: it may hold a secret.
 * @param service such as "The Supabase Management API"
 * @throws InputError
 */
export function usable(service: string, name: string, schema: z.ZodType<string>, value: string): string {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new InputError(`${service} cannot be used.`, [
    `${name}: found another form; required: ${schema.description}; mend: pass one of this form`,
  ]);
}
