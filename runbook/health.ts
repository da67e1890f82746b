// The address that says whether the application is up: the one that the deployment steps curl.
import type { Document } from "./document.ts";
import type { ScriptLine } from "./model.ts";
import type { Section } from "./sections.ts";
import { isUrl } from "./url.ts";

type Lines = readonly { lines: readonly ScriptLine[] }[];

const required = 'one "curl https://<host>/<path>" that asks the application for its health';

/** The health address of the deployment steps. The rollbacks must ask the same host. */
export function readHealthUrl(
  doc: Document,
  section: Section,
  deployment: Lines,
  rollbacks: Lines,
): string | undefined {
  const [first, ...others] = checksIn(doc, deployment);
  if (first === undefined) {
    if (doc.problems.some(({ rule }) => rule === "unreadable-url")) return undefined;
    doc.error("missing-health-check", section.at, {
      found: "no health check in the deployment steps",
      required,
      mend: "add it to the step that verifies the deployment",
    });
    return undefined;
  }
  const host = new URL(first.url).host;
  for (const check of [...others, ...checksIn(doc, rollbacks)]) {
    const other = new URL(check.url).host;
    if (other === host) continue;
    doc.error("contradictory-hosts", check.line.at, {
      found: `a health check of ${other}`,
      required: `the host of the first one, ${host} (line ${first.line.at.line})`,
      mend: "correct one of the two",
    });
  }
  return first.url;
}

function checksIn(doc: Document, scripts: Lines): { url: string; line: ScriptLine }[] {
  return scripts.flatMap(({ lines }) =>
    lines.flatMap((line) => {
      if (line.kind !== "command" || !isHealthCheck(line.text)) return [];
      const url = addressIn(line.text);
      if (url !== undefined && isUrl(url, /^https:$/)) return [{ url, line }];
      doc.error("unreadable-url", line.at, {
        found: `"${url ?? line.text}"`,
        required: `${required}, the address whole and with https`,
        mend: "write the full address",
      });
      return [];
    }),
  );
}

/** A curl that sends nothing and needs no variable, or whose address speaks of health. */
function isHealthCheck(command: string): boolean {
  if (!/^(?:\S+=\S*\s+)*curl\s/.test(command)) return false;
  if (/health|\/(?:livez|readyz|ping)\b/i.test(addressIn(command) ?? command)) return true;
  return !/\$|\s(?:-X|--request|-d|--data\S*|--json|-F|--form|-T|-H|--header)\b/.test(command);
}

/** The address in a command: the first word with a scheme, or the last that is no option. */
function addressIn(command: string): string | undefined {
  const words = command.split(/\s+/).map((word) => word.replace(/^["']|["';]+$/g, ""));
  return (
    words.find((word) => /^[a-z]*:\/\//i.test(word)) ??
    words.slice(1).findLast((word) => !word.startsWith("-"))
  );
}
