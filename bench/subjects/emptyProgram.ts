// The least that a program can be.

export default async function program(): Promise<Record<string, unknown>> {
  return {};
}
