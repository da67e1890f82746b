// How a service is reached, by the variables of an environment: its address and the credential for it.
import { baseUrlSchema, credentialSchema } from "./access.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The service's address, without a slash at its end: the public one where the variable is not set.
 * @throws Error that does not repeat the value, if a credential would be at risk there
 */
export function addressIn(environment: Environment, variable: string, publicUrl: string): string {
  const parsed = baseUrlSchema.safeParse(environment[variable] || publicUrl);
  if (parsed.success) return parsed.data;
  throw new Error(`${variable} has another form; required: ${baseUrlSchema.description}`);
}

/** @throws Error that does not repeat the value, if the variable is not set or no header can carry it */
export function credentialIn(environment: Environment, variable: string): string {
  const value = environment[variable];
  if (!value) throw new Error(`${variable} is not set`);
  if (credentialSchema.safeParse(value).success) return value;
  throw new Error(`${variable} has another form; required: ${credentialSchema.description}`);
}
