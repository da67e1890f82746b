// What stands in the project of recordings and descriptions is what they say; and what they say of what was left open.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { project, shared, trimmedFiles } from "../recordings/trimmed.ts";
import { type Fields, recordingsOf } from "../support/recordings.ts";

describe("the recordings of services in the project", () => {
  it("are what is left of the whole ones", function () {
    if (!existsSync(join(shared, "service-recordings"))) {
      console.log("    skipped: ../shared/service-recordings is not here");
      this.skip();
    }
    for (const [path, text] of Object.entries(trimmedFiles()))
      assert.equal(
        readFileSync(join(project, path), "utf8"),
        text,
        `${path}: node toolchain/run.mjs test/recordings/write.ts`,
      );
  });

  it("name nobody", () => {
    for (const family of ["dashboards", "downtimes", "errors", "events", "metrics", "monitors"]) {
      const text = JSON.stringify(recordingsOf(family));
      const mails = text.match(/[\w.+-]+@[\w-]+\.[\w.]+/g) ?? [];
      assert.deepEqual(
        [...new Set(mails)].filter((one) => one !== "somebody@example.com"),
        [],
        family,
      );
    }
  });
});

interface Downtime {
  readonly attributes: {
    readonly status: string;
    readonly modified: string;
    readonly schedule: {
      readonly recurrences?: readonly { readonly start: string; readonly duration: string }[];
      readonly current_downtime?: { readonly start: string; readonly end: string };
    };
  };
}

describe("what the recordings say of downtimes", () => {
  const downtimes = recordingsOf("downtimes")
    .map(({ response }) => (response as { data: Downtime }).data)
    .filter(({ attributes }) => attributes?.schedule !== undefined);
  const dayMs = 24 * 60 * 60 * 1000;

  it("is of one that recurs the end of its present or next occurrence, and not of them all", () => {
    const recurring = downtimes.filter(({ attributes }) => attributes.schedule.recurrences !== undefined);
    const statuses = recurring.map(({ attributes: { status, modified, schedule } }) => {
      const [start, end] = [schedule.current_downtime?.start ?? "", schedule.current_downtime?.end ?? ""];
      assert.equal(schedule.recurrences?.[0]?.duration, "1d");
      assert.equal(Date.parse(end) - Date.parse(start), dayMs);
      // One that is on now has an occurrence that holds the present; of one to come it is the first.
      const isOn = Date.parse(start) <= Date.parse(modified) && Date.parse(modified) < Date.parse(end);
      assert.equal(isOn, status === "active");
      return status;
    });
    assert.deepEqual([...new Set(statuses)].sort(), ["active", "scheduled"]);
  });

  it("is that one that does not recur has no occurrence beside its own start and end", () => {
    const once = downtimes.filter(({ attributes }) => attributes.schedule.recurrences === undefined);
    assert.ok(once.length > 2);
    for (const { attributes } of once) assert.equal(attributes.schedule.current_downtime, undefined);
  });

  it("is that a monitor tells of the end of one that silences it twice: for its scope, and of itself", () => {
    const silenced = recordingsOf("monitors")
      .map(({ response }) => response as Fields & { matching_downtimes?: Fields[]; options?: Fields })
      .filter(({ matching_downtimes = [] }) => matching_downtimes.length > 0);
    assert.equal(silenced.length, 1);
    for (const { matching_downtimes = [], options } of silenced)
      assert.deepEqual(options?.["silenced"], { "*": matching_downtimes[0]?.["end"] });
  });
});

describe("what the recordings say of an evaluation delay", () => {
  it("is that monitors on metrics of an integration, made through the API, have none that nobody gave them", () => {
    const listed = recordingsOf("monitors").flatMap(({ response }) =>
      Array.isArray(response) ? (response as Fields[]) : [],
    );
    const onIntegrations = listed.filter(({ query }) => String(query).includes(":aws."));
    assert.equal(onIntegrations.length, 3);
    for (const { options } of onIntegrations) assert.ok(!("evaluation_delay" in (options as Fields)));
  });
});
