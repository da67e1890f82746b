// What a stack's config may say about Sentry.
import { z } from "zod";
import { key, slug } from "./settingKeys.ts";
import { switchable } from "./switchable.ts";

/** The windows over which Sentry counts for a metric alert, in minutes. */
const windows = [1, 5, 10, 15, 30, 60, 120, 240, 1440] as const;

export const sentrySchema = switchable(
  {
    enabled: "track errors with Sentry, and alert on them",
    acceptOff: "accept in production that Sentry is off, and none of its alerts is there",
  },
  {
    organization: key(slug, "the slug of the Sentry organization", "<organization>").optional(),
    team: key(slug, "the slug of the Sentry team", "<team>"),
    project: key(slug, "the slug of the Sentry project", "<project>"),
    errorMetric: key(
      slug,
      "the id, or a former one, of the runbook's metric that the error rate's alert watches",
      "error-rate",
    ).default("error-rate"),
    errorIncident: key(
      slug,
      "the id, or a former one, of the runbook's incident that begins where the error rate is too high by far",
      "error-rate-spike",
    ).default("error-rate-spike"),
    silenceMinutes: key(
      z.literal(windows),
      `for how many minutes there may be no transaction at all: ${windows.join(", ")}`,
      "60",
    ).default(60),
  },
);
