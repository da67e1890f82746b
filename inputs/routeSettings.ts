// What config says of who is told: by severity, in shadow, and who of the runbook is called by which Datadog team.
import { z } from "zod";
import { onCallSchema, teamHandle } from "./onCallSettings.ts";
import { key } from "./settingKeys.ts";

const handle = z.string().regex(/^@[^\s@]\S*$/);
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
  shadow: z
    .strictObject({
      handle: key(handle, "the one handle that everything goes to while the stack is in shadow", "@<handle>"),
      until: key(z.iso.date(), "the last day, in UTC, of the shadow", "2026-12-31"),
    })
    .optional(),
};
