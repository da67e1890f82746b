// Requires a secret variable to reach production's deployments alone: previews and other environments are open to more.
import type { ResourceRule } from "./rule.ts";
import { variablesOf, variableTypes } from "./vercelVariables.ts";

export const keepSecretsInProduction: ResourceRule = {
  name: "keep-secrets-in-production",
  description:
    "A sensitive variable must be given to the project's production, and to no other environment of it.",
  mend: "Give the variable the target `production` alone, and other environments values of their own.",
  appliesTo: variableTypes,
  checkResource(resource, _inputs, report) {
    for (const variable of variablesOf(resource)) {
      const { key, sensitive, targets, customEnvironmentIds, applyToAllCustomEnvironments } = variable;
      if (sensitive === false) continue;
      const named = ((targets ?? []) as readonly unknown[]).map(String);
      const custom = ((customEnvironmentIds ?? []) as readonly unknown[]).length > 0;
      const others = [
        ...named.filter((target) => target !== "production"),
        ...(custom || applyToAllCustomEnvironments === true ? ["environments beside it"] : []),
      ];
      if (others.length === 0 && named.length > 0) continue;
      report(
        `${String(key)} is given to ${others.join(", ") || "no target"}, and must be given to production alone; mend: set ` +
          'its targets to ["production"]',
      );
    }
  },
};
