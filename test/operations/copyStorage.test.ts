// The copy of the storage objects: what it copies, what it leaves, and how it goes on after a failure.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { copyStorage } from "../../operations/copyStorage.ts";
import {
  type ObjectStoreOptions,
  type ObjectStoreStandIn,
  startObjectStore,
} from "../../rehearsal/objectStore.ts";
import { type ObjectStore, objectStore } from "../../services/objectStore.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

const plan = { buckets: ["documents", "photos"], destination: { bucket: "copies", prefix: "production/" } };
const dayAgo = new Date(Date.now() - 86_400_000);

describe("the copy of the storage objects", () => {
  const folder = temporaryFolder();
  const closing: (() => unknown)[] = [];
  let number = 0;
  let root: string;

  beforeEach(() => {
    number += 1;
    root = join(folder, String(number));
    for (const bucket of ["source/documents", "source/photos", "copy/copies"])
      mkdirSync(join(root, bucket), { recursive: true });
  });
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });

  /** An object of the storage, as old as a day unless told. */
  const upload = (key: string, content: string | Buffer, modified = dayAgo) => {
    const file = join(root, "source", key);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    utimesSync(file, modified, modified);
  };
  const copied = (key: string) => join(root, "copy/copies/production", key);

  async function opened(
    name: "source" | "copy",
    options: Partial<ObjectStoreOptions> = {},
    accessKeyId = `${name}-key`,
  ): Promise<{ store: ObjectStore; standIn: ObjectStoreStandIn }> {
    const standIn = await startObjectStore({
      folder: join(root, name),
      accessKeyId: `${name}-key`,
      ...options,
    });
    const store = objectStore({ endpoint: standIn.url, region: "local", accessKeyId, secretAccessKey: "s" });
    closing.push(standIn.close, store.close);
    return { store, standIn };
  }

  async function copy(
    from: Partial<ObjectStoreOptions> = {},
    to: Partial<ObjectStoreOptions> = {},
    chosen: typeof plan = plan,
  ) {
    const source = await opened("source", from);
    const destination = await opened("copy", to);
    const report = await copyStorage(source.store, destination.store, chosen);
    return { report, source: source.standIn, destination: destination.standIn };
  }

  it("copies every object of the named buckets, over many pages, whatever its name", async () => {
    const keys = ["a.pdf", "b c & d<é>.pdf", "deep/er/e+f%20.pdf", "1.txt", "2.txt"];
    for (const key of keys) upload(`documents/${key}`, `content of ${key}`);
    upload("photos/p.jpg", "photo");
    const { report } = await copy({ pageSize: 2 }, { pageSize: 2 });
    const bytes = [...keys.map((key) => `content of ${key}`), "photo"].join("");
    assert.deepEqual(report, {
      copied: 6,
      unchanged: 0,
      bytes: Buffer.byteLength(bytes),
      kept: 0,
      failures: [],
    });
    for (const key of keys)
      assert.equal(readFileSync(copied(`documents/${key}`), "utf8"), `content of ${key}`);
    assert.equal(readFileSync(copied("photos/p.jpg"), "utf8"), "photo");
  });

  it("copies nothing again that is old and has the same size", async () => {
    upload("documents/a.pdf", "one");
    await copy();
    const { report, source } = await copy();
    assert.deepEqual(report, { copied: 0, unchanged: 1, bytes: 0, kept: 0, failures: [] });
    assert.deepEqual(source.requests, ["GET documents/", "GET photos/"]);
  });

  it("copies again what has another size", async () => {
    upload("documents/a.pdf", "one");
    await copy();
    upload("documents/a.pdf", "three");
    assert.equal((await copy()).report.copied, 1);
    assert.equal(readFileSync(copied("documents/a.pdf"), "utf8"), "three");
  });

  it("copies again what was changed after its copy, or so shortly before that the copy may have missed it", async () => {
    upload("documents/a.pdf", "one");
    await copy();
    upload("documents/a.pdf", "two", new Date(Date.now() - 59 * 60_000));
    assert.equal((await copy()).report.copied, 1);
    assert.equal(readFileSync(copied("documents/a.pdf"), "utf8"), "two");
    upload("documents/a.pdf", "two", new Date(Date.now() - 61 * 60_000));
    assert.equal((await copy()).report.unchanged, 1);
  });

  it("keeps in the copy what is gone from the storage", async () => {
    upload("documents/a.pdf", "one");
    await copy();
    rmSync(join(root, "source/documents/a.pdf"));
    assert.deepEqual((await copy()).report, { copied: 0, unchanged: 0, bytes: 0, kept: 1, failures: [] });
    assert.equal(readFileSync(copied("documents/a.pdf"), "utf8"), "one");
  });

  it("copies how an object is served, and what its owner notes about it", async () => {
    const { store, standIn } = await opened("source");
    const file = join(root, "from");
    writeFileSync(file, "page");
    const { Readable } = await import("node:stream");
    await store.put("documents", "page.html", {
      body: Readable.from([Buffer.from("page")]),
      headers: { ContentType: "text/html", CacheControl: "max-age=60" },
      metadata: { vehicle: "42" },
    });
    assert.deepEqual(standIn.requests, ["PUT documents/page.html"]);
    await copy();
    const kept = await (await opened("copy")).store.open("copies", "production/documents/page.html");
    assert.deepEqual(kept?.headers, { ContentType: "text/html", CacheControl: "max-age=60" });
    assert.deepEqual(kept?.metadata, { vehicle: "42" });
    kept?.body.destroy();
  });

  it("sends a large object in parts, and the copy is the same", async () => {
    const content = Buffer.alloc(12 * 1024 * 1024, "0123456789abcdef-");
    upload("documents/large.bin", content);
    const { destination } = await copy();
    assert.ok(readFileSync(copied("documents/large.bin")).equals(content));
    const parts = destination.requests.filter((request) => request.startsWith("PUT "));
    assert.equal(parts.length, 3);
  });

  it("goes on after an object that cannot be copied, names it, and copies it the next time", async () => {
    for (const key of ["a", "b", "c"]) upload(`documents/${key}`, key);
    const refused = "PUT copies/production/documents/b";
    const { report } = await copy({}, { faults: (request) => (request === refused ? 403 : undefined) });
    assert.equal(report.copied, 2);
    assert.match(report.failures.join("\n"), /^documents\/b: .+$/);
    assert.equal(existsSync(copied("documents/b")), false);
    assert.deepEqual((await copy()).report, { copied: 1, unchanged: 2, bytes: 1, kept: 0, failures: [] });
  });

  it("takes an object that is gone before its turn for gone", async () => {
    upload("documents/a", "a");
    const gone = (request: string) => {
      if (request === "GET documents/a") rmSync(join(root, "source/documents/a"), { force: true });
      return undefined;
    };
    const { report } = await copy({ faults: gone });
    assert.deepEqual(report, { copied: 0, unchanged: 0, bytes: 0, kept: 0, failures: [] });
  });

  it("fails at a bucket that there is not, and names it", async () => {
    await assert.rejects(
      copy({}, {}, { ...plan, buckets: ["invoices"] }),
      /^Error: The bucket invoices at http:\S+ cannot be listed: NoSuchBucket/,
    );
  });

  it("fails with a key that is not let in, and shows no secret", async () => {
    const source = await opened("source", {}, "another-key");
    const destination = await opened("copy");
    await assert.rejects(
      copyStorage(source.store, destination.store, plan),
      /^Error: The bucket documents at \S+ cannot be listed: InvalidAccessKeyId/,
    );
  });

  it("leaves an object of the copy as it was where the new one breaks off", async () => {
    upload("documents/large.bin", "one");
    await copy();
    upload("documents/large.bin", Buffer.alloc(6 * 1024 * 1024));
    const before = statSync(copied("documents/large.bin")).mtimeMs;
    const { report } = await copy({}, { faults: (request) => (request.startsWith("PUT") ? 400 : undefined) });
    assert.equal(report.failures.length, 1);
    assert.equal(readFileSync(copied("documents/large.bin"), "utf8"), "one");
    assert.equal(statSync(copied("documents/large.bin")).mtimeMs, before);
  });
});
