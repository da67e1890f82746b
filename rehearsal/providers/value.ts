// Property values as they travel between engine and provider: plain data, plus marks for "secret" and "not known yet".
import structs from "google-protobuf/google/protobuf/struct_pb.js";

export type Value = null | boolean | number | string | readonly Value[] | Values;
export type Values = { readonly [name: string]: Value };

/** Keys and signatures with which the engine marks special values (sdk/go/common/resource/properties.go). */
const SIGNATURE_KEY = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const ASSET = "c44067f5952c0a294b673a41bacd8c17";
const ARCHIVE = "0def7320c3a5731c473e5ecbe6d01bc7";

/** The string that stands for a value which is known only after the update (sdk/go/common/resource/plugin/rpc.go). */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** The other strings for unknowns: of a bool, number, array, asset, archive and object. */
const UNKNOWNS: ReadonlySet<Value> = new Set([
  UNKNOWN,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

export const isList = (value: Value | undefined): value is readonly Value[] => Array.isArray(value);

export const isObject = (value: Value | undefined): value is Values =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const isSecret = (value: Value | undefined): value is { readonly value: Value } =>
  isObject(value) && value[SIGNATURE_KEY] === SECRET;

export const isUnknown = (value: Value | undefined): boolean => value !== undefined && UNKNOWNS.has(value);

/** Marks a value as secret; one that is already marked stays as it is. */
export const asSecret = (value: Value): Value =>
  isSecret(value) ? value : { [SIGNATURE_KEY]: SECRET, value };

/** A file of the machine as an engine asset; the hash is that of the content. */
export const asAsset = (path: string, hash: string): Values => ({ [SIGNATURE_KEY]: ASSET, hash, path });

/** An archive made of assets, by their name within it. */
export const asArchive = (assets: Values, hash: string): Values => ({
  [SIGNATURE_KEY]: ARCHIVE,
  hash,
  assets,
});

/** The value without secret marks, at any depth; what is not set (null) in an object is left out. */
export function plain(value: Value): Value {
  if (isSecret(value)) return plain(value.value);
  if (isList(value)) return value.map(plain);
  return isObject(value) ? plainObject(value) : value;
}

/** The same for an object of properties. */
export const plainObject = (values: Values): Values =>
  Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => {
      const bare = plain(value);
      return bare === null ? [] : [[name, bare]];
    }),
  );

/** Whether a test holds for the value or for anything in it. */
export function anywhere(value: Value, test: (value: Value) => boolean): boolean {
  if (test(value)) return true;
  if (isSecret(value)) return anywhere(value.value, test);
  const inside = isList(value) ? value : isObject(value) ? Object.values(value) : [];
  return inside.some((one) => anywhere(one, test));
}

export const fromWire = (struct: structs.Struct | undefined): Values =>
  (struct?.toJavaScript() ?? {}) as Values;

export const toWire = (values: Values): structs.Struct => structs.Struct.fromJavaScript(values);
