// Proves that the release's copy before production answers as the runbook expects it of production.
import { join } from "node:path";
import { setLine } from "../../inputs/configPlace.ts";
import { projectFolder } from "../../inputs/inputs.ts";
import { readPlainSettings, stagingStack } from "../../inputs/neighbour.ts";
import { type HttpCheck, httpChecks } from "../../runbook/httpChecks.ts";
import { addressIn, credentialIn } from "../../services/fromEnvironment.ts";
import { patientFetch } from "../../services/patientFetch.ts";
import type { CollectContext, Collector, Found } from "./collector.ts";

/** Where staging is, if not where its stack file says. */
const addressVariable = "STAGING_URL";
/** Lets requests through Vercel's deployment protection. */
const bypassVariable = "VERCEL_AUTOMATION_BYPASS_SECRET";

export const stagingVerification: Collector = {
  name: "staging-verification",
  items: ["final-staging-verification"],
  needs: [],
  async collect(context) {
    const { runbook, domain } = context.inputs;
    const address = stagingAddress(context.environment);
    if (new URL(address).hostname === domain)
      throw new Error(
        `${address} is production's own address; required: staging's; mend: correct ${addressVariable}`,
      );
    const checks = httpChecks(runbook);
    const found: Found[] = [];
    for (const check of checks) found.push(await checked(check, address, context));
    const left = runbook.immediateChecks.length - checks.filter(({ status }) => status !== undefined).length;
    const worst =
      found.find(({ result }) => result === "fail") ?? found.find(({ result }) => result === "unknown");
    const rest = left > 0 ? `; left to people: ${left} more of the runbook's checks` : "";
    // What answers does not tell from what it was built: no check of the runbook asks for that.
    const which = "; which commit staging serves is not known";
    return (
      worst ?? {
        result: "pass",
        detail: found.map(({ detail }) => detail).join("; ") + which + rest,
        url: address,
      }
    );
  },
};

/** @throws Error that says what sets it */
function stagingAddress(environment: CollectContext["environment"]): string {
  const file = join(projectFolder, `Pulumi.${stagingStack}.yaml`);
  if (environment[addressVariable]) return addressIn(environment, addressVariable, "");
  const host = readPlainSettings(file).vercel.domain;
  if (host !== undefined) return `https://${host}`;
  const line = setLine(stagingStack, "marsana-fleet:vercel.domain", "--path", "<host name>");
  throw new Error(`no host name of staging is known; mend: ${line}, or set ${addressVariable}`);
}

async function checked(
  { check, path, status }: HttpCheck,
  address: string,
  { environment, transport, signal }: CollectContext,
): Promise<Found> {
  const bypass = environment[bypassVariable] ? credentialIn(environment, bypassVariable) : undefined;
  const headers = bypass === undefined ? {} : { "x-vercel-protection-bypass": bypass };
  const ask = patientFetch(transport, bypass === undefined ? [] : [bypass]);
  const url = address + path;
  const answer = await ask(url, { headers, signal });
  const told = `${check}: ${url} answers ${answer.status}`;
  if (status === undefined ? answer.ok : answer.status === status)
    return { result: "pass", detail: told, url };
  const required = `; required: ${status ?? "a status of success"}`;
  // A protected deployment asks for a login, or sends to one; a limit says nothing about the site either.
  if (answer.status === 401 || (answer.status >= 300 && answer.status < 400)) {
    const mend =
      bypass === undefined
        ? `set ${bypassVariable} to the secret of Vercel's Protection Bypass for Automation`
        : `correct ${bypassVariable}: staging does not take it`;
    return { result: "unknown", detail: `${told}: it is protected${required}; mend: ${mend}`, url };
  }
  // The site itself is what is looked at: an error that it gives again and again is found, not unknown.
  return { result: answer.status === 429 ? "unknown" : "fail", detail: told + required, url };
}
