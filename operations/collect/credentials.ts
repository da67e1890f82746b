// Proves that every credential that a deployment needs is let in, with what it must be allowed.
import { identityCalls } from "../identityCalls.ts";
import type { Collector } from "./collector.ts";

export const credentials: Collector = {
  name: "credentials",
  items: ["confirm-deployment-credentials"],
  needs: [],
  async collect({ inputs, environment, transport, signal }) {
    const calls = identityCalls(inputs);
    const answers = await Promise.all(
      calls.map(async (call) => ({
        ...(await call.check(environment, transport, signal)),
        service: call.service,
      })),
    );
    const told = (wanted: typeof answers) =>
      wanted.map(({ service, detail }) => `${service}: ${detail}`).join("; ");
    const refused = answers.filter(({ state }) => state === "refused");
    if (refused.length > 0) return { result: "fail", detail: told(refused) };
    // One that is not here may be where the deployment runs: that is not known to be wrong.
    const open = answers.filter(({ state }) => state !== "ok");
    if (open.length > 0) return { result: "unknown", detail: told(open) };
    return { result: "pass", detail: `let in by ${calls.map(({ service }) => service).join(", ")}` };
  },
};
