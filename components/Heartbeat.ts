// A call from Datadog to a service outside of it, which tells people when the calls stay away: who else would see it blind?
import { SyntheticsTest } from "@pulumi/datadog/syntheticsTest.js";
import * as pulumi from "@pulumi/pulumi";
import { heartbeatTag } from "../signals/scope.ts";
import { leastLocations, type SyntheticsSources, testLoudness } from "../signals/syntheticTest.ts";
import { statusAssertion } from "./SyntheticChecks.ts";
import { secretVariable } from "./secretVariable.ts";
import { commonArgs, type TestArgs } from "./syntheticTest.ts";

/** The address holds a token: the test has only the variable's name. */
const addressVariable = "HEARTBEAT_URL";
/** In seconds, whatever the cadence of the other tests: the service outside waits for it. */
const beatEvery = 60;

export interface HeartbeatArgs extends SyntheticsSources {
  /** The address that the service outside has given. */
  readonly url: pulumi.Output<string>;
}

export class Heartbeat extends pulumi.ComponentResource {
  constructor(name: string, args: HeartbeatArgs, opts?: pulumi.ComponentResourceOptions) {
    super("marsana:datadog:Heartbeat", name, {}, opts);
    const { id } = secretVariable(`${name}-url`, addressVariable, args.url, args, this);
    const configVariables = [{ type: "global", name: addressVariable, id }];
    new SyntheticsTest(name, { ...heartbeatArgs(args), configVariables }, { parent: this });
    this.registerOutputs({});
  }
}

/** From several locations, so that one of them in trouble is no alarm; from no more, as such services count the calls. */
export function heartbeatArgs(sources: SyntheticsSources): TestArgs {
  const common = commonArgs(
    {
      name: "Heartbeat",
      tag: heartbeatTag,
      failed:
        "The service that watches Datadog from outside cannot be reached: it will say that Datadog is silent.",
      recovered: "The service that watches Datadog from outside is reached again.",
      anchor: "incident-response",
      loudness: testLoudness.heartbeat,
      everySeconds: beatEvery,
    },
    sources,
  );
  return {
    ...common,
    locations: sources.locations.slice(0, leastLocations),
    subtype: "http",
    requestDefinition: { method: "GET", url: `{{ ${addressVariable} }}` },
    assertions: [statusAssertion(undefined)],
  };
}
