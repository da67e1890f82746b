// What config says of who is told: by severity, in shadow, and who of the runbook is called by which Datadog team.
import { z } from "zod";
import { weekdaySchema } from "../calendar/index.ts";
import { onCallSchema, teamHandle } from "./onCallSettings.ts";
import { key, timeZone } from "./settingKeys.ts";

const handle = z.string().regex(/^@[^\s@]\S*$/);
const clock = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/);
const handles = z.array(handle).min(1);

/** The longest shadow of production, in days from the instant of a run. */
export const longestShadowDays = 31;

/** The name of each route, loudest first. */
export const routeNames = ["page", "alert", "warning"] as const;

export const routeShape = {
  handle: key(
    handle,
    "who is told: a Datadog notification handle, such as @slack-alerts; each route is it, unless set below",
    "@<handle>",
  ),
  routes: z
    .strictObject({
      page: key(
        handles,
        "who is woken: the handles that an alert of priority 1 goes to",
        "@oncall-<team>",
      ).optional(),
      alert: key(
        handles,
        "the handles that any other alert goes to, none of which may page",
        "@<handle>",
      ).optional(),
      warning: key(
        handles,
        "the handles that a warning goes to, none of which may page",
        "@<handle>",
      ).optional(),
    })
    .prefault({}),
  contacts: key(
    z.record(
      z.string().regex(/^[^\s/]+$/),
      z.strictObject({
        team: key(
          teamHandle,
          "the handle of the Datadog team, set up for On-Call, that calls this contact of the runbook",
          "<team>",
        ),
      }),
    ),
    "contacts of the runbook, each with the Datadog team that calls them",
    "<team>",
  ).default({}),
  onCall: onCallSchema,
  warningHours: z
    .strictObject({
      days: key(
        z.array(weekdaySchema).min(1).max(7),
        "the days of the week on which warnings are told",
        "MO",
      ).default(["MO", "TU", "WE", "TH", "FR"]),
      from: key(clock, "from when on in the day, HH:MM", "08:00"),
      to: key(clock, "until when in the day, HH:MM, later than `from`", "18:00"),
      timeZone: key(timeZone, "the IANA time zone of the hours", "Europe/Berlin"),
    })
    .optional(),
  shadow: z
    .strictObject({
      handle: key(handle, "the one handle that everything goes to while the stack is in shadow", "@<handle>"),
      until: key(z.iso.date(), "the last day, in UTC, of the shadow", "2026-12-31"),
    })
    .optional(),
};
