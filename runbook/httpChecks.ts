// The checks of the verification table that are plain requests with a status: what a machine can ask of any copy of the site.
import type { Runbook } from "./model.ts";

export interface HttpCheck {
  readonly check: string;
  /** With its query, if it has one. */
  readonly path: string;
  /** The status that the runbook expects; undefined where it only says that the address answers. */
  readonly status: number | undefined;
}

/** Options of curl that change nothing about the request. */
const quietOption = /^(?:-[fiLsSv]+|--fail(?:-with-body)?|--include|--silent|--show-error|--verbose)$/;

/** The check of the health address, in any case, and every row of the table that is such a request. */
export function httpChecks({ healthUrl, immediateChecks }: HttpCheckSource): HttpCheck[] {
  const rows = immediateChecks.flatMap(({ check, command, expected }) => {
    const path = pathIn(command, healthUrl);
    const status = /^[1-5]\d\d\b/.exec(expected)?.[0];
    return path === undefined || status === undefined ? [] : [{ check, path, status: Number(status) }];
  });
  const health = pathOf(new URL(healthUrl));
  if (rows.some(({ path }) => path === health)) return rows;
  return [{ check: "Health", path: health, status: undefined }, ...rows];
}
type HttpCheckSource = Pick<Runbook, "healthUrl" | "immediateChecks">;

/** The path that a plain curl of the application asks for. */
function pathIn(command: string, healthUrl: string): string | undefined {
  const [program, ...words] = command.split(/\s+/).map((word) => word.replace(/^["']|["']$/g, ""));
  const [address, ...more] = words.filter((word) => !quietOption.test(word));
  if (program !== "curl" || address === undefined || more.length > 0 || /[$`;&|<>]/.test(address))
    return undefined;
  if (!URL.canParse(address, healthUrl) || !/^(?:\/(?!\/)|https?:)/.test(address)) return undefined;
  const url = new URL(address, healthUrl);
  return url.host === new URL(healthUrl).host ? pathOf(url) : undefined;
}

function pathOf({ pathname, search }: URL): string {
  return pathname + search;
}
