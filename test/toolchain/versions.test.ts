// Which versions are accepted, and that the pins agree with each other.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { ENGINE } from "../../toolchain/pins.mjs";
import { isRightEngine, isRightNode, versionIn } from "../../toolchain/versions.mjs";

describe("versions", () => {
  it("accepts a Node that runs TypeScript without a flag", () => {
    const asked = ["20.20.2", "22.17.9", "22.18.0", "22.23.2", "23.5.0", "23.6.0", "24.0.0", "26.10.0"];
    assert.deepEqual(asked.filter(isRightNode), ["22.18.0", "22.23.2", "23.6.0", "24.0.0", "26.10.0"]);
  });

  it("accepts a Pulumi that is new enough, of the same major", () => {
    const asked = ["2.300.0", "3.99.0", "3.254.9", "3.255.0", "3.255.1", "3.1000.0", "4.0.0"];
    assert.deepEqual(asked.filter(isRightEngine), ["3.255.0", "3.255.1", "3.1000.0"]);
    assert.deepEqual([ENGINE.downloaded, ENGINE.built].filter(isRightEngine), [
      ENGINE.downloaded,
      ENGINE.built,
    ]);
  });

  it("reads a version from what programs print", () => {
    const printed = ["v24.21.0\n", "v3.256.0-dev.0", "go version go1.26.8 linux/amd64", "go1.26", "none"];
    assert.deepEqual(printed.map(versionIn), ["24.21.0", "3.256.0", "1.26.8", "1.26", undefined]);
  });

  it("builds the version that the Go module pins", () => {
    const goMod = readFileSync(new URL("../../toolchain/engine/go.mod", import.meta.url), "utf8");
    assert.match(goMod, new RegExp(`^tool ${ENGINE.module}$`, "m"));
    assert.equal(/github\.com\/pulumi\/pulumi\/pkg\/v3 v(\S+)/.exec(goMod)?.[1], ENGINE.built);
  });
});
