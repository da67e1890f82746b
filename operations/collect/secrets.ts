// Proves that every variable that the stack sets for production is there.
import { variableNames } from "../../inputs/variables.ts";
import type { Collector } from "./collector.ts";
import { dashboardOf, vercelOf, vercelToken } from "./vercelOf.ts";

export const secrets: Collector = {
  name: "secrets",
  items: ["verify-all-secrets-are-configured"],
  needs: [vercelToken],
  async collect(context) {
    const { settings, stack } = context.inputs;
    const url = dashboardOf(settings, "settings/environment-variables");
    const required = variableNames(settings);
    const { names, partial } = await vercelOf(context).productionVariables();
    const missing = required.filter((name) => !names.includes(name));
    if (missing.length === 0)
      return { result: "pass", detail: `all ${required.length} variables are set for production`, url };
    const found = `${missing.join(", ")} not set for production`;
    if (partial)
      return { result: "unknown", detail: `${found}, of those variables that ${vercelToken} is shown`, url };
    return { result: "fail", detail: `${found}; mend: npm run up -- --stack ${stack} sets them`, url };
  },
};
