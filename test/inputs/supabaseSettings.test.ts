// What the config may say of the copy of the storage objects, and when it may be made.
import assert from "node:assert/strict";
import { supabaseSchema } from "../../inputs/supabaseSettings.ts";
import { settingsOf } from "../support/inputs.ts";

const { supabase } = settingsOf("rehearsal");

/** The paths that are refused when the copy is changed so. */
function refused(changes: object): string[] {
  const copy = { ...supabase.storageCopy, ...changes };
  const { error } = supabaseSchema.safeParse({ ...supabase, storageCopy: copy });
  return (error?.issues ?? []).map(({ path }) => path.join("."));
}

describe("the copy of the storage objects in the config", () => {
  for (const schedule of ["0 3 * * *", "*/15 0-6 * * *", "5,35 1 1,15 * *", "0 3 * 1-6 0", "0 23 31 12 *"]) {
    it(`can be made at ${schedule}`, () => assert.deepEqual(refused({ schedule }), []));
  }

  const wrong = [
    "",
    "daily",
    "@daily",
    "0 3 * *",
    "0 3 * * * *",
    "0  3 * * *",
    "60 3 * * *",
    "0 24 * * *",
    "0 3 32 * *",
    "0 3 * 13 *",
    "0 3 * * 8",
    "0 3 * * MON",
    "0 3, * * *",
    "0 2 1-7 * 0",
  ];
  for (const schedule of wrong) {
    it(`cannot be made at ${JSON.stringify(schedule)}`, () =>
      assert.deepEqual(refused({ schedule }), ["storageCopy.schedule"]));
  }

  it("names at least one bucket, and goes nowhere but over https", () => {
    assert.deepEqual(refused({ buckets: [] }), ["storageCopy.buckets"]);
    const destination = { ...supabase.storageCopy?.destination, endpoint: "http://s3.example.com" };
    assert.deepEqual(refused({ destination }), ["storageCopy.destination.endpoint"]);
  });

  it("has a prefix that is nothing, or folders", () => {
    for (const [prefix, problems] of [
      ["", []],
      ["fleet/production/", []],
      ["fleet", ["storageCopy.destination.prefix"]],
      ["/fleet/", ["storageCopy.destination.prefix"]],
    ] as const)
      assert.deepEqual(refused({ destination: { ...supabase.storageCopy?.destination, prefix } }), problems);
  });
});
