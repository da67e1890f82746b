// Judges the ids of what is to be adopted against the rest of the config: what is elsewhere could only be replaced.
import { type Runbook, withId } from "../runbook/index.ts";
import { placeOf, problem, removeLine, setLine } from "./configPlace.ts";
import { declaredMetrics } from "./declaredMetrics.ts";
import { nearestOf } from "./nearest.ts";
import type { Settings } from "./settings.ts";
import { variableNames } from "./variables.ts";

/** What the ids must fit. */
export interface AdoptionPlace {
  stack: string;
  runbook: Runbook;
  /** The host name under which people reach the application. */
  domain: string;
  /** The slug of the Sentry organization, where it is known. */
  organization: string | undefined;
}

/** One problem for each id that names nothing of the stack, or something that is not where the config says. */
export function adoptionProblems(settings: Settings, place: AdoptionPlace): string[] {
  return [
    ...teamProblems(settings, place),
    ...projectProblems(settings, place),
    ...sentryProblems(settings, place),
    ...monitorProblems(settings, place),
    ...metricProblems(settings, place),
  ];
}

const adoptPlace = (...path: PropertyKey[]): string => placeOf(["adopt", ...path]);

/** The problem of an id that can only be one: its mend is to set that one, or to adopt nothing. */
function onlyOne(path: string[], found: string, required: string, why: string, stack: string): string[] {
  if (found === required) return [];
  const place = adoptPlace(...path);
  const mend = `${setLine(stack, place, "--path", required)}, or ${removeLine(stack, place)}`;
  return [problem(place, found, `${required}, ${why}`, mend)];
}

/** The team in the project's id is the team of everything else that the stack has at Vercel. */
function teamProblems({ adopt, vercel }: Settings, { stack }: AdoptionPlace): string[] {
  const id = adopt.vercelProject;
  if (id === undefined) return [];
  const [project = "", team] = id.split("/").reverse();
  const teamPlace = placeOf(["vercel", "teamId"]);
  if (vercel.teamId === undefined && team !== undefined) {
    const required = `${team}, the team in ${adoptPlace("vercelProject")}`;
    return [problem(teamPlace, "nothing", required, setLine(stack, teamPlace, "--path", team))];
  }
  const required = vercel.teamId === undefined ? project : `${vercel.teamId}/${project}`;
  return onlyOne(["vercelProject"], id, required, `as ${teamPlace} says`, stack);
}

/** What belongs to a project can only be adopted with it. */
function projectProblems(settings: Settings, place: AdoptionPlace): string[] {
  const { vercelProject, vercelDomain, vercelVariables } = settings.adopt;
  const parts = [
    ...(vercelDomain === undefined ? [] : [["vercelDomain"]]),
    ...Object.keys(vercelVariables).map((name) => ["vercelVariables", name]),
  ];
  return vercelProject === undefined
    ? parts.map((path) => withoutProject(path, place.stack))
    : [
        ...domainProblems(settings, vercelProject, place),
        ...variableProblems(settings, vercelProject, place.stack),
      ];
}

function withoutProject(path: string[], stack: string): string {
  const project = adoptPlace("vercelProject");
  const part = adoptPlace(...path);
  const mend = `${setLine(stack, project, "--path", "team_<id>/prj_<id>")}, or ${removeLine(stack, part)}`;
  return problem(part, `an id, but nothing at ${project}`, "the project that it belongs to", mend);
}

function domainProblems({ adopt }: Settings, project: string, { stack, domain }: AdoptionPlace): string[] {
  if (adopt.vercelDomain === undefined) return [];
  const why = "the stack's domain in that project";
  return onlyOne(["vercelDomain"], adopt.vercelDomain, `${project}/${domain}`, why, stack);
}

function variableProblems(settings: Settings, project: string, stack: string): string[] {
  const names = variableNames(settings);
  return Object.entries(settings.adopt.vercelVariables).flatMap(([name, id]) => {
    const path = ["vercelVariables", name];
    if (!names.includes(name)) return [noSuchName(path, names, "a variable that the stack sets", stack)];
    return onlyOne(path, id, `${project}/${id.split("/").at(-1)}`, "in that project", stack);
  });
}

/** The problem of an id whose service the stack does not use: nothing would adopt it, and nobody would be told. */
function isOff(service: "sentry" | "datadog", path: readonly PropertyKey[], stack: string): string {
  const id = adoptPlace(...path);
  const place = placeOf([service, "enabled"]);
  const mend = `${removeLine(stack, id)}, or ${setLine(stack, place, "--path", "true")}`;
  return problem(id, `an id, and ${place} false`, "no id of a service that is off", mend);
}

function sentryProblems({ adopt, sentry }: Settings, { stack, organization }: AdoptionPlace): string[] {
  const named = { sentryTeam: "team", sentryProject: "project" } as const;
  return (["sentryTeam", "sentryProject"] as const).flatMap((key) => {
    const found = adopt[key];
    if (found === undefined) return [];
    if (!sentry.enabled) return [isOff("sentry", [key], stack)];
    // Without an organization there is a problem already, and nothing to compare with.
    if (organization === undefined) return [];
    const why = `as ${placeOf(["sentry", named[key]])} and the organization say`;
    return onlyOne([key], found, `${organization}/${sentry[named[key]]}`, why, stack);
  });
}

function monitorProblems({ adopt, datadog }: Settings, { stack, runbook }: AdoptionPlace): string[] {
  const rows = runbook.thresholds.map(({ id }) => id);
  const entries = Object.entries(adopt.monitors);
  if (!datadog.enabled) return entries.map(([row]) => isOff("datadog", ["monitors", row], stack));
  return entries.flatMap(([row, id], at) => {
    if (withId(runbook.thresholds, row) === undefined)
      return [noSuchName(["monitors", row], rows, "a row of the runbook's table", stack)];
    const [first] = entries.slice(0, at).find(([, earlier]) => earlier === id) ?? [];
    if (first === undefined) return [];
    const place = adoptPlace("monitors", row);
    const required = "a monitor of its own";
    return [
      problem(place, `${id}, which ${first} adopts`, required, setLine(stack, place, "--path", "<number>")),
    ];
  });
}

function metricProblems(settings: Settings, { stack, runbook }: AdoptionPlace): string[] {
  const { adopt, datadog } = settings;
  if (!datadog.enabled)
    return adopt.logMetrics.map((_, index) => isOff("datadog", ["logMetrics", index], stack));
  const names = declaredMetrics(settings, runbook).logMetrics.map(({ name }) => name);
  return adopt.logMetrics.flatMap((name, index) => {
    if (names.includes(name)) return [];
    const place = adoptPlace("logMetrics", index);
    const required = `a log-based metric that the stack declares (${names.join(", ") || "none"})`;
    return [problem(place, name, required, removeLine(stack, place))];
  });
}

function noSuchName(path: string[], names: readonly string[], what: string, stack: string): string {
  const place = adoptPlace(...path);
  const name = path.at(-1) ?? "";
  const nearest = nearestOf(name, names);
  const known = nearest === undefined ? names.join(", ") : `the nearest is ${nearest}`;
  return problem(place, "a name that nothing here has", `${what} (${known})`, removeLine(stack, place));
}
