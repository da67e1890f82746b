// Which settings of Vercel are refused before anything is declared, and where the functions run.
import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { functionRegions } from "../../inputs/functionRegions.ts";
import { configProblems } from "../support/config.ts";
import { settingsOf } from "../support/inputs.ts";
import { vercelWith } from "../support/options.ts";

describe("the settings of Vercel", () => {
  after(() => pulumi.runtime.setAllConfig({}));

  const problems = (changes: object) =>
    configProblems({ values: vercelWith(changes) }).map((text) => text.split("; mend:")[0]);

  it("refuse a rolling release that does not end with everybody", () => {
    const stages = [{ percentage: 10 }, { percentage: 50 }];
    assert.deepEqual(problems({ rollingRelease: { advancement: "manual-approval", stages } }), [
      "marsana-fleet:vercel.rollingRelease.stages: found a list; required: a last stage with a percentage of 100",
    ]);
  });

  it("refuse a rolling release that shrinks, or whose stages wait for nothing", () => {
    const stages = [{ percentage: 50, minutes: 5 }, { percentage: 10 }, { percentage: 100 }];
    assert.deepEqual(problems({ rollingRelease: { advancement: "automatic", stages } }), [
      "marsana-fleet:vercel.rollingRelease.stages: found a list; required: stages in which the share of visitors grows",
      "marsana-fleet:vercel.rollingRelease.stages: found a list; required: minutes in every stage but the last if advancement is automatic, else in none",
    ]);
  });

  it("refuse a span that Vercel does not know, with those that it does", () => {
    assert.deepEqual(problems({ retention: { production: "2w" } }), [
      'marsana-fleet:vercel.retention.production: found "2w"; required: how long production deployments are kept: one of 1d, 1w, 1m, 2m, 3m, 6m, 1y',
    ]);
  });

  it("refuse trusted addresses of no deployments, and the legacy size with fluid compute, as the plugin does", () => {
    assert.deepEqual(problems({ protection: { deployments: "none", trustedIps: ["192.0.2.0/24"] } }), [
      "marsana-fleet:vercel.protection: found an object; required: deployments other than none where there are trustedIps, which Vercel else refuses",
    ]);
    assert.deepEqual(problems({ functions: { cpu: "standard_legacy" } }), [
      'marsana-fleet:vercel.functions.cpu: found "standard_legacy"; required: standard or performance with fluid compute: Vercel refuses standard_legacy there',
    ]);
    assert.deepEqual(problems({ functions: { cpu: "standard_legacy", fluid: false } }), []);
  });

  it("put the functions beside the database, unless config says where", () => {
    const settings = settingsOf("rehearsal");
    assert.deepEqual(functionRegions(settings, "prod"), { regions: ["fra1"] });
    const { supabase, vercel } = settings;
    const ireland = { ...settings, supabase: { ...supabase, region: "eu-west-1" } };
    assert.deepEqual(functionRegions(ireland, "prod"), { regions: ["dub1"] });
    const chosen = {
      ...ireland,
      vercel: { ...vercel, functions: { ...vercel.functions, regions: ["lhr1"] } },
    };
    assert.deepEqual(functionRegions(chosen, "prod"), { regions: ["lhr1"] });
  });

  it("ask where the functions run if Vercel is not where the database is", () => {
    const settings = settingsOf("rehearsal");
    const zurich = { ...settings, supabase: { ...settings.supabase, region: "eu-central-2" } };
    assert.deepEqual(functionRegions(zurich, "prod"), {
      regions: [],
      problem:
        "marsana-fleet:vercel.functions.regions: found nothing, and no region of Vercel's in eu-central-2, where the database is; required: the regions of the functions; mend: pulumi config set --stack prod --path 'marsana-fleet:vercel.functions.regions[0]' '<region>'",
    });
  });
});
