// What config says of Datadog: the account, who is told, who owns the monitors.
import { z } from "zod";
import { routeShape } from "./routeSettings.ts";
import { hostname, key, slug } from "./settingKeys.ts";
import { switchable } from "./switchable.ts";

export const datadogSchema = switchable(
  {
    enabled: "watch every row of the runbook's table with Datadog",
    acceptOff: "accept in production that Datadog is off, and no row has a monitor",
  },
  {
    site: key(hostname, "the Datadog site of the account", "datadoghq.com").default("datadoghq.com"),
    service: key(slug, "the `service` tag of the application", "<service>"),
    ...routeShape,
    team: key(
      slug,
      "the team that owns the monitors: their `team` tag; without it the service itself is named",
      "<team>",
    ).optional(),
    mutedInMaintenance: key(
      z.array(z.string().min(1)),
      "what the maintenance window mutes beside availability, which it always mutes: `row:`, `incident:`, `check:` or " +
        "`flow:`, each with the id of one",
      "flow:<id>",
    ).default([]),
    declare: z
      .strictObject({
        emailMetrics: key(
          z.boolean(),
          "declare the log-based metrics on SendGrid's events; `false` where another stack of the same account does",
          "false",
        ).default(true),
        realtimeMetric: key(
          z.boolean(),
          "declare type and unit of the realtime probe's metric, once it has been published; by one stack of an account",
          "true",
        ).default(false),
      })
      .prefault({}),
    budget: z
      .strictObject({
        monitors: key(
          z.int().min(1),
          "how many monitors the stack may have; each synthetic test is one, as Datadog makes a monitor of it",
          "60",
        ).default(60),
        customMetrics: key(
          z.int().min(0),
          "how many custom metrics the stack may declare, each counted once, whatever its tags",
          "10",
        ).default(10),
      })
      .prefault({}),
  },
);
