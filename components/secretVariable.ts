// A value that synthetic tests use and nobody reads: Datadog hides it, and what they make of it, in their results too.
import { SyntheticsGlobalVariable } from "@pulumi/datadog/syntheticsGlobalVariable.js";
import type * as pulumi from "@pulumi/pulumi";
import { type Monitoring, monitoringTags } from "../signals/monitoring.ts";

/**
 * The variables of a Datadog account share their names, so that one carries service and environment in its own; a test
 * knows it by a name of the test's choice.
 */
export function secretVariable(
  name: string,
  variable: string,
  value: pulumi.Output<string>,
  monitoring: Monitoring,
  parent: pulumi.Resource,
): SyntheticsGlobalVariable {
  const { service, environment } = monitoring.scope;
  return new SyntheticsGlobalVariable(
    name,
    {
      name: `${service}_${environment}_${variable}`.toUpperCase().replaceAll(/[^A-Z0-9_]/g, "_"),
      value,
      secure: true,
      tags: monitoringTags(monitoring),
    },
    { parent },
  );
}
