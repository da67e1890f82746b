// Stands in for an S3-compatible service on this machine: buckets are folders, objects are files in them.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { type Context, Hono } from "hono";
import { serveOnLoopback } from "./loopback.ts";

export interface ObjectStoreOptions {
  /** Each folder in it is a bucket. */
  folder: string;
  /** The only key that is let in, by its id: signatures are not looked at. */
  accessKeyId: string;
  /** How many objects a page of a list holds. */
  pageSize?: number;
  /** Asked for each request, as "PUT bucket/key": the status with which it fails, if it does. */
  faults?: (request: string) => number | undefined;
}

export interface ObjectStoreStandIn {
  url: string;
  /** Every request so far, as "PUT bucket/key". */
  requests: readonly string[];
  close(): Promise<void>;
}

/** Starts the stand-in on a free port of the loopback address. */
export async function startObjectStore(options: ObjectStoreOptions): Promise<ObjectStoreStandIn> {
  mkdirSync(options.folder, { recursive: true });
  const requests: string[] = [];
  const server = await serveOnLoopback(application(options, requests).fetch);
  return { ...server, requests };
}

/** The folder beside the buckets that holds how objects are served, and the parts of those that are not whole yet. */
const aside = ".aside";

function application(options: ObjectStoreOptions, requests: string[]): Hono {
  const folder = resolve(options.folder);
  // The SDK asks for a bucket with a slash behind its name.
  const app = new Hono({ strict: false });
  app.use(async (c, next) => {
    const { bucket, key } = placeIn(c);
    const request = `${c.req.method} ${bucket}/${key}`;
    requests.push(request);
    if (!c.req.header("authorization")?.includes(`Credential=${options.accessKeyId}/`))
      return refusal(c, 403, "InvalidAccessKeyId");
    const status = options.faults?.(request);
    if (status !== undefined) return refusal(c, status, "InternalError");
    if (bucket === aside || !existsSync(join(folder, bucket))) return refusal(c, 404, "NoSuchBucket");
    if (!inside(join(folder, bucket), key)) return refusal(c, 400, "InvalidArgument");
    return await next();
  });
  app.get("/:bucket/:key{.+}", (c) => give(c, folder));
  app.get("/:bucket", (c) => list(c, folder, options.pageSize ?? 1000));
  app.put("/:bucket/:key{.+}", (c) => (c.req.query("uploadId") ? takePart(c, folder) : take(c, folder)));
  app.post("/:bucket/:key{.+}", (c) => (c.req.query("uploadId") ? putTogether(c, folder) : begin(c, folder)));
  app.delete("/:bucket/:key{.+}", (c) => {
    rmSync(join(folder, aside, "parts", c.req.query("uploadId") ?? ""), { recursive: true, force: true });
    return c.body(null, 204);
  });
  return app;
}

function placeIn(c: Context): { bucket: string; key: string } {
  const [bucket = "", ...key] = new URL(c.req.url).pathname.slice(1).split("/").map(decodeURIComponent);
  return { bucket, key: key.join("/") };
}

function inside(bucket: string, key: string): boolean {
  return resolve(bucket, key) === bucket || resolve(bucket, key).startsWith(bucket + sep);
}

function refusal(c: Context, status: number, code: string): Response {
  return xml(c, `<Error><Code>${code}</Code><Message>${code}</Message></Error>`, status);
}

function xml(c: Context, text: string, status = 200): Response {
  c.header("content-type", "application/xml");
  return c.body(`<?xml version="1.0" encoding="UTF-8"?>${text}`, status as 200);
}

const served = ["content-type", "cache-control", "content-disposition", "content-encoding"];

/** The headers by which an object is served: the standard ones, and what its owner notes about it. */
function headersOf(c: Context): Record<string, string> {
  const all = Object.entries(c.req.header());
  return Object.fromEntries(all.filter(([name]) => served.includes(name) || name.startsWith("x-amz-meta-")));
}

