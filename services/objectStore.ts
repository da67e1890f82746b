// A bucket of an S3-compatible service, as far as a copy of it needs.
import { Readable } from "node:stream";
import {
  type _Object,
  GetObjectCommand,
  NoSuchKey,
  paginateListObjectsV2,
  S3Client,
} from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";

export interface StoredObject {
  key: string;
  /** In bytes. */
  size: number;
  modified: Date;
}

/** An object on its way: its content once, and how it is to be served. */
export interface OpenObject {
  body: Readable;
  headers: Partial<Record<"ContentType" | "CacheControl" | "ContentDisposition" | "ContentEncoding", string>>;
  metadata: Record<string, string>;
}

export interface ObjectStore {
  /** Every object whose key begins with the prefix. */
  list(bucket: string, prefix: string): AsyncIterable<StoredObject>;
  /** Undefined where there is no such object any more. */
  open(bucket: string, key: string): Promise<OpenObject | undefined>;
  /** Makes the object or takes the place of what was there; an object is never there in part. */
  put(bucket: string, key: string, object: OpenObject): Promise<void>;
  close(): void;
}

export interface ObjectStoreOptions {
  endpoint: string;
  region: string;
  accessKeyId: string;
  /** Never shown. */
  secretAccessKey: string;
}

function storedObject({ Key, Size, LastModified }: _Object): StoredObject {
  if (Key === undefined || Size === undefined || LastModified === undefined)
    throw new Error(`an object without key, size or date (${Key})`);
  return { key: Key, size: Size, modified: LastModified };
}

/** Its methods throw the SDK's own errors, which name the problem and hold no credential. */
export function objectStore({ endpoint, region, ...credentials }: ObjectStoreOptions): ObjectStore {
  const client = new S3Client({
    endpoint,
    region,
    credentials,
    forcePathStyle: true,
    // Services other than Amazon's refuse the checksums that the SDK would add by itself.
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
  });
  return {
    async *list(bucket, prefix) {
      try {
        const pages = paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: prefix });
        for await (const { Contents = [] } of pages) yield* Contents.map(storedObject);
      } catch (error) {
        const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
        throw new Error(`The bucket ${bucket} at ${endpoint} cannot be listed: ${reason}`, { cause: error });
      }
    },
    async open(bucket, key) {
      try {
        const answer = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
        const {
          Body,
          ContentType,
          CacheControl,
          ContentDisposition,
          ContentEncoding,
          Metadata = {},
        } = answer;
        if (!(Body instanceof Readable)) throw new Error(`${endpoint}: gave no content of ${bucket}/${key}`);
        const headers = { ContentType, CacheControl, ContentDisposition, ContentEncoding };
        const given = Object.entries(headers).filter(([, value]) => value !== undefined);
        return { body: Body, headers: Object.fromEntries(given), metadata: Metadata };
      } catch (error) {
        if (error instanceof NoSuchKey) return undefined;
        throw error;
      }
    },
    async put(bucket, key, { body, headers, metadata }) {
      const params = { Bucket: bucket, Key: key, Body: body, Metadata: metadata, ...headers };
      try {
        // In parts where it is large: the whole is put together at the end, or nothing is.
        await new Upload({ client, params }).done();
      } finally {
        body.destroy();
      }
    },
    close: () => client.destroy(),
  };
}
