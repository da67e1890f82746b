// What the doctor makes of services that answer, refuse, hang or say nothing, and when all is well.
import assert from "node:assert/strict";
import { type Check, identityChecks, isWell } from "../../operations/doctor.ts";
import type { IdentityCall } from "../../operations/identityCall.ts";
import { supabaseIdentities } from "../../operations/supabaseIdentity.ts";
import type { SupabaseStandInOptions } from "../../rehearsal/supabase.ts";
import { settingsOf } from "../support/inputs.ts";
import { plantedToken, standInsPerTest } from "../support/supabase.ts";

const signal = new AbortController().signal;
const settings = settingsOf("rehearsal");
const { projectRef } = settings.supabase;

describe("the doctor", () => {
  const callOf = (check: IdentityCall["check"]): IdentityCall => {
    return { service: "Example", variables: ["ONE", "TWO"], needs: "nothing", without: "nothing", check };
  };
  const common = { name: "Example", mandatory: false, without: "nothing" };
  const given = { ONE: "1", TWO: "2" };

  it("says which variables are missing, and asks nobody then", async () => {
    const call = callOf(async () => assert.fail("asked"));
    assert.deepEqual(await identityChecks([call], { ONE: "1", TWO: "" }, signal), [
      { ...common, state: "missing", detail: "TWO not set; mend: set TWO" },
    ]);
  });

  it("says what the service says", async () => {
    const call = callOf(async () => ({ state: "refused", detail: "lacks the scope repo" }));
    assert.deepEqual(await identityChecks([call], given, signal), [
      { ...common, state: "refused", detail: "lacks the scope repo" },
    ]);
  });

  it("does not know what a call that throws would have said", async () => {
    const call = callOf(async () => {
      throw new Error("no answer");
    });
    assert.deepEqual(await identityChecks([call], given, signal), [
      { ...common, state: "unknown", detail: "no answer" },
    ]);
  });

  it("does not wait for a call that hangs when the command is ended", async () => {
    const ending = new AbortController();
    const call = callOf(async () => {
      ending.abort();
      return await new Promise<never>(() => {});
    });
    const [check] = await identityChecks([call], given, ending.signal);
    assert.equal(check?.state, "unknown");
  });

  const check = (state: Check["state"], mandatory: boolean): Check => ({
    ...common,
    detail: "",
    state,
    mandatory,
  });
  const verdicts: readonly [Check, boolean][] = [
    [check("ok", true), true],
    [check("ok", false), true],
    [check("missing", false), true],
    [check("wrong", false), true],
    [check("unknown", false), true],
    [check("refused", false), false],
    [check("missing", true), false],
    [check("wrong", true), false],
    [check("unknown", true), false],
    [check("refused", true), false],
  ];
  for (const [one, well] of verdicts) {
    const { state, mandatory } = one;
    it(`says ${well ? "well" : "not well"} where what is ${mandatory ? "mandatory" : "not mandatory"} is ${state}`, () =>
      assert.equal(isWell([check("ok", true), one]), well));
  }
});

describe("the doctor, asking Supabase", () => {
  const start = standInsPerTest();

  async function checked(options: SupabaseStandInOptions) {
    const standIn = await start(options);
    const environment = { SUPABASE_ACCESS_TOKEN: plantedToken, SUPABASE_API_URL: standIn.url };
    const transport = { sleep: async () => {}, timeoutMs: 60 };
    const checks = await identityChecks(supabaseIdentities(settings), environment, signal, transport);
    assert.ok(!JSON.stringify(checks).includes(plantedToken));
    return checks.map(({ state, detail }) => [state, detail] as const);
  }

  it("finds the project, the plan and restore points", async () => {
    assert.deepEqual(await checked({}), [
      ["ok", `project ${projectRef} in eu-central-1 of organization rehearsal, on plan enterprise`],
      ["ok", `project ${projectRef} has restore points`],
    ]);
  });

  const plans = [
    [
      "pro",
      "refused",
      /which has not a time of backup of one's own \(marsana-fleet:supabase\.backupTime\); mend:/,
    ],
    ["free", "refused", /which has not point-in-time recovery of 7 days .*, nor a time of backup/],
  ] as const;
  for (const [plan, state, detail] of plans) {
    it(`says what the config asks of plan ${plan} that it has not`, async () => {
      const [first] = await checked({ plan });
      assert.equal(first?.[0], state);
      assert.match(first?.[1] ?? "", detail);
    });
  }

  it("says where there are no restore points", async () => {
    const [, points] = await checked({ hasRestorePoints: false });
    assert.deepEqual(points, ["missing", `project ${projectRef} has none`]);
  });

  it("says what to do about a token that is refused", async () => {
    for (const [state, detail] of await checked({ accessToken: "another" })) {
      assert.equal(state, "refused");
      assert.match(detail, /401 .*Set SUPABASE_ACCESS_TOKEN to a valid token/);
    }
  });

  for (const fault of [
    { status: 500, body: "" },
    "hang",
    { status: 200, body: "{" },
    { status: 200, body: "{}" },
  ] as const) {
    it(`does not know where the answer is ${JSON.stringify(fault)}`, async () => {
      const states = (await checked({ faults: () => fault })).map(([state]) => state);
      assert.deepEqual(states, ["unknown", "unknown"]);
    });
  }
});
