// Whether a Supabase project is the one that is meant, and its database in use: asked before anything is set in it.
import type { Project, SupabaseClient } from "../services/supabase.ts";

export interface MeantProject {
  projectRef: string;
  region: string;
}

const dashboard = (ref: string) => `https://supabase.com/dashboard/project/${ref}`;
const wait = () => "wait until it is ACTIVE_HEALTHY, then run this again";
const resume = (ref: string) => `resume it (${dashboard(ref)}), then run this again`;

/** A project in use. Unhealthy is not out of use: which of its services are in trouble is another question. */
const inUse: ReadonlySet<string> = new Set(["ACTIVE_HEALTHY", "ACTIVE_UNHEALTHY"]);

/** What to do about a project that is not, by what the service says of it. */
const mends: ReadonlyMap<string, (ref: string) => string> = new Map([
  ["INACTIVE", resume],
  ["PAUSING", resume],
  ["COMING_UP", wait],
  ["RESTORING", wait],
  ["UPGRADING", wait],
  ["RESTARTING", wait],
  ["RESIZING", wait],
]);

/**
 * The project, if settings may be made in it.
 * @throws ServiceError where there is none, Error with every problem where it is elsewhere or its database is not in use
 */
export async function usableProject(
  client: SupabaseClient,
  { projectRef, region }: MeantProject,
): Promise<Project> {
  const project = await client.project(projectRef);
  const problems: string[] = [];
  if (project.region !== region) {
    problems.push(
      `region: found ${project.region}; required: ${region}, as marsana-fleet:supabase.region says; mend: correct ` +
        `that key, or marsana-fleet:supabase.projectRef if another project is meant`,
    );
  }
  if (!inUse.has(project.status)) {
    const mend = mends.get(project.status)?.(projectRef) ?? `look at ${dashboard(projectRef)}`;
    problems.push(`status: found ${project.status}; required: ${[...inUse].join(" or ")}; mend: ${mend}`);
  }
  if (problems.length === 0) return project;
  const lines = problems.map((problem) => `  - ${problem}`);
  throw new Error(
    `Supabase project ${projectRef} cannot be used, and nothing was set in it.\n${lines.join("\n")}`,
  );
}
