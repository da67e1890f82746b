// The stand-ins beside the vendors' own plugins: for every recorded request the recorded answer.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Call, steps } from "../../../rehearsal/providers/recorded/trim.ts";
import { read, recordings } from "../../../rehearsal/providers/recorded/write.ts";
import { Replay } from "../../support/replay.ts";
import { temporaryFolder } from "../../support/temporaryFolder.ts";

const shared = resolve("../shared/provider-recordings");
const sources = [
  { title: "the recordings that stand in the project", folder: recordings },
  ...(existsSync(shared) ? [{ title: "the whole recordings", folder: shared }] : []),
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
