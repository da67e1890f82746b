// Which words the real plugins take where no schema lists them, and how they refuse any other before a thing is touched.
import type { Problem } from "../table.ts";
import { isList, isObject, isUnknown, type Value, type Values } from "../value.ts";

/** The words of one property; `[]` at the end of its path stands for the members of a set. */
interface Words {
  readonly words: readonly string[];
  /** The property's name in Terraform, where it is not the same in snake case. */
  readonly attribute?: string;
  /** Datadog's own name for the list of words: its plugin refuses in a form of its own. */
  readonly list?: string;
}

const retention = { words: ["1d", "1w", "1m", "2m", "3m", "6m", "1y", "unlimited"] };
const targets = { words: ["production", "preview", "development"], attribute: "target" };
const events =
  "deployment.canceled|deployment.check-rerequested|deployment.cleanup|deployment.created|" +
  "deployment.error|deployment.integration.action.cancel|deployment.integration.action.cleanup|" +
  "deployment.integration.action.start|deployment.promoted|deployment.ready|deployment.succeeded|" +
  "domain.created|domain.auto-renew-changed|domain.certificate-add|domain.certificate-add-failed|" +
  "domain.certificate-deleted|domain.certificate-renew|domain.certificate-renew-failed|" +
  "domain.dns-records-changed|domain.renewal|domain.renewal-failed|domain.transfer-in-completed|" +
  "domain.transfer-in-failed|domain.transfer-in-started|project.domain-created|" +
  "project.domain-deleted|project.domain-moved|project.domain-unverified|project.domain-updated|" +
  "project.domain-verified|integration-configuration.permission-upgraded|" +
  "integration-configuration.removed|integration-configuration.scope-change-confirmed|" +
  "integration-configuration.transferred|integration-resource.project-connected|" +
  "integration-resource.project-disconnected|marketplace.invoice.created|" +
  "marketplace.invoice.notpaid|marketplace.invoice.paid|marketplace.invoice.refunded|" +
  "marketplace.member.changed|alerts.triggered|flag.created|flag.updated|flag.deleted|" +
  "flag.segment.created|flag.segment.updated|flag.segment.deleted|project.created|project.removed|" +
  "project.renamed|project.rolling-release.approved|project.rolling-release.completed|" +
  "project.rolling-release.aborted|project.rolling-release.started";
const protections = ["standard_protection_new", "standard_protection", "all_deployments"];

/**
 * By token and path. Recorded in refused.jsonl: `vercelAuthentication`, `nodeVersion` (bad-1, bad-4), `targets`,
 * retention, `events` (bad-6, bad-7, bad-23), the type of a monitor and the time frame of an objective (bad-9, bad-15).
 * All others are read in the plugins' sources, v5.4.1 and v4.19.0.
 */
export const words: { readonly [token: string]: { readonly [path: string]: Words } } = {
  "vercel:index/project:Project": {
    "vercelAuthentication.deploymentType": { words: [...protections, "only_preview_deployments", "none"] },
    "passwordProtection.deploymentType": { words: [...protections, "only_preview_deployments"] },
    "trustedIps.deploymentType": {
      words: [...protections, "only_production_deployments", "only_preview_deployments"],
    },
    "trustedIps.protectionMode": { words: ["trusted_ip_required", "trusted_ip_optional"] },
    nodeVersion: { words: ["18.x", "20.x", "22.x", "24.x"] },
    "gitRepository.type": { words: ["github", "gitlab", "bitbucket"] },
    skewProtection: { words: ["30 minutes", "4 hours", "12 hours", "1 day", "7 days"] },
    "resourceConfig.functionDefaultCpuType": { words: ["standard_legacy", "standard", "performance"] },
    "oidcTokenConfig.issuerMode": { words: ["team", "global"] },
    buildMachineType: { words: ["standard", "enhanced", "turbo", "elastic"] },
    "environments[].targets[]": targets,
  },
  "vercel:index/projectEnvironmentVariable:ProjectEnvironmentVariable": { "targets[]": targets },
  "vercel:index/projectDeploymentRetention:ProjectDeploymentRetention": {
    expirationCanceled: retention,
    expirationErrored: retention,
    expirationPreview: retention,
    expirationProduction: retention,
  },
  "vercel:index/projectRollingRelease:ProjectRollingRelease": {
    advancementType: { words: ["automatic", "manual-approval"] },
  },
  "vercel:index/webhook:Webhook": { "events[]": { words: events.split("|") } },
  "vercel:index/customEnvironment:CustomEnvironment": {
    "branchTracking.type": { words: ["startsWith", "endsWith", "equals"] },
  },
  "vercel:index/logDrain:LogDrain": {
    deliveryFormat: { words: ["json", "ndjson"] },
    "environments[]": { words: ["production", "preview"] },
    "sources[]": { words: ["static", "edge", "external", "build", "lambda", "firewall", "redirect"] },
  },
  "vercel:index/traceDrain:TraceDrain": {
    deliveryFormat: { words: ["json", "proto"] },
    "samplingRules[].environment": { words: ["production", "preview"] },
  },
  "datadog:index/monitor:Monitor": {
    type: {
      list: "MonitorType",
      words: (
        "composite|event alert|log alert|metric alert|process alert|query alert|rum alert|service check|" +
        "synthetics alert|trace-analytics alert|slo alert|event-v2 alert|audit alert|ci-pipelines alert|ci-tests alert|" +
        "error-tracking alert|database-monitoring alert|network-performance alert|cost alert|data-quality alert|" +
        "network-path alert|data-jobs alert|llm-observability alert"
      ).split("|"),
    },
  },
  "datadog:index/serviceLevelObjective:ServiceLevelObjective": {
    "thresholds[].timeframe": { list: "SLOTimeframe", words: ["7d", "30d", "90d", "custom"] },
  },
};

/** A problem for every word that the plugin does not take, in the plugin's own words. */
export function wordProblems(token: string, inputs: Values): Problem[] {
  return Object.entries(words[token] ?? {}).flatMap(([path, known]) =>
    wordsAt(inputs, path.split("."), "")
      .filter(({ word }) => !known.words.includes(word))
      .map(({ word, place }) => ({ property: place, reason: refusal(path, known, word) })),
  );
}

interface Found {
  readonly word: string;
  /** Where it stands: members of a list by their number, those of a set by the set. */
  readonly place: string;
}

function wordsAt(value: Value | undefined, [step = "", ...rest]: readonly string[], before: string): Found[] {
  if (!isObject(value)) return [];
  const [key = ""] = step.split("[]");
  const place = before === "" ? key : `${before}.${key}`;
  const found = value[key];
  const members = step === key ? [found] : isList(found) ? found : [];
  return members.flatMap((one, at) => {
    if (rest.length > 0) return wordsAt(one, rest, step === key ? place : `${place}[${at}]`);
    return typeof one === "string" && !isUnknown(one) ? [{ word: one, place }] : [];
  });
}

function refusal(path: string, { words: known, attribute, list }: Words, word: string): string {
  if (list !== undefined)
    return `Invalid enum value. \`invalid value '${word}' for ${list}: valid values are [${known.join(" ")}]\``;
  const all = known.map((one) => `"${one}"`).join(" ");
  const own = attribute ?? path.replaceAll("[]", "").replaceAll(/[A-Z]/g, (one) => `_${one.toLowerCase()}`);
  const member = path.endsWith("[]") ? `[Value("${word}")]` : "";
  return `Invalid Attribute Value Match. Attribute ${own}${member} value must be one of: [${all}], got: "${word}"`;
}
