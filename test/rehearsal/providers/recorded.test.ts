// The stand-ins beside the vendors' own plugins: for every recorded request the recorded answer.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { read, recordings, wholeRecordings } from "../../../rehearsal/schemas/recordings.ts";
import { type Call, steps } from "../../../rehearsal/schemas/trim.ts";
import { Replay } from "../../support/replay.ts";
import { temporaryFolder } from "../../support/temporaryFolder.ts";

const sources = [
  { title: "the recordings that stand in the project", folder: recordings },
  ...(existsSync(wholeRecordings) ? [{ title: "the whole recordings", folder: wholeRecordings }] : []),
];

for (const { title, folder } of sources) {
  describe(`the stand-ins, asked what ${title} ask`, function () {
    this.timeout(60_000);
    const files = read(folder);
    const replay = new Replay(join(temporaryFolder(), "state"));

    for (const step of steps) {
      it(`answer as the plugins did at the step "${step}"`, async () => {
        const found: string[] = [];
        for (const call of files.get(step) as Call[]) found.push(...(await replay.differences(call)));
        assert.deepEqual(found, []);
      });
    }
  });
}
