// The form of a critical flow's test as config gives it: requests one after the other, and what each hands to the next.
import { z } from "zod";

/** What a flow logs in with: the names by which its steps use the stack's secrets, as `{{ FLOW_USERNAME }}`. */
export const accountVariables = {
  FLOW_USERNAME: "flowUsername",
  FLOW_PASSWORD: "flowPassword",
} as const;
export type AccountVariable = keyof typeof accountVariables;

const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

const text = (meaning: string, example: string) => z.string().min(1).meta({ description: meaning, example });

const upload = z.strictObject({
  field: text("the name of the form's field", "file"),
  fileName: text("the name of the file", "probe.txt"),
  type: text("the media type of the file", "text/plain"),
  // Datadog gets it encoded, and finds no variable in it.
  content: text("what stands in the file", "made by a synthetic test").refine(
    (content) => !content.includes("{{"),
    { message: "a content without {{ }}, in which no variable is filled in" },
  ),
});

const step = z
  .strictObject({
    name: text("what the step does, in a few words; without it method and path", "Log in").optional(),
    method: z
      .enum(methods)
      .meta({ description: "the method of the request", example: "POST" })
      .default("GET"),
    path: z
      .string()
      .regex(/^\/(?!\/)/)
      .meta({ description: "the path of the request, on the stack's own host", example: "/api/<path>" }),
    headers: z
      .record(z.string().regex(/^[A-Za-z0-9-]+$/), z.string())
      .meta({ description: "a header of the request, by its name", example: "Bearer {{ TOKEN }}" })
      .default({}),
    body: text("the body of the request, which is JSON", '{"email": "{{ FLOW_USERNAME }}"}').optional(),
    upload: upload.optional(),
    status: z
      .int()
      .min(100)
      .max(599)
      .meta({ description: "the status with which the step must be answered", example: "200" }),
    extract: z
      .record(z.string().regex(/^[A-Z][A-Z0-9_]*$/), z.string().regex(/^\$/))
      .meta({
        description:
          "a value of the JSON answer, by its JSON path, for the steps after this one; without it the step fails",
        example: "$.token",
      })
      .default({}),
  })
  .refine(({ body, upload: file }) => body === undefined || file === undefined, {
    message: "a body or an upload, not both",
  });

/** One request of a flow, and what it must be answered with. Where no other is named, its body is JSON. */
export type FlowStep = z.infer<typeof step>;

export const flowSchema = z.strictObject({ steps: z.array(step).min(1) });

/** What stands for a step in a sentence. */
export function stepName({ name, method, path }: FlowStep): string {
  return name ?? `${method} ${path}`;
}

/** The variables that a step uses, each once. Datadog's own, such as `{{ uuid }}`, are in small letters. */
export function variablesUsed({ path, headers, body, upload: file }: FlowStep): string[] {
  const texts = [path, ...Object.values(headers), body ?? "", ...Object.values(file ?? {})];
  const found = texts.flatMap((one) => [...one.matchAll(/\{\{\s*([A-Z][A-Z0-9_]*)\s*\}\}/g)]);
  return [...new Set(found.map(([, name = ""]) => name))];
}
