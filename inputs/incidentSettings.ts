// What config says of the incidents: from which lines on the database and the services of others are one, and how loud.
import { z } from "zod";
import { type DatabaseMeasureId, databaseMeasureIds, databaseMeasures } from "../signals/database.ts";
import { key, slug } from "./settingKeys.ts";

const percent = z.number().gt(0).lt(100);

function lineKey(id: DatabaseMeasureId) {
  const { title, unit, line } = databaseMeasures[id];
  const form = unit === "%" ? percent : z.number().positive();
  return key(form, `${title} from which on it is an incident, in ${unit}`, String(line)).default(line);
}

const lines = Object.fromEntries(databaseMeasureIds.map((id) => [id, lineKey(id)])) as Record<
  DatabaseMeasureId,
  ReturnType<typeof lineKey>
>;

const serviceSchema = z.strictObject({
  host: key(
    z.string().regex(/^(?:\*\.)?(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/),
    "the host to which the application's requests to the service go; `*.` in front stands for any below it",
    "api.<host>",
  ),
  statusUrl: key(
    z.url({ protocol: /^https$/ }),
    "the service's status page as JSON, in the form of Atlassian Statuspage",
    "https://status.<host>/api/v2/status.json",
  ),
});

export const incidentsSchema = z.strictObject({
  databaseIncident: key(
    slug,
    "the id, or a former one, of the runbook's incident that is a degradation of the database",
    "database-performance-degradation",
  ).default("database-performance-degradation"),
  database: z.strictObject(lines).prefault({}),
  services: key(
    z.record(slug, serviceSchema),
    "services that the runbook's incidents name in parentheses, by the slug of their name: those that do not ship, and " +
      "those that are elsewhere",
    "<service>",
  ).default({}),
  failurePercent: key(
    percent,
    "the share of the application's own requests to such a service that fail, from which on it is an incident, in %",
    "20",
  ).default(20),
  minimumRequests: key(
    z.int().min(0),
    "it is judged only where there were more than so many requests to the service in ten minutes",
    "10",
  ).default(10),
  statusLocations: key(
    z.array(z.string().min(1)).min(1),
    "the locations from which Datadog asks the status pages; a page has failed where it fails from all of them",
    "aws:eu-central-1",
  ).default(["aws:eu-central-1", "aws:us-east-1"]),
  quietSymptoms: key(
    z.boolean(),
    "let the error rate's incident page only while no measure of the database pages already",
    "true",
  ).default(false),
});
