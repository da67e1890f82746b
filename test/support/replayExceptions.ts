// Where the stand-ins answer otherwise than the recorded plugins, and why: the whole list.
import type { Call } from "../../rehearsal/schemas/trim.ts";

interface Exception {
  readonly reason: string;
  /** How many calls it leaves out. */
  readonly count: number;
  readonly is: (call: Call) => boolean;
}

export const exceptions: readonly Exception[] = [
  {
    count: 1,
    reason: "a command's Create really runs it, on the machine of the recording: command.test.ts has its own",
    is: ({ type, method, request }) =>
      type === "command:local:Command" && method === "Create" && request["preview"] !== true,
  },
  {
    count: 14,
    reason: "the token is redacted, and the stand-in refuses a token that Vercel's plugin refuses",
    is: ({ type, method }) => type === "pulumi:providers:vercel" && method === "CheckConfig",
  },
  {
    count: 2,
    reason: "the value that changed is redacted in both states: nothing is left that differs",
    is: ({ method, request, response }) =>
      (method === "Update" || response["changes"] === "DIFF_SOME") &&
      String(request["urn"]).endsWith("application-variable-SENDGRID_API_KEY"),
  },
  {
    count: 2,
    reason: "the plugin makes text of a number; the stand-in asks for the text that the SDK's types ask for",
    is: ({ step, type }) => step === "bad-10" && type === "datadog:index/monitor:Monitor",
  },
];

/** The reason why this call is not compared. */
export const exceptionFor = (call: Call): string | undefined => exceptions.find(({ is }) => is(call))?.reason;
