// What config says of the teams of Datadog On-Call that the stack is to make.
import { z } from "zod";
import { key, timeZone } from "./settingKeys.ts";

/** The handle of a Datadog team. */
export const teamHandle = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]*$/, "a handle in lower case: letters, digits, dots, _ and -");

const uuid = z.guid();
const users = z.array(uuid).min(1);

const rotation = z.strictObject({
  name: key(teamHandle, "the name of the new schedule; no two rotations have the same", "<schedule>"),
  users: key(users, "the ids of the Datadog users who take turns, in their order", "<user id>"),
  from: key(
    z.iso.datetime(),
    "when the first turn begins, in UTC; hand-overs keep the hour of it",
    "2026-12-01T09:00:00Z",
  ),
  days: key(z.int().min(1).max(365), "how many days a turn takes", "7").default(7),
  timeZone: key(timeZone, "the IANA time zone that hand-overs keep their hour in", "Europe/Berlin").default(
    "UTC",
  ),
});

const step = z.strictObject({
  schedule: key(
    uuid,
    "the id of an On-Call schedule that exists: who is on call there is paged",
    "<schedule id>",
  ).optional(),
  users: key(users, "the ids of Datadog users, who are paged at once", "<user id>").optional(),
  rotation: rotation.optional(),
  minutes: key(
    z.int().min(1).max(600),
    "how many minutes the step waits for an answer before the next one pages",
    "10",
  ).default(10),
});

export const onCallSchema = key(
  z.record(
    teamHandle,
    z.strictObject({
      name: key(z.string().min(1), "the name of the team; without it its handle", "<team>").optional(),
      steps: key(
        z.array(step).min(1),
        "at least one step of a page, each with whom it pages",
        "<schedule id>",
      ),
      retries: key(
        z.int().min(0).max(10),
        "how often the steps are gone through again when nobody answers",
        "2",
      ).default(2),
    }),
  ),
  "teams of Datadog On-Call that the stack makes, each by its handle; a team that exists is not named here",
  "<team>",
).default({});
