// What Datadog adds to a monitor, a dashboard and an event when it tells of them, as it was recorded; nobody here reads it.
import type { DashboardBody, EventBody } from "./datadog.ts";

export type AddedToMonitor = typeof addedToMonitor;
const account = {
  name: null,
  handle: "rehearsal@marsana.example",
  email: "rehearsal@marsana.example",
  id: 1,
};
export const addedToMonitor = {
  org_id: 1,
  created_at: 1_767_603_600_000,
  created: "2026-01-05T09:00:00.000000+00:00",
  modified: "2026-01-05T09:00:00.000000+00:00",
  deleted: null,
  restricted_roles: null,
  overall_state_modified: null,
  creator: account,
};

export function dashboardAnswer({ widgets, ...dashboard }: DashboardBody): object {
  return {
    ...dashboard,
    description: null,
    author_handle: account.handle,
    author_name: "Rehearsal",
    url: `/dashboard/${dashboard.id}/${dashboard.title.toLowerCase().replaceAll(/\W+/g, "-")}`,
    template_variables: null,
    widgets: widgets.map((one, index) => ({ ...one, id: index + 1 })),
    notify_list: null,
    created_at: addedToMonitor.created,
    modified_at: addedToMonitor.modified,
    restricted_roles: [],
  };
}

export function eventAnswer({ title, text, tags }: EventBody, id: number, at: Date): object {
  return {
    id,
    id_str: String(id),
    title,
    text,
    date_happened: Math.floor(at.getTime() / 1000),
    handle: null,
    priority: null,
    related_event_id: null,
    tags,
    url: `https://app.datadoghq.com/event/event?id=${id}`,
  };
}
