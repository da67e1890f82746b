// That each word which the program sends is one that the plugin takes, and any other is refused as it was recorded.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { deploymentTypes } from "../../../components/WebApplication.ts";
import { stackFileSchema } from "../../../inputs/stackFileSchema.ts";
import { wordProblems, words } from "../../../rehearsal/providers/packages/words.ts";
import { missingData } from "../../../signals/signalSchema.ts";
import { settingsOf } from "../../support/inputs.ts";
import { declared } from "../../support/mocks.ts";
import { options } from "../../support/options.ts";
import { sentWords } from "../../support/sentWords.ts";

/** Texts of the stack's own, which are no words of a list: names, addresses, queries, ids, instants, zones. */
const texts = new RegExp(
  `^(?:${[
    ".*[nN]ame|.*[iI]ds?(?:\\[\\])?|.*description|.*message|.*query|.*tags\\[\\]|.*teams\\[\\]|.*users\\[\\]",
    ".*url|.*timezone|.*timeZone|.*[sS]tart|.*end|.*duration|.*effectiveDate|.*target|.*targetvalue|.*jsonpath",
    ".*(?:headers|Headers|environment)\\..*|.*body|.*content|.*path|.*value|.*pattern|.*key|.*label|.*endpoint",
    "gitRepository\\.(?:repo|productionBranch)|domain|alias|valueJson\\.text|handle|metric|dashboard|scope",
    "monitorThresholds\\..*|query\\..*|requestDefinition\\.(?:host|port)|create|update|displayTimezone|monitorTags",
    ".*monitorTags\\[\\]|.*escalationPolicy|.*targets\\[\\]\\.(?:schedule|user)|draftStatus|.*tagName",
  ].join("|")})$`,
);

type Leaf = readonly [path: string, text: string];

function leavesIn(value: unknown, path = ""): Leaf[] {
  if (typeof value === "string") return [[path, value]];
  if (Array.isArray(value)) return value.flatMap((one) => leavesIn(one, `${path}[]`));
  if (typeof value !== "object" || value === null) return [];
  const { value: secret } = value as { value?: unknown };
  if (sealed in value) return leavesIn(secret, path);
  return Object.entries(value).flatMap(([key, one]) => leavesIn(one, path === "" ? key : `${path}.${key}`));
}

/** By which the engine knows a secret. */
const sealed = "4dabf18193072939515e22adb298388d";

const project = "vercel:index/project:Project";
const retention = "vercel:index/projectDeploymentRetention:ProjectDeploymentRetention";
const variable = "vercel:index/projectEnvironmentVariable:ProjectEnvironmentVariable";
const recordings = resolve(import.meta.dirname, "../../../../shared/provider-recordings");

/** Where config chooses a word, and where the program sends it. */
const chosen: readonly (readonly [config: string, token: string, path: string])[] = [
  ["vercel.git.provider", project, "gitRepository.type"],
  ["vercel.nodeVersion", project, "nodeVersion"],
  ["vercel.skewProtection", project, "skewProtection"],
  ["vercel.functions.cpu", project, "resourceConfig.functionDefaultCpuType"],
  ["vercel.retention.production", retention, "expirationProduction"],
  ["vercel.retention.preview", retention, "expirationPreview"],
  ["vercel.retention.errored", retention, "expirationErrored"],
  ["vercel.retention.canceled", retention, "expirationCanceled"],
  ["vercel.webhook.events", "vercel:index/webhook:Webhook", "events[]"],
  [
    "objectives.timeframe",
    "datadog:index/serviceLevelObjective:ServiceLevelObjective",
    "thresholds[].timeframe",
  ],
];

/** The words that config's schema offers for a key. */
function offered(key: string): string[] {
  const [name = "", ...rest] = key.split(".");
  let schema = Object(stackFileSchema()).properties.config.properties[`marsana-fleet:${name}`];
  for (const step of rest) schema = (schema.properties ?? (schema.oneOf ?? schema.anyOf)[0].properties)[step];
  return schema.enum ?? schema.items.enum;
}

