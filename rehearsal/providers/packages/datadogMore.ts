// The further resources of the Datadog stand-in: log metrics, synthetic tests, dashboards and objectives.

import { boolean, integer, list, map, number, object, replaces, required, string } from "../shape.ts";
import {
  always,
  digits,
  type Made,
  output,
  type Problem,
  type Resource,
  slug,
  textOf,
  whole,
} from "../table.ts";
import { isList, isObject, isUnknown, type Value, type Values } from "../value.ts";
import {
  apiStep,
  assertion,
  basicauth,
  clientCertificate,
  requestDefinition,
  requestFile,
  requestProxy,
} from "./datadogApiTest.ts";
import { browserStep, mobileOptionsList, mobileStep, optionsList, variable } from "./datadogUiTest.ts";

/** The form of the public ids of tests and dashboards: `abc-def-ghi`. */
const publicId = ({ urn, attempt }: Made): string => threes(urn, attempt);

const threes = (...words: readonly (string | number)[]): string =>
  digits(9, ...words).replace(/^(...)(...)(...)$/, "$1-$2-$3");

export const logsMetric: Resource = {
  inputs: {
    compute: required(
      replaces(
        object({
          aggregationType: required(replaces(string)),
          includePercentiles: boolean,
          path: replaces(string),
        }),
      ),
    ),
    filter: required(object({ query: required(string) })),
    groupBies: list(object({ path: required(string), tagName: required(string) })),
    name: required(replaces(string)),
  },
  outputs: {},
  // The name of a log-based metric is its id: a second one of the same name is refused.
  id: ({ inputs }) => textOf(inputs["name"]),
};

/** What the account says of a metric, which is there with it. */
export const metricMetadata: Resource = {
  inputs: {
    description: string,
    metric: required(string),
    perUnit: string,
    shortName: string,
    statsdInterval: integer,
    type: string,
    unit: string,
  },
  outputs: {},
  id: ({ inputs }) => textOf(inputs["metric"]),
  setting: true,
};

export const syntheticsTest: Resource = {
  inputs: {
    apiSteps: list(apiStep),
    assertions: list(assertion),
    browserSteps: list(browserStep),
    browserVariables: list(variable),
    configInitialApplicationArguments: map(string),
    configVariables: list(variable),
    deviceIds: list(string),
    forceDeleteDependencies: boolean,
    locations: required(list(string)),
    message: string,
    mobileOptionsList,
    mobileSteps: list(mobileStep),
    name: required(string),
    optionsList,
    requestBasicauth: basicauth,
    requestClientCertificate: clientCertificate,
    requestDefinition,
    requestFiles: list(requestFile),
    requestHeaders: map(string),
    requestMetadata: map(string),
    requestProxy,
    requestQuery: map(string),
    setCookie: string,
    status: required(string),
    subtype: string,
    tags: list(string),
    type: required(string),
    variablesFromScript: string,
  },
  outputs: {
    monitorId: output(integer, ({ urn }) => whole(9, "monitor", urn)),
    "apiSteps[].id": output(string, ({ urn, at }) => threes(urn, at)),
    "apiSteps[].requestFiles[].bucketKey": output(
      string,
      ({ urn, at }) => `api-upload-file/${digits(12, urn, at)}.json`,
    ),
  },
  id: publicId,
};

/** A dashboard is text that the service parses. */
function dashboardProblems({ dashboard }: Values): Problem[] {
  if (isUnknown(dashboard)) return [];
  try {
    JSON.parse(textOf(dashboard));
    return [];
  } catch (error) {
    return [{ property: "dashboard", reason: `found text that is not JSON, required a dashboard: ${error}` }];
  }
}

const titleOf = (dashboard: string): string => {
  const { title = "dashboard" }: { title?: unknown } = JSON.parse(dashboard);
  return slug(String(title));
};

export const dashboardJson: Resource = {
  inputs: { dashboard: required(string), dashboardLists: list(integer), url: string },
  outputs: {
    dashboardListsRemoveds: always(list(integer), []),
    // Only the path: the service leaves out the site.
    url: output(string, ({ id, inputs }) => `/dashboard/${id}/${titleOf(textOf(inputs["dashboard"], "{}"))}`),
  },
  id: publicId,
  refuses: dashboardProblems,
};

export const monitorJson: Resource = {
  inputs: { monitor: required(string), url: string },
  outputs: { url: output(string, ({ id }) => `/monitors/${id}`) },
  id: ({ urn, attempt }) => String(whole(9, urn, attempt)),
};

const metricQuery = object({ dataSource: string, name: required(string), query: required(string) });
const sliQuery = object({ metricQuery });

const sliSpecification = object({
  count: object({
    badEventsFormula: string,
    goodEventsFormula: required(string),
    queries: required(list(sliQuery)),
    totalEventsFormula: string,
  }),
  timeSlice: object({
    comparator: required(string),
    query: required(
      object({
        formula: required(object({ formulaExpression: required(string) })),
        queries: required(list(sliQuery)),
      }),
    ),
    queryIntervalSeconds: integer,
    threshold: required(number),
  }),
});

const objectiveThreshold = object({
  target: required(number),
  targetDisplay: string,
  timeframe: required(string),
  warning: number,
  warningDisplay: string,
});

/** What the service repeats of an objective's first threshold. */
const ofFirstThreshold =
  (property: string, otherwise: Value) =>
  ({ inputs }: Made): Value => {
    const first = isList(inputs["thresholds"]) ? inputs["thresholds"][0] : undefined;
    return isObject(first) ? (first[property] ?? otherwise) : otherwise;
  };

export const serviceLevelObjective: Resource = {
  inputs: {
    description: string,
    forceDelete: boolean,
    groups: list(string),
    ignoreTagKeys: list(string),
    monitorIds: list(integer),
    name: required(string),
    query: object({ denominator: required(string), numerator: required(string) }),
    sliSpecification,
    tags: list(string),
    targetThreshold: number,
    thresholds: required(list(objectiveThreshold)),
    timeframe: string,
    type: required(replaces(string)),
    validate: boolean,
    warningThreshold: number,
  },
  outputs: {
    tags: always(list(string), []),
    targetThreshold: output(number, ofFirstThreshold("target", 0)),
    "thresholds[].targetDisplay": output(string, ({ parent }) => String(parent["target"])),
    timeframe: output(string, ofFirstThreshold("timeframe", "")),
    warningThreshold: output(number, ofFirstThreshold("warning", null)),
  },
  id: ({ urn, attempt }) => digits(32, urn, attempt),
};
