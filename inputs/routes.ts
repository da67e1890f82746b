// Who is told of what, from config, contacts and instant: the routes, what is wrong with them, and what to know of them.
import { completed } from "../release/people.ts";
import { dayMs } from "../release/situation.ts";
import type { Runbook } from "../runbook/index.ts";
import { isPager, onCallHandle } from "../signals/pagers.ts";
import type { Routes } from "../signals/recipients.ts";
import { placeOf, problem, removeLine, setLine } from "./configPlace.ts";
import { nearestOf } from "./nearest.ts";
import { longestShadowDays, routeNames } from "./routeSettings.ts";
import type { Settings } from "./settings.ts";

/** Who is told of what. */
export interface RouteInputs {
  /** Those of now. */
  readonly routes: Routes;
  /** The routes once the stack is out of shadow. */
  readonly ownRoutes: Routes;
  /** What a person should know of the routes, a sentence each. */
  readonly routeNotices: readonly string[];
}

/** The settings of what is switched on. */
type On = Extract<Settings["datadog"], { enabled: true }>;
type SettingsOn = Pick<Settings, "environment" | "gate"> & { readonly datadog: On };

/** The routes as they are now and once there is no shadow, and a problem for each thing that does not fit. */
export function routesOf(
  settings: SettingsOn,
  stack: string,
  { runbook, now }: { runbook: Runbook; now: Date },
): RouteInputs & { problems: string[] } {
  const { datadog, environment } = settings;
  const { handle, routes: set, shadow } = datadog;
  const called = Object.values(datadog.contacts).map(({ team }) => onCallHandle(team));
  const ownRoutes: Routes = {
    page: [...new Set([...(set.page ?? [handle]), ...called])],
    alert: set.alert ?? [handle],
    warning: set.warning ?? [handle],
  };
  const isShadow = shadow !== undefined && now.getTime() < Date.parse(shadow.until) + dayMs;
  const all = shadow && [shadow.handle];
  const routes =
    isShadow && all ? { page: all, alert: all, warning: all, shadowUntil: shadow.until } : ownRoutes;
  return {
    routes,
    ownRoutes,
    routeNotices: [
      ...(isShadow ? [shadowNotice(shadow)] : []),
      ...(environment === "production" && !ownRoutes.page.some(isPager)
        ? [pageNotice(ownRoutes, settings, runbook)]
        : []),
    ],
    problems: [
      ...pagerProblems(datadog, stack),
      ...contactProblems(settings, stack, runbook),
      ...shadowProblems(settings, stack, ownRoutes, now),
      ...hoursProblems(datadog, stack),
    ],
  };
}

function shadowNotice({ handle, until }: NonNullable<On["shadow"]>): string {
  return (
    `In shadow until the end of ${until}: every monitor tells ${handle} alone, and pages nobody. The first update ` +
    "after that day sets the routes"
  );
}

function pageNotice({ page }: Routes, { gate }: Pick<Settings, "gate">, { contacts }: Runbook): string {
  const wanted = contacts.filter((contact) => completed(contact, gate.contacts).reach === "page");
  const whom = wanted.length === 0 ? "" : `; to be paged: ${wanted.map(({ id }) => id).join(", ")}`;
  return `An alert that pages goes to ${page.join(", ")}, which wakes nobody${whom} (docs/routing.md)`;
}

/** Nobody is woken but by an alert that pages. */
function pagerProblems({ handle, routes, shadow }: On, stack: string): string[] {
  const quiet = routeNames.filter((name) => name !== "page");
  return [
    ...quiet.flatMap((name) => {
      const own = routes[name];
      const place = placeOf(["datadog", "routes", name]);
      const found = (own ?? [handle]).filter(isPager);
      if (found.length === 0) return [];
      return problem(
        place,
        `${found.join(", ")}${own === undefined ? ", from datadog.handle" : ""}`,
        "handles that wake nobody: only datadog.routes.page may hold one that does",
        setLine(stack, `${place}[0]`, "--path", "@<handle>"),
      );
    }),
    ...(shadow !== undefined && isPager(shadow.handle)
      ? [
          problem(
            placeOf(["datadog", "shadow", "handle"]),
            shadow.handle,
            "a handle that wakes nobody",
            setLine(stack, placeOf(["datadog", "shadow", "handle"]), "--path", "@<handle>"),
          ),
        ]
      : []),
  ];
}

/** A mapping that leads to nobody of the runbook, or pages somebody who is not to be paged. */
function contactProblems({ datadog, gate }: SettingsOn, stack: string, runbook: Runbook): string[] {
  const ids = runbook.contacts.map(({ id }) => id);
  return Object.keys(datadog.contacts).flatMap((id) => {
    const place = placeOf(["datadog", "contacts", id]);
    const contact = runbook.contacts.find((one) => one.id === id);
    if (contact === undefined) {
      const nearest = nearestOf(id, ids);
      const required = nearest === undefined ? `one of ${ids.join(", ")}` : `the nearest is ${nearest}`;
      return problem(place, "a contact that the runbook has not", required, removeLine(stack, place));
    }
    const { reach } = completed(contact, gate.contacts);
    if (reach === "page") return [];
    const reachPlace = placeOf(["gate", "contacts", id, "reach"]);
    return problem(
      place,
      `a team that is paged, and ${reachPlace} ${reach ?? "not set"}`,
      "a contact who is reached by a page",
      `${setLine(stack, reachPlace, "--path", "page")}, or ${removeLine(stack, place)}`,
    );
  });
}

function hoursProblems({ warningHours }: On, stack: string): string[] {
  if (warningHours === undefined || warningHours.from < warningHours.to) return [];
  const place = placeOf(["datadog", "warningHours", "to"]);
  return [
    problem(
      place,
      `${warningHours.to}, and from ${warningHours.from}`,
      "a later time of the same day than that of from",
      setLine(stack, place, "--path", "18:00"),
    ),
  ];
}

function shadowProblems({ datadog, environment }: SettingsOn, stack: string, own: Routes, now: Date) {
  const { shadow } = datadog;
  if (shadow === undefined) return [];
  const handlePlace = placeOf(["datadog", "shadow", "handle"]);
  const untilPlace = placeOf(["datadog", "shadow", "until"]);
  const latest = new Date(now.getTime() + longestShadowDays * dayMs);
  const shared = routeNames.filter((name) => own[name].includes(shadow.handle));
  return [
    ...(shared.length === 0
      ? []
      : [
          problem(
            handlePlace,
            `${shadow.handle}, as in the route ${shared.join(", ")}`,
            "a channel of its own",
            setLine(stack, handlePlace, "--path", "@<handle>"),
          ),
        ]),
    ...(environment !== "production" || Date.parse(shadow.until) <= latest.getTime()
      ? []
      : [
          problem(
            untilPlace,
            shadow.until,
            `a day at most ${longestShadowDays} days from now, in production`,
            setLine(stack, untilPlace, "--path", latest.toISOString().slice(0, 10)),
          ),
        ]),
  ];
}
