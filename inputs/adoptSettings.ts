// What a stack's config may say about things that exist already: the id under which each is adopted.
import { z } from "zod";
import { key, slug } from "./settingKeys.ts";

/** The forms are those of the providers' import ids. Vercel's name the team only where the project belongs to one. */
const project = "(?:team_\\w+/)?prj_\\w+";

/** YAML reads digits as a number; the id is text all the same. */
const monitorId = z
  .union([z.string(), z.number()])
  .transform(String)
  .pipe(z.string().regex(/^[1-9]\d*$/));

const monitor = {
  meaning:
    "the Datadog monitor of a row of the runbook's table that is there already: the number in its address " +
    "(https://app.datadoghq.com/monitors/<number>)",
  example: "<number>",
};

const variable = {
  meaning:
    "a production variable that this project has already: the project's id, a slash and the variable's own id, " +
    "which Vercel's API lists (GET /v10/projects/<project>/env)",
  example: "team_<id>/prj_<id>/<variable id>",
};

const metric = {
  meaning:
    "the log-based metrics that the account has already, of those that the stack declares: their names, which no " +
    "second one may have",
  example: "sendgrid.events.delivered",
};

const sentryPath = z.string().regex(/^[a-z0-9][a-z0-9_-]*\/[a-z0-9][a-z0-9_-]*$/);

/** Each by its name: a record whose docs and whose errors say the same. */
function named(
  name: z.ZodString,
  value: z.ZodType<string, string | number>,
  { meaning, example }: { meaning: string; example: string },
) {
  return key(z.record(name, key(value, meaning, example)), meaning, example).default({});
}

export const adoptSchema = z.strictObject({
  vercelProject: key(
    z.string().regex(new RegExp(`^${project}$`)),
    "the Vercel project that is there already: team_<id>/prj_<id>, or prj_<id> on a personal account; both ids stand " +
      "on the General page of their settings, and in .vercel/project.json after vercel link",
    "team_<id>/prj_<id>",
  ).optional(),
  vercelDomain: key(
    z.string().regex(new RegExp(`^${project}/(?:[a-z0-9-]+\\.)+[a-z]{2,}$`)),
    "the domain that this project has already: the project's id as above, a slash and the host name",
    "team_<id>/prj_<id>/<host name>",
  ).optional(),
  vercelVariables: named(
    z.string().regex(/^[A-Z][A-Z0-9_]*$/),
    z.string().regex(new RegExp(`^${project}/\\w+$`)),
    variable,
  ),
  sentryTeam: key(
    sentryPath,
    "the Sentry team that is there already: the slugs of organization and team, as in the address of its settings " +
      "(https://<organization>.sentry.io/settings/teams/<team>/)",
    "<organization>/<team>",
  ).optional(),
  sentryProject: key(
    sentryPath,
    "the Sentry project that is there already: the slugs of organization and project, as in the address of its " +
      "settings (https://<organization>.sentry.io/settings/projects/<project>/)",
    "<organization>/<project>",
  ).optional(),
  monitors: named(slug, monitorId, monitor),
  logMetrics: key(
    z.array(key(z.string().min(1), metric.meaning, metric.example)),
    metric.meaning,
    metric.example,
  ).default([]),
});
export type AdoptSettings = z.infer<typeof adoptSchema>;
