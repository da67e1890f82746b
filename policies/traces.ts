// Finds in a text, a secret among them, whose it is: the reference of a Supabase project, or a host name.

/** What may be Base64 in either alphabet, such as the parts of a JSON Web Token. */
const encoded = /[\w+/-]{24,}/g;

/**
 * Whether a text names a Supabase project: in an address, in a user name such as `postgres.<reference>`, or within
 * what is encoded in it, as the `ref` of an API key that is a JSON Web Token. Nothing is verified: a key that is not
 * valid tells as well whose it was meant to be. Keys of the newer kind (`sb_secret_…`) name no project.
 */
export function holdsReference(text: string, reference: string): boolean {
  const decoded = [...text.matchAll(encoded)].map(([part]) => Buffer.from(part, "base64").toString());
  return [text, ...decoded].some((one) => one.toLowerCase().includes(reference));
}

/** Whether a text has this host name in it, as a whole: neither a subdomain of it nor the domain it is part of. */
export function namesHost(text: string, host: string): boolean {
  const plain = text.toLowerCase().replaceAll(/%[0-9a-f]{2}/g, " ");
  return [...plain.matchAll(/[a-z0-9-]+(?:\.[a-z0-9-]+)+/g)].some(([found]) => found === host);
}
