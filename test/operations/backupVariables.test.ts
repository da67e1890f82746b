// What the step that sets the backup schedule is told by its environment.
import assert from "node:assert/strict";
import { InputError } from "../../inputs/inputError.ts";
import { readBackupVariables } from "../../operations/backupVariables.ts";
import { plantedToken, ref } from "../support/supabase.ts";

const variables = {
  SUPABASE_PROJECT_REF: ref,
  SUPABASE_REGION: "eu-central-1",
  BACKUP_TIME: "00:30",
  PITR_DAYS: "14",
  SUPABASE_ACCESS_TOKEN: plantedToken,
};

function problemsIn(environment: NodeJS.ProcessEnv): readonly string[] {
  try {
    readBackupVariables(environment);
  } catch (error) {
    if (error instanceof InputError) return error.problems;
    throw error;
  }
  return [];
}

describe("the environment of the backup schedule's step", () => {
  it("is read, with whole seconds and without an address that is empty", () => {
    assert.deepEqual(readBackupVariables({ ...variables, SUPABASE_API_URL: "" }), {
      desired: { projectRef: ref, region: "eu-central-1", backupTime: "00:30:00", pitrDays: 14 },
      accessToken: plantedToken,
      baseUrl: undefined,
    });
  });

  it("names everything that is missing at once", () => {
    assert.deepEqual(
      problemsIn({}).map((problem) => problem.split("; required")[0]),
      Object.keys(variables)
        .filter((name) => name !== "BACKUP_TIME")
        .map((name) => `${name}: found nothing`),
    );
  });

  it("is read without a time, where the plan has none of one's own", () => {
    const { BACKUP_TIME, ...others } = variables;
    assert.deepEqual(readBackupVariables(others).desired, {
      projectRef: ref,
      region: "eu-central-1",
      pitrDays: 14,
    });
  });

  const wrong: Readonly<Record<string, string>> = {
    SUPABASE_PROJECT_REF: "UPPER",
    SUPABASE_REGION: "Frankfurt",
    BACKUP_TIME: "24:00",
    PITR_DAYS: "8",
    SUPABASE_ACCESS_TOKEN: `${plantedToken} x`,
    SUPABASE_API_URL: `http://api.example.com/${plantedToken}`,
  };
  for (const [name, value] of Object.entries(wrong)) {
    it(`refuses ${name} of another form, and shows no token`, () => {
      const [problem = "", ...others] = problemsIn({ ...variables, [name]: value });
      assert.deepEqual(others, []);
      assert.match(problem, new RegExp(`^${name}: found .+; required: .+; mend: `));
      assert.ok(!problem.includes(plantedToken));
    });
  }
});
