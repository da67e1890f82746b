// Every word that the program sends to Vercel, Datadog and commands where only some are taken, and what proves it.

/**
 * `created`: the plugin made a thing with it (provider-recordings/create.jsonl). `named`: the plugin's refusal of another
 * word lists it (refused.jsonl, the step). `unproven`: no recording has it; the file is the plugin's source, at v5.4.1 (Vercel) or v4.19.0 (Datadog).
 */
export type Proof = "created" | { named: string } | { unproven: string };
export type Words = Readonly<Record<string, Proof>>;
const all = (proof: Proof, ...words: string[]): Words => Object.fromEntries(words.map((one) => [one, proof]));

const project = { unproven: "vercel/resource_project.go" };
const retention = all({ named: "bad-7" }, "1d", "1w", "1m", "2m", "3m", "6m", "1y");
const method: Words = {
  ...all("created", "GET", "POST", "DELETE"),
  ...all({ unproven: "datadog/resource_datadog_synthetics_test_.go" }, "PUT", "PATCH"),
};

type Table = Readonly<Record<string, Readonly<Record<string, Words>>>>;

const vercelTable: Table = {
  "vercel:index/project:Project": {
    framework: all("created", "nextjs"),
    "gitRepository.type": { ...all("created", "github"), ...all(project, "gitlab", "bitbucket") },
    nodeVersion: { ...all("created", "22.x"), ...all({ named: "bad-4" }, "20.x", "24.x") },
    skewProtection: { ...all("created", "1 day"), ...all(project, "30 minutes", "12 hours", "7 days") },
    "vercelAuthentication.deploymentType": {
      ...all("created", "all_deployments"),
      ...all(
        { named: "bad-1" },
        "standard_protection_new",
        "standard_protection",
        "only_preview_deployments",
        "none",
      ),
    },
    "trustedIps.deploymentType": {
      ...all("created", "all_deployments"),
      ...all(project, "standard_protection_new", "standard_protection", "only_preview_deployments"),
    },
    "trustedIps.protectionMode": all("created", "trusted_ip_required"),
    "resourceConfig.functionDefaultCpuType": {
      ...all("created", "performance"),
      ...all(project, "standard", "standard_legacy"),
    },
    "resourceConfig.functionDefaultRegions[]": { ...all("created", "fra1"), ...all(project, "cdg1") },
  },
  "vercel:index/projectEnvironmentVariable:ProjectEnvironmentVariable": {
    "targets[]": all("created", "production"),
  },
  "vercel:index/projectDeploymentRetention:ProjectDeploymentRetention": {
    expirationProduction: retention,
    expirationPreview: retention,
    expirationErrored: retention,
    expirationCanceled: retention,
  },
  "vercel:index/projectRollingRelease:ProjectRollingRelease": {
    advancementType: {
      ...all("created", "automatic"),
      ...all({ unproven: "vercel/resource_project_rolling_release.go" }, "manual-approval"),
    },
  },
  "vercel:index/webhook:Webhook": {
    "events[]": all(
      "created",
      "deployment.created",
      "deployment.succeeded",
      "deployment.error",
      "deployment.canceled",
    ),
  },
  "vercel:index/customEnvironment:CustomEnvironment": { "branchTracking.type": all("created", "equals") },
  "vercel:index/logDrain:LogDrain": {
    deliveryFormat: all("created", "json"),
    "environments[]": all("created", "production"),
    "sources[]": all("created", "build", "edge", "external", "firewall", "lambda", "redirect", "static"),
  },
  "vercel:index/traceDrain:TraceDrain": { deliveryFormat: all("created", "proto") },
};

/** By token and path, each word that the program sends. */
export const sentWords: Table = {
  ...vercelTable,
  "datadog:index/monitor:Monitor": {
    type: all("created", "composite", "query alert", "slo alert"),
    onMissingData: all("created", "resolve", "show_and_notify_no_data", "show_no_data"),
    priority: all("created", "1", "2", "3"),
  },
  "datadog:index/downtimeSchedule:DowntimeSchedule": {
    "notifyEndStates[]": all("created", "alert", "no data", "warn"),
    "notifyEndTypes[]": all("created", "expired"),
    "recurringSchedule.recurrences[].rrule": all(
      "created",
      "FREQ=MONTHLY;BYDAY=1SU",
      "FREQ=WEEKLY;BYDAY=FR",
      "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH",
    ),
  },
  "datadog:index/serviceLevelObjective:ServiceLevelObjective": {
    type: all("created", "metric"),
    "thresholds[].timeframe": all({ named: "bad-15" }, "7d", "30d", "90d"),
  },
  "datadog:index/sloCorrection:SloCorrection": {
    category: all("created", "Scheduled Maintenance"),
    rrule: all("created", "FREQ=MONTHLY;BYDAY=1SU"),
  },
  "datadog:index/syntheticsTest:SyntheticsTest": {
    type: all("created", "api"),
    subtype: all("created", "http", "multi", "ssl"),
    status: all("created", "live"),
    "locations[]": all("created", "aws:eu-central-1", "aws:eu-west-1", "aws:us-east-1"),
    "requestDefinition.method": all("created", "GET"),
    "assertions[].type": all("created", "body", "certificate", "statusCode"),
    "assertions[].operator": all("created", "is", "isInMoreThan", "matches", "validatesJSONPath"),
    "assertions[].targetjsonpath.operator": all("created", "matches"),
    "assertions[].targetjsonpath.elementsoperator": all("created", "firstElementMatches"),
    "configVariables[].type": all("created", "global"),
    "apiSteps[].subtype": all("created", "http"),
    "apiSteps[].requestDefinition.method": method,
    "apiSteps[].requestDefinition.bodyType": all("created", "application/json", "multipart/form-data"),
    "apiSteps[].requestFiles[].type": all("created", "text/plain"),
    "apiSteps[].assertions[].type": all("created", "statusCode"),
    "apiSteps[].assertions[].operator": all("created", "is"),
    "apiSteps[].extractedValues[].type": all("created", "http_body"),
    "apiSteps[].extractedValues[].parser.type": all("created", "json_path"),
  },
  "datadog:index/onCallEscalationPolicy:OnCallEscalationPolicy": {
    "steps[].assignment": all("created", "default"),
  },
  "datadog:index/onCallTeamRoutingRules:OnCallTeamRoutingRules": {
    "rules[].urgency": all("created", "high"),
  },
  "datadog:index/logsMetric:LogsMetric": { "compute.aggregationType": all("created", "count") },
  "datadog:index/metricMetadata:MetricMetadata": {
    type: all("created", "gauge"),
    unit: all("created", "millisecond"),
  },
  "command:local:Command": { logging: all("created", "none") },
};
