// The part of Datadog's dashboard JSON that the page uses, as types, so that a misspelt field does not compile.

/** A query of `queries`, by the name that a formula knows it by. */
export type Query =
  | { readonly data_source: "metrics"; readonly name: string; readonly query: string }
  | {
      readonly data_source: "events";
      readonly name: string;
      readonly search: { readonly query: string };
      readonly compute: { readonly aggregation: "count" };
    };

/** How a value is shown, in the names of Datadog's own units. */
export interface NumberFormat {
  readonly unit: { readonly type: "canonical_unit"; readonly unit_name: string };
}

export interface Request {
  readonly display_type: "line" | "overlay";
  readonly response_format: "timeseries";
  readonly queries: readonly Query[];
  readonly formulas?: readonly { readonly formula: string; readonly number_format: NumberFormat }[];
}

/** A line across a graph. */
export interface Marker {
  readonly label: string;
  /** `y = ` and a number in the unit of the graph's first request. */
  readonly value: string;
  readonly display_type: "warning dashed" | "error dashed";
}

/** The time up to now that a widget shows, whatever is chosen for the page. */
export interface LiveSpan {
  readonly type: "live";
  readonly value: number;
  readonly unit: "hour";
}

export interface Timeseries {
  readonly type: "timeseries";
  readonly title: string;
  readonly requests: readonly Request[];
  readonly markers: readonly Marker[];
  readonly yaxis: { readonly include_zero: boolean };
  readonly custom_links: readonly { readonly label: string; readonly link: string }[];
  readonly time?: LiveSpan;
}

export interface Note {
  readonly type: "note";
  /** Markdown. */
  readonly content: string;
}

/** The monitors that a search finds, the worst first. */
export interface MonitorList {
  readonly type: "manage_status";
  readonly title: string;
  readonly query: string;
  readonly summary_type: "monitors";
  readonly display_format: "countsAndList";
  readonly sort: "status,asc";
  readonly show_last_triggered: true;
}

/** The objectives that a search finds, with what is left of their budgets. */
export interface ObjectiveList {
  readonly type: "slo_list";
  readonly title: string;
  readonly requests: readonly [
    { readonly request_type: "slo_list"; readonly query: { readonly query_string: string } },
  ];
}

export interface Group {
  readonly type: "group";
  readonly layout_type: "ordered";
  readonly title: string;
  readonly widgets: readonly Widget[];
}

export interface Widget {
  readonly definition: Timeseries | Note | MonitorList | ObjectiveList | Group;
}

export interface DashboardBody {
  readonly title: string;
  readonly description: string;
  readonly layout_type: "ordered";
  /** `auto`: the service arranges the widgets, and none has a place of its own. */
  readonly reflow_type: "auto";
  /** These two are written even though they are empty: the service answers with them, and would seem to differ. */
  readonly notify_list: readonly [];
  readonly template_variables: readonly [];
  readonly widgets: readonly Widget[];
}

export function note(...lines: readonly string[]): Widget {
  return { definition: { type: "note", content: lines.join("\n") } };
}

export function group(title: string, ...widgets: readonly Widget[]): Widget {
  return { definition: { type: "group", layout_type: "ordered", title, widgets } };
}

/** @param query what is looked for among the account's monitors, in Datadog's own form */
export function monitorList(title: string, query: string): Widget {
  return {
    definition: {
      type: "manage_status",
      title,
      query,
      summary_type: "monitors",
      display_format: "countsAndList",
      sort: "status,asc",
      show_last_triggered: true,
    },
  };
}

/** @param query what is looked for among the account's objectives, in Datadog's own form */
export function objectiveList(title: string, query: string): Widget {
  const request = { request_type: "slo_list", query: { query_string: query } } as const;
  return { definition: { type: "slo_list", title, requests: [request] } };
}