describe("the words that the program sends", function () {
  this.timeout(240_000);
  after(() => pulumi.runtime.setAllConfig({}));
  const known = (token: string, path: string) => Object.keys(sentWords[token]?.[path] ?? {});

  it("are those of the table, and all else that it sends is text of the stack's own", async () => {
    const full = {
      ...options["everything of Vercel"],
      ...options["business hours for warnings"],
      ...options["quiet symptoms"],
    };
    const { datadog } = settingsOf("rehearsal");
    const declare = { emailMetrics: true, realtimeMetric: true };
    const metrics = { "marsana-fleet:datadog": { ...datadog, declare } };
    const sent = new Set<string>();
    for (const values of [{}, full, metrics, options["on-call schedules that exist"] ?? {}]) {
      for (const { type, inputs } of await declared({ values })) {
        if (type.startsWith("sentry:")) continue;
        for (const [path, text] of leavesIn(inputs)) {
          if (sentWords[type]?.[path] !== undefined) sent.add(`${type} ${path} ${text}`);
          else if (!texts.test(path)) sent.add(`${type} ${path} ${text}`);
        }
      }
    }
    const table = new Set(
      Object.entries(sentWords).flatMap(([type, paths]) =>
        Object.keys(paths).flatMap((path) => known(type, path).map((word) => `${type} ${path} ${word}`)),
      ),
    );
    assert.deepEqual(
      [...sent].filter((one) => !table.has(one)),
      [],
    );
  });

  it("have each that config can choose", () => {
    for (const [key, token, path] of chosen)
      assert.deepEqual(
        offered(key).filter((word) => word !== "none" && !known(token, path).includes(word)),
        [],
        key,
      );
    assert.deepEqual(Object.keys(deploymentTypes).sort(), offered("vercel.protection.deployments").sort());
    assert.deepEqual(
      Object.values(deploymentTypes).sort(),
      known(project, "vercelAuthentication.deploymentType").sort(),
    );
    assert.deepEqual([...missingData].sort(), known("datadog:index/monitor:Monitor", "onMissingData").sort());
    assert.deepEqual(
      offered("vercel.rollingRelease.advancement").sort(),
      known("vercel:index/projectRollingRelease:ProjectRollingRelease", "advancementType").sort(),
    );
  });

  it("are taken by the stand-ins, which refuse another", () => {
    for (const [token, paths] of Object.entries(words))
      for (const [path, { words: taken }] of Object.entries(paths))
        assert.deepEqual(
          known(token, path).filter((word) => !taken.includes(word)),
          [],
          `${token} ${path}`,
        );
    const inputs = { vercelAuthentication: { deploymentType: "standardProtectionNew" } };
    assert.deepEqual(wordProblems(project, inputs), [
      {
        property: "vercelAuthentication.deploymentType",
        reason:
          'Invalid Attribute Value Match. Attribute vercel_authentication.deployment_type value must be one of: ["standard_protection_new" "standard_protection" "all_deployments" "only_preview_deployments" "none"], got: "standardProtectionNew"',
      },
    ]);
    assert.deepEqual(
      wordProblems(variable, { targets: ["production", "prod"] }).map(({ reason }) => reason),
      [
        'Invalid Attribute Value Match. Attribute target[Value("prod")] value must be one of: ["production" "preview" "development"], got: "prod"',
      ],
    );
  });

  describe("beside the recordings", () => {
    before(function () {
      if (existsSync(recordings)) return;
      console.log("      skipped: ../shared/provider-recordings is not here");
      this.skip();
    });
    const callsIn = (name: string) =>
      readFileSync(resolve(recordings, name), "utf8")
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line));

    it("are proven where the table says so, or have the source that does", () => {
      const made = new Set<string>();
      for (const { method, type, request, error } of callsIn("create.jsonl"))
        if (method === "Create" && error === undefined)
          for (const [path, text] of leavesIn(request.properties)) made.add(`${type} ${path} ${text}`);
      const refusals = new Map<string, string>();
      for (const { step, type, response } of callsIn("refused.jsonl"))
        for (const { reason } of response?.failures ?? []) refusals.set(`${step} ${type}`, reason);
      for (const [type, paths] of Object.entries(sentWords))
        for (const [path, proofs] of Object.entries(paths))
          for (const [word, proof] of Object.entries(proofs)) {
            const what = `${type} ${path} ${word}`;
            if (proof === "created") assert.ok(made.has(what), `${what} is in no accepted request`);
            else if ("named" in proof)
              assert.match(listIn(refusals.get(`${proof.named} ${type}`)), asMember(word), what);
            else assert.match(proof.unproven, /^(?:vercel|datadog)\/resource_\w+\.go$/, what);
          }
    });

    it("are refused by the stand-ins as the plugins refused them", () => {
      let compared = 0;
      for (const { method, type, request, response } of callsIn("refused.jsonl")) {
        const reasons: string[] = (response?.failures ?? []).map(({ reason }: { reason: string }) => reason);
        const own = reasons.filter(
          (reason) => words[type] && /must be one of: |Invalid enum value/.test(reason),
        );
        if (method !== "Check" || own.length === 0) continue;
        compared += own.length;
        assert.deepEqual(
          wordProblems(type, request.news).map(
            ({ property, reason }) => `${reason}. Examine values at 'bad.${property}'.`,
          ),
          own,
        );
      }
      assert.equal(compared, 7);
    });
  });
});

/** The list of words in a refusal. */
const listIn = (reason = "") => /\[([^\]]+)\](?=, got|`)/.exec(reason)?.[1] ?? "";
/** A word of that list, quoted or not. */
const asMember = (word: string) => new RegExp(`(?:^|[" ])${word.replaceAll(".", "\\.")}(?:[" ]|$)`);
