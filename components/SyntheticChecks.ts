// Tests that call the application from outside: whether it is up, and whether its certificate is about to end.
import { SyntheticsTest } from "@pulumi/datadog/syntheticsTest.js";
import * as pulumi from "@pulumi/pulumi";
import { certificateTag, healthTag } from "../signals/scope.ts";
import { type SyntheticsSources, testLoudness } from "../signals/syntheticTest.ts";
import { commonArgs, type TestArgs } from "./syntheticTest.ts";

/** A certificate ends by days: to look more often finds nothing sooner. In seconds. */
const certificateEvery = 3_600;

export class SyntheticChecks extends pulumi.ComponentResource {
  constructor(name: string, args: SyntheticsSources, opts?: pulumi.ComponentResourceOptions) {
    super("marsana:datadog:SyntheticChecks", name, {}, opts);
    for (const [id, test] of Object.entries(checkArgs(args)))
      new SyntheticsTest(`${name}-${id}`, test, { parent: this });
    this.registerOutputs({});
  }
}

/** The tests by their id. */
export function checkArgs(sources: SyntheticsSources): Record<"health" | "certificate", TestArgs> {
  return { health: healthArgs(sources), certificate: certificateArgs(sources) };
}

/** Somebody is woken where the health address is not answered as the runbook expects. */
function healthArgs(sources: SyntheticsSources): TestArgs {
  const { health, every } = sources;
  const { url } = health;
  return {
    ...commonArgs(
      {
        name: "Health",
        tag: healthTag,
        failed: `${url} does not answer as it must: the application is down, or cannot be reached.`,
        recovered: `${url} answers again.`,
        anchor: "post-deployment-verification",
        loudness: testLoudness.health,
        everySeconds: every.checks,
      },
      sources,
    ),
    subtype: "http",
    requestDefinition: { method: "GET", url },
    assertions: [statusAssertion(health.status)],
  };
}

/** The status itself, or, where the runbook names none, any that means success. */
export function statusAssertion(status: number | undefined) {
  return status === undefined
    ? { type: "statusCode", operator: "matches", target: "^2\\d\\d$" }
    : { type: "statusCode", operator: "is", target: String(status) };
}

function certificateArgs(sources: SyntheticsSources): TestArgs {
  const { health, certificateDays } = sources;
  const { hostname, port } = new URL(health.url);
  return {
    ...commonArgs(
      {
        name: "Certificate",
        tag: certificateTag,
        failed: `The certificate of ${hostname} is not valid, or ends within ${certificateDays} days.`,
        recovered: `The certificate of ${hostname} is valid for more than ${certificateDays} days.`,
        anchor: "incident-response",
        loudness: testLoudness.certificate,
        everySeconds: certificateEvery,
      },
      sources,
    ),
    subtype: "ssl",
    requestDefinition: { host: hostname, port: port || "443" },
    assertions: [{ type: "certificate", operator: "isInMoreThan", target: String(certificateDays) }],
  };
}