function give(c: Context, folder: string): Response {
  const { bucket, key } = placeIn(c);
  const file = join(folder, bucket, key);
  if (!existsSync(file)) return refusal(c, 404, "NoSuchKey");
  const notes = join(folder, aside, "headers", bucket, `${key}.json`);
  const headers: Record<string, string> = existsSync(notes) ? JSON.parse(readFileSync(notes, "utf8")) : {};
  const modified = statSync(file).mtime.toUTCString();
  return c.body(readFileSync(file), 200, { ...headers, "last-modified": modified });
}

function list(c: Context, folder: string, pageSize: number): Response {
  const { bucket } = placeIn(c);
  const root = join(folder, bucket);
  const prefix = c.req.query("prefix") ?? "";
  const after = c.req.query("continuation-token") ?? "";
  const keys = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .filter((key) => key.startsWith(prefix) && key > after)
    .sort();
  const page = keys.slice(0, pageSize);
  const entries = page.map((key) => {
    const { size, mtime } = statSync(join(root, key));
    return `<Contents><Key>${escaped(key)}</Key><Size>${size}</Size><LastModified>${mtime.toISOString()}</LastModified></Contents>`;
  });
  const more = keys.length > page.length;
  const token = more ? `<NextContinuationToken>${escaped(page.at(-1) ?? "")}</NextContinuationToken>` : "";
  const head = `<Name>${bucket}</Name><KeyCount>${page.length}</KeyCount><IsTruncated>${more}</IsTruncated>${token}`;
  return xml(c, `<ListBucketResult>${head}${entries.join("")}</ListBucketResult>`);
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

async function take(c: Context, folder: string): Promise<Response> {
  const content = Buffer.from(await c.req.arrayBuffer());
  keep(c, folder, content, headersOf(c));
  return c.body(null, 200, { etag: '"whole"' });
}

/** Renamed into place, so that an object is never there in part. */
function keep(c: Context, folder: string, content: Buffer, headers: Record<string, string>): void {
  const { bucket, key } = placeIn(c);
  const file = join(folder, bucket, key);
  const notes = join(folder, aside, "headers", bucket, `${key}.json`);
  for (const one of [file, notes]) mkdirSync(dirname(one), { recursive: true });
  writeFileSync(notes, JSON.stringify(headers));
  writeFileSync(`${notes}.new`, content);
  renameSync(`${notes}.new`, file);
}

function begin(c: Context, folder: string): Response {
  const parts = join(folder, aside, "parts");
  mkdirSync(parts, { recursive: true });
  const upload = mkdtempSync(join(parts, "upload-"));
  writeFileSync(join(upload, "headers.json"), JSON.stringify(headersOf(c)));
  const id = relative(parts, upload);
  return xml(c, `<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`);
}

async function takePart(c: Context, folder: string): Promise<Response> {
  const { uploadId = "", partNumber = "" } = c.req.query();
  const upload = join(folder, aside, "parts", uploadId);
  if (!existsSync(upload)) return refusal(c, 404, "NoSuchUpload");
  writeFileSync(join(upload, partNumber.padStart(5, "0")), Buffer.from(await c.req.arrayBuffer()));
  return c.body(null, 200, { etag: `"${partNumber}"` });
}

function putTogether(c: Context, folder: string): Response {
  const upload = join(folder, aside, "parts", c.req.query("uploadId") ?? "");
  if (!existsSync(upload)) return refusal(c, 404, "NoSuchUpload");
  const parts = readdirSync(upload).filter((name) => /^\d+$/.test(name));
  const content = Buffer.concat(parts.sort().map((name) => readFileSync(join(upload, name))));
  keep(c, folder, content, JSON.parse(readFileSync(join(upload, "headers.json"), "utf8")));
  rmSync(upload, { recursive: true });
  return xml(c, "<CompleteMultipartUploadResult><ETag>whole</ETag></CompleteMultipartUploadResult>");
}
