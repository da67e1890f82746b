// What the resources of the Vercel stand-in share: project, team and ids.
import { replaces, required, string } from "../shape.ts";
import { always, digits, type Made } from "../table.ts";

// The Pulumi schema does not say what replaces; the Terraform provider's plan modifiers do, and the tables follow them.
export const projectId = required(replaces(string));
export const teamId = replaces(string);
export const ofTeam = always(string, "team_rehearsal");

/** An id as Vercel makes them: `prj_…`. */
export const prefixed =
  (prefix: string) =>
  ({ urn, attempt }: Made): string =>
    `${prefix}_${digits(24, urn, attempt)}`;
