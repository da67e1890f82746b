// The pack on what the vendors' own plugins answered: nothing is found in the recorded stack, and every sabotage of it is.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import type { Declared } from "../../engine/check/monitor.ts";
import type { Violation } from "../../engine/result.ts";
import { types } from "../../policies/resourceTypes.ts";
import { type Change, changed } from "../support/changedRunbook.ts";
import { settingsOf } from "../support/inputs.ts";
import { sabotagedStack } from "../support/recordedSabotage.ts";
import { judged, type Run, recordedStack, useRecordedConfig } from "../support/recordedStack.ts";
import { props, type Sabotage } from "../support/sabotage.ts";
import { longerWatch, sabotages, settingsSabotages } from "../support/sabotages.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

const runs = ["preview", "update"] as const;
const lateEnough = "is not known yet; judged during the update, before the resource is touched";

/**
 * What is found in the stack as it was recorded because the project is to declare something else now: the rule, where,
 * and why.
 */
const demanded: readonly [rule: string, resource: string, why: string][] = [
  ["match-downtime-to-runbook", "maintenance-monthly-1su-0200-120m", "it muted whatever the stack has"],
  ...[
    "monitor-uptime",
    "warning-uptime",
    "synthetics-health",
    "objective-uptime-1h",
    "objective-uptime-6h",
    "objective-uptime-24h",
  ].map((name): [string, string, string] => [
    "keep-damage-awake",
    name,
    "the window mutes what bears its tag alone",
  ]),
];

/** Makes the recorded stack as it is to be now, so that a sabotage of it is all that is wrong with it. */
const asDemanded: Sabotage = () => (args) => {
  const tag = "runbook-maintenance:muted";
  if (!demanded.some(([, name]) => name === args.name)) return undefined;
  const { tags, monitorIdentifier } = args.props;
  const changed =
    monitorIdentifier === undefined
      ? { tags: [...tags, tag] }
      : { monitorIdentifier: { monitorTags: [...monitorIdentifier.monitorTags, tag] } };
  return { props: { ...args.props, ...changed }, opts: args.opts };
};

/** Where a shared sabotage breaks nothing in the recorded config, one that does. */
const instead: Readonly<Record<string, { broken: Sabotage | readonly Change[]; why: string }>> = {
  "page-incidents": {
    broken: props(types.monitor, /^incident-error-rate-spike-alone$/, () => ({ priority: "2" })),
    why: "with quiet symptoms the spike pages by its composite alone",
  },
  "route-by-severity": {
    broken: props(types.monitor, /^monitor-uptime$/, ({ message }) => ({
      message: String(message).replaceAll("@slack-fleet-staging", ""),
    })),
    why: "its message ends in a block, as each occasion has its own",
  },
  "keep-recovery-until-noticed": {
    broken: longerWatch.map(([from, to]) => [from, to.replace("240", "480")] as const),
    why: "point-in-time recovery reaches back for 14 days",
  },
};

/** What a first preview cannot know: ids of what is not made yet. */
const unknownAtFirst = [
  "match-incident-monitors: the query of a composite monitor",
  "match-objectives-to-runbook: the query of an alert on an objective",
  "match-on-call-to-config: an id in the rules of the route to an escalation policy",
  "match-on-call-to-config: an id in the steps of the escalation policy",
  'parse-monitor-queries: the query of a monitor of the type "composite"',
  'parse-monitor-queries: the query of a monitor of the type "slo alert"',
].map((what) => `${what} ${lateEnough}`);

describe("the pack on recorded traffic", function () {
  this.timeout(120_000);
  const recorded: Partial<Record<Run, readonly Declared[]>> = {};
  const folder = temporaryFolder();

  before(async () => {
    for (const run of runs) {
      const { resources, unmatched } = await recordedStack(run);
      assert.deepEqual(unmatched, []);
      recorded[run] = resources;
    }
  });
  beforeEach(() => useRecordedConfig());
  afterEach(() => delete process.env["MARSANA_RUNBOOK"]);
  after(() => pulumi.runtime.setAllConfig({}));
  const stackOf = (run: Run) => recorded[run] ?? [];
  const demandedOf = async (run: Run) => (await sabotagedStack(stackOf(run), asDemanded)) ?? [];

  const expected = demanded.map(([rule, resource]) => `${rule}: ${resource}`);
  const placesOf = (violations: readonly Violation[]) =>
    violations.map(({ rule, resource }) => `${rule}: ${resource.split("::").at(-1)}`);

  it("finds nothing but what is demanded in the first preview, and says what it will judge in the update", async () => {
    const { violations, notes } = await judged(stackOf("preview"), "preview");
    assert.deepEqual(placesOf(violations), expected);
    assert.deepEqual([...notes].sort(), unknownAtFirst);
  });

  it("finds nothing but what is demanded in the update, in which everything is known", async () => {
    const { violations, notes } = await judged(stackOf("update"), "update");
    assert.deepEqual(placesOf(violations), expected);
    assert.deepEqual(notes, []);
  });

  it("finds nothing at all once that is as demanded", async () => {
    for (const run of runs)
      assert.deepEqual(placesOf((await judged(await demandedOf(run), run)).violations), []);
  });

  /** What the rule says of the recorded stack with one thing changed, and of it as it is. */
  async function saidBy(rule: string, run: Run, sabotage?: Sabotage): Promise<string[]> {
    const now = await demandedOf(run);
    const resources = sabotage ? await sabotagedStack(now, sabotage) : now;
    assert.ok(resources !== undefined, "the sabotage changes nothing");
    const { violations } = await judged(resources, run, (name) => name === rule);
    return violations.map(({ message }) => message);
  }

  for (const [rule, { broken: shared, unknown }] of Object.entries(sabotages)) {
    const broken = instead[rule]?.broken ?? shared;
    for (const run of runs)
      it(`finds by ${rule} what is wrong in the ${run}`, async () => {
        const before = await saidBy(rule, run);
        if (typeof broken !== "function") {
          process.env["MARSANA_RUNBOOK"] = join(folder, `${rule}.md`);
          writeFileSync(process.env["MARSANA_RUNBOOK"], changed(...broken));
        }
        const after = await saidBy(rule, run, typeof broken === "function" ? broken : undefined);
        assert.notDeepEqual(
          after.filter((message) => !before.includes(message)),
          [],
        );
      });

    if (unknown !== undefined)
      it(`counts as violated by ${rule} what is unknown in the preview`, async () => {
        const said = await saidBy(rule, "preview", unknown);
        assert.notDeepEqual(said, []);
        for (const message of said) assert.match(message, /could not be evaluated, and counts as violated/);
      });
  }

  for (const [rule, settings] of Object.entries(settingsSabotages))
    it(`finds by ${rule} what config says`, async () => {
      const own = settingsOf("rehearsal") as unknown as Record<string, object>;
      useRecordedConfig((section, values) => {
        const sabotaged = Object.entries(settings[section] ?? {});
        const before = own[section.replace("marsana-fleet:", "")] ?? {};
        const different = sabotaged.filter(
          ([name, value]) => JSON.stringify(value) !== JSON.stringify(Reflect.get(before, name)),
        );
        return { ...values, ...Object.fromEntries(different) };
      });
      const { violations } = await judged(await demandedOf("update"), "update", (name) => name === rule);
      assert.notDeepEqual(violations, []);
    });
});
