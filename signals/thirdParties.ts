// The services of others on which the application depends: what is asked whether the fault is theirs, and what tells that it is felt.
import { slug } from "github-slugger";
import type { Measured } from "./signal.ts";

/** Where a service is reached, and where it says how it is. */
export interface ThirdPartyPlaces {
  /** The host to which the application's requests go; `*.` in front stands for any below it. */
  readonly host: string;
  /** The status page as JSON, in the form of Atlassian Statuspage: `status.indicator` is none, minor, major or critical. */
  readonly statusUrl: string;
}

export interface ThirdParty extends ThirdPartyPlaces {
  /** The slug of its name. */
  readonly id: string;
  /** As the runbook names it. */
  readonly name: string;
}

/** Those that ship; config adds others, and replaces these. */
export const shippedThirdParties: Readonly<Record<string, ThirdPartyPlaces>> = {
  sendgrid: { host: "api.sendgrid.com", statusUrl: "https://status.sendgrid.com/api/v2/status.json" },
  mapbox: { host: "api.mapbox.com", statusUrl: "https://status.mapbox.com/api/v2/status.json" },
  sentry: { host: "*.sentry.io", statusUrl: "https://status.sentry.io/api/v2/status.json" },
};

/** The service that the runbook calls so; undefined where neither config nor this project knows it. */
export function thirdPartyOf(
  name: string,
  configured: Readonly<Record<string, ThirdPartyPlaces>>,
): ThirdParty | undefined {
  const id = slug(name);
  const known = { ...shippedThirdParties, ...configured };
  const places = Object.hasOwn(known, id) ? known[id] : undefined;
  return places && { id, name, ...places };
}

/**
 * The share of the application's own requests to a service that fail, in percent. The span is dd-trace's for requests by
 * `http` and `fetch`; `peer.hostname` is on the trace metrics of its client spans ("Inferred services" in Datadog's
 * documentation).
 * @param minimumRequests it is judged where there were more than so many in ten minutes
 */
export function ownFailures({ host }: ThirdParty, minimumRequests: number): Measured {
  const count = (what: "hits" | "errors") =>
    `sum:trace.http.request.${what}{env:$environment,service:$service,peer.hostname:${host}} by {env}.as_count()`;
  return {
    query: `sum(last_10m):100 * ${count("errors")} / ${count("hits")}`,
    unit: "percent",
    traffic: count("hits"),
    minimumTraffic: minimumRequests,
  };
}
