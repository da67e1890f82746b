// The further resources of the Datadog stand-in: log metrics, synthetic tests, dashboards and objectives.

import { always, type Behaviour, digits, type Made, type Problem, slug, textOf, whole } from "../table.ts";
import { isList, isObject, isUnknown, type Value, type Values } from "../value.ts";

/** The form of the public ids of tests and dashboards: `abc-def-ghi`. */
const publicId = ({ urn, attempt }: Made): string => inThrees(urn, attempt);

const inThrees = (...words: readonly (string | number)[]): string =>
  digits(9, ...words).replace(/^(...)(...)(...)$/, "$1-$2-$3");

export const logsMetric: Behaviour = {
  // The name of a log-based metric is its id: a second one of the same name is refused.
  id: ({ inputs }) => textOf(inputs["name"]),
};

/** What the account says of a metric, which is there with it. */
export const metricMetadata: Behaviour = {
  id: ({ inputs }) => textOf(inputs["metric"]),
  setting: true,
};

export const syntheticsTest: Behaviour = {
  outputs: {
    monitorId: ({ urn }) => whole(9, "monitor", urn),
    "apiSteps[].id": ({ urn, at }) => inThrees(urn, at),
    "apiSteps[].requestFiles[].bucketKey": ({ urn, at }) => `api-upload-file/${digits(12, urn, at)}.json`,
  },
  id: publicId,
  refuses: intervalProblems,
};

/** As recorded in refused.jsonl, bad-16. */
function intervalProblems({ optionsList }: Values): Problem[] {
  const seconds = isObject(optionsList) ? optionsList["tickEvery"] : undefined;
  if (typeof seconds !== "number" || (seconds >= 30 && seconds <= 604_800)) return [];
  return [
    {
      property: "optionsList.tickEvery",
      reason: `expected options_list.0.tick_every to be in the range (30 - 604800), got ${seconds}`,
    },
  ];
}

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

export const dashboardJson: Behaviour = {
  outputs: {
    dashboardListsRemoveds: always([]),
    // Only the path: the service leaves out the site.
    url: ({ id, inputs }) => `/dashboard/${id}/${titleOf(textOf(inputs["dashboard"], "{}"))}`,
  },
  id: publicId,
  refuses: dashboardProblems,
};

export const monitorJson: Behaviour = {
  outputs: { url: ({ id }) => `/monitors/${id}` },
  id: ({ urn, attempt }) => String(whole(9, urn, attempt)),
};

/** What the service repeats of an objective's first threshold. */
const ofFirstThreshold =
  (property: string, otherwise: Value) =>
  ({ inputs }: Made): Value => {
    const first = isList(inputs["thresholds"]) ? inputs["thresholds"][0] : undefined;
    return isObject(first) ? (first[property] ?? otherwise) : otherwise;
  };

export const serviceLevelObjective: Behaviour = {
  outputs: {
    tags: always([]),
    targetThreshold: ofFirstThreshold("target", 0),
    "thresholds[].targetDisplay": ({ parent }) => String(parent["target"]),
    timeframe: ofFirstThreshold("timeframe", ""),
    warningThreshold: ofFirstThreshold("warning", null),
  },
  id: ({ urn, attempt }) => digits(32, urn, attempt),
};
