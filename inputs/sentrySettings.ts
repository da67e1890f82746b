// What a stack's config may say about Sentry.
import { z } from "zod";
import { eventSpans, sessionSpans } from "../signals/sentryAlerts.ts";
import { key, slug } from "./settingKeys.ts";
import { switchable } from "./switchable.ts";

/** The windows over which Sentry counts for a metric alert, in minutes. */
const windows = [1, 5, 10, 15, 30, 60, 120, 240, 1440] as const;
/** Those over which it measures sessions. */
const sessionWindows = [30, 60, 120, 240, 720, 1440] as const;

const names = <Spans extends object>(spans: Spans) => Object.keys(spans) as (keyof Spans & string)[];
const percent = z.number().gt(0).lt(100);

// The runbook says nothing of single issues and of sessions. These defaults are Sentry's own example of a frequent issue,
// and a share of sessions at which an application is commonly called unstable.
const frequent = z.strictObject({
  events: key(z.int().positive(), "the events of one issue, above which Sentry alerts", "100").default(100),
  eventsWithin: key(
    z.literal(names(eventSpans)),
    `within how long: ${names(eventSpans).join(", ")}`,
    "1h",
  ).default("1h"),
  sessionsPercent: key(
    percent,
    "the percentage of all sessions that one issue affects, above which Sentry alerts (Sentry wants 50 sessions for it)",
    "5",
  ).default(5),
  sessionsWithin: key(
    z.literal(names(sessionSpans)),
    `within how long: ${names(sessionSpans).join(", ")}`,
    "1h",
  ).default("1h"),
});

const crashFree = z.strictObject({
  percent: key(
    percent,
    "the percentage of sessions without a crash, below which Sentry alerts",
    "99",
  ).default(99),
  windowMinutes: key(
    z.literal(sessionWindows),
    `over how many minutes it is measured: ${sessionWindows.join(", ")}; the longer, the less do a few sessions tell`,
    "60",
  ).default(60),
});

const slack = z.strictObject({
  workspaceId: key(
    z.int().positive(),
    "the number of Sentry's integration with the Slack workspace",
    "<number>",
  ),
  channel: key(
    z.string().regex(/^#[^\s#]+$/),
    "the channel that every alert tells beside the team",
    "#<channel>",
  ),
});

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
    repeatMinutes: key(
      z.int().min(5).max(43_200),
      "for how many minutes an alert on an issue says nothing more of the same issue",
      "30",
    ).default(30),
    frequent: frequent.prefault({}),
    crashFree: crashFree.prefault({}),
    slack: slack.optional(),
  },
);
