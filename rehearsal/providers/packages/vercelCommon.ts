// What the resources of the Vercel stand-in share: the team and ids.
import { always, digits, type Made } from "../table.ts";

export const ofTeam = always("team_rehearsal");

/** An id as Vercel makes them: `prj_…`. */
export const prefixed =
  (prefix: string) =>
  ({ urn, attempt }: Made): string =>
    `${prefix}_${digits(24, urn, attempt)}`;
