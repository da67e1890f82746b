// The stand-ins beside the vendors' own plugins: for every recorded request the recorded answer.
import assert from "node:assert/strict";
import { join } from "node:path";
import { recorded } from "../../../rehearsal/schemas/recordings.ts";
import { steps } from "../../../rehearsal/schemas/trim.ts";
import { Replay } from "../../support/replay.ts";
import { exceptions } from "../../support/replayExceptions.ts";
import { temporaryFolder } from "../../support/temporaryFolder.ts";

describe("the stand-ins, asked what the vendors' plugins were asked", function () {
  this.timeout(60_000);
  const replay = new Replay(join(temporaryFolder(), "state"));

  for (const step of steps)
    it(`answer as those did at the step "${step}"`, async () => {
      const found: string[] = [];
      for (const call of recorded(step)) found.push(...(await replay.differences(call)));
      assert.deepEqual(found, []);
    });

  it("leave out no more than is listed, and nothing in vain", () => {
    const calls = steps.flatMap(recorded);
    const counts = exceptions.map(({ is, count }) => [calls.filter(is).length, count]);
    for (const [found, expected] of counts) assert.equal(found, expected);
  });
});
