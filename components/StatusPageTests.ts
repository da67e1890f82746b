// Datadog's tests of the status pages of others' services: whether a fault that we feel is theirs.
import { SyntheticsTest, type SyntheticsTestArgs } from "@pulumi/datadog/syntheticsTest.js";
import * as pulumi from "@pulumi/pulumi";
import { incidentUrl, plainTitle } from "../signals/incidentMessage.ts";
import { ownerTag, purposeTag, sourceTag } from "../signals/scope.ts";
import { type IncidentSources, statusId, statusPageName } from "../signals/watch.ts";
import { lastingFailure } from "./syntheticTest.ts";

/** Between two looks at a status page, in seconds. */
const every = 300;
/** Asked again before it counts as failed: so often, after so many milliseconds. */
const retry = { count: 2, interval: 1000 };
/** Of Datadog's priorities the last: it tells nobody. */
const quietest = 5;

export class StatusPageTests extends pulumi.ComponentResource {
  /** The monitor that Datadog makes for each test, by what it is known as in a composite. */
  readonly monitors: Readonly<Record<string, pulumi.Output<number>>>;

  constructor(name: string, sources: IncidentSources, opts?: pulumi.ComponentResourceOptions) {
    super("marsana:datadog:StatusPageTests", name, {}, opts);
    this.monitors = Object.fromEntries(
      Object.entries(statusPageTests(sources)).map(([id, args]) => [
        id,
        new SyntheticsTest(`${name}-${id}`, args, { parent: this }).monitorId,
      ]),
    );
    this.registerOutputs({});
  }
}

/** One for each service, by what its monitor is known as. */
export function statusPageTests(sources: IncidentSources): Record<string, SyntheticsTestArgs> {
  return Object.fromEntries(
    sources.thirdParties.map((one) => [statusId(one.service), testArgs(one, sources)]),
  );
}

/**
 * Fails while the page says that there is a major or critical incident, or cannot be read. It tells nobody by itself: an
 * incident of theirs that we do not feel is none of ours. It carries neither `env` nor `service`: the uptime is measured
 * by all tests that carry both, and a status page is not the application.
 */
function testArgs(
  { incident, service }: IncidentSources["thirdParties"][number],
  { runbookUrl, team, statusLocations }: IncidentSources,
): SyntheticsTestArgs {
  const name = statusPageName(service);
  return {
    name,
    type: "api",
    subtype: "http",
    status: "live",
    message: `${plainTitle(service.name)} says that it has an incident. What to do: ${incidentUrl(incident, runbookUrl)}`,
    tags: [sourceTag, ownerTag(team), purposeTag("incident", incident.id)],
    locations: [...statusLocations],
    requestDefinition: { method: "GET", url: service.statusUrl },
    assertions: [
      {
        type: "body",
        operator: "validatesJSONPath",
        targetjsonpath: {
          jsonpath: "$.status.indicator",
          operator: "matches",
          targetvalue: "^(none|minor)$",
        },
      },
    ],
    optionsList: {
      tickEvery: every,
      retry,
      minFailureDuration: lastingFailure(every),
      minLocationFailed: statusLocations.length,
      monitorName: name,
      monitorPriority: quietest,
    },
  };
}
