// The JSON Schema of `releases/<version>/release.yaml`, made from the manifest's own schema: for editors.
import { z } from "zod";
import { releaseSchema } from "../release/release.ts";

/** Says all that `loadRelease` asks of one field; what it asks of several together, as far as JSON Schema can. */
export function releaseFileSchema(): object {
  return {
    ...z.toJSONSchema(releaseSchema, { io: "input" }),
    title: "A release",
    if: { properties: { kind: { const: "emergency" } }, required: ["kind"] },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: { required: ["emergency"] },
    else: { properties: { emergency: false } },
  };
}
