// Wires inputs into the page on which the stack is watched.
import { Dashboard } from "../components/Dashboard.ts";
import type { DashboardSources } from "../dashboard/dashboard.ts";
import type { Inputs } from "../inputs/inputs.ts";
import { backupsPage } from "../inputs/supabaseSettings.ts";
import { notBackedUp } from "../operations/notBackedUp.ts";

/** The dashboard of the runbook; none where Datadog is off. */
export function runbookDashboard(inputs: Inputs): Dashboard | undefined {
  const sources = dashboardSources(inputs);
  return sources && new Dashboard("dashboard", sources);
}

/** What the page is made from; nothing where Datadog is off. */
export function dashboardSources({
  settings,
  runbook,
  signals,
  datadog,
}: Inputs): DashboardSources | undefined {
  if (datadog === undefined) return undefined;
  const { supabase } = settings;
  const { pitrDays } = supabase;
  const backups = { url: backupsPage(supabase), pitrDays, missing: notBackedUp(supabase) };
  return { ...datadog, runbook, signals, backups };
}
