// Speaks the engine's gRPC protocol for one package: turns messages into plain values for check, diff and things.
import { type handleUnaryCall, status } from "@grpc/grpc-js";
import plugins from "@pulumi/pulumi/proto/plugin_pb.js";
import type { IResourceProviderServer } from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import messages from "@pulumi/pulumi/proto/provider_pb.js";
import empties from "google-protobuf/google/protobuf/empty_pb.js";
import { plannedUnknowns } from "./bridge.ts";
import { checked, checkedConfiguration, keepsItsName } from "./checked.ts";
import { comparable } from "./comparable.ts";
import { type Difference, differences } from "./diff.ts";
import type { EngineLog } from "./engineLog.ts";
import { marked } from "./fields.ts";
import { schemaOf } from "./schema.ts";
import { nameOf, type Package, type Problem, tokenOf } from "./table.ts";
import type { Manner, Subject, Things } from "./things.ts";
import { traitsOf } from "./traits.ts";
import { fromWire, toWire, type Values } from "./value.ts";

/** The calls that a stand-in answers; all others are answered "unimplemented" by gRPC itself. */
export type Calls = Pick<
  IResourceProviderServer,
  | "handshake"
  | "attach"
  | "getPluginInfo"
  | "getSchema"
  | "cancel"
  | "checkConfig"
  | "diffConfig"
  | "configure"
  | "check"
  | "diff"
  | "create"
  | "read"
  | "update"
  | "delete"
  | "invoke"
  | "call"
>;

/**
 * The calls for one package, done on the given things.
 * @param log learns where the engine is
 */
export const callsOf = (one: Package, things: Things, log: EngineLog): Calls => ({
  ...sessionCalls(one, things, log),
  ...configurationCalls(one),
  ...planningCalls(one),
  ...doingCalls(one, things),
});

type SessionCall = "handshake" | "attach" | "getPluginInfo" | "getSchema" | "cancel" | "invoke" | "call";

function sessionCalls(one: Package, things: Things, log: EngineLog): Pick<Calls, SessionCall> {
  return {
    handshake: answer((request: messages.ProviderHandshakeRequest) => {
      log.connect(request.getEngineAddress());
      return new messages.ProviderHandshakeResponse()
        .setAcceptSecrets(one.accepts.includes("secrets"))
        .setAcceptResources(one.accepts.includes("resources"))
        .setAcceptOutputs(one.accepts.includes("outputs"));
    }),
    attach: answer((request: plugins.PluginAttach) => {
      log.connect(request.getAddress());
      return new empties.Empty();
    }),
    getPluginInfo: answer(() => new plugins.PluginInfo().setVersion(one.version)),
    getSchema: answer(() => new messages.GetSchemaResponse().setSchema(JSON.stringify(schemaOf(one)))),
    cancel: answer(async () => {
      await things.cancel();
      return new empties.Empty();
    }),
    invoke: answer((request: messages.InvokeRequest) => noFunctions(one, request.getTok())),
    call: answer((request: messages.CallRequest) => noFunctions(one, request.getTok())),
  };
}

function configurationCalls(one: Package): Pick<Calls, "checkConfig" | "diffConfig" | "configure"> {
  return {
    checkConfig: answer((request: messages.CheckRequest) => {
      const news = fromWire(request.getNews());
      return checkResponse(marked(one.configuration, news), checkedConfiguration(one, news));
    }),
    diffConfig: answer((request: messages.DiffRequest) =>
      detailed(differences(one.configuration, fromWire(request.getOldInputs()), fromWire(request.getNews()))),
    ),
    // The bridged plugins take no marks of secrets: the engine takes them off, and the plugin sets its own.
    configure: answer(() =>
      new messages.ConfigureResponse()
        .setSupportspreview(true)
        .setAcceptsecrets(one.accepts.includes("secrets"))
        .setAcceptresources(one.accepts.includes("resources"))
        .setAcceptoutputs(one.accepts.includes("outputs"))
        .setSupportsAutonamingConfiguration(one.accepts.includes("autonaming")),
    ),
  };
}

function planningCalls(one: Package): Pick<Calls, "check" | "diff"> {
  return {
    check: answer((request: messages.CheckRequest) => {
      const { inputs, problems } = checked(subjectOf(one, request.getUrn()), fromWire(request.getNews()));
      return checkResponse(inputs, problems, nameOf(request.getUrn()));
    }),
    diff: answer((request: messages.DiffRequest) => {
      const subject = subjectOf(one, request.getUrn());
      const [olds, news] = [fromWire(request.getOldInputs()), fromWire(request.getNews())];
      const has = fromWire(request.getOlds());
      const [before, after] = comparable(subject.token, subject.resource, has, news);
      const found = differences(subject.resource.inputs, before, after, request.getIgnorechangesList());
      return diffOf(subject, found, has, news).setDeletebeforereplace(keepsItsName(subject, olds, news));
    }),
  };
}

function doingCalls(one: Package, things: Things): Pick<Calls, "create" | "read" | "update" | "delete"> {
  return {
    create: answer(async (request: messages.CreateRequest, signal) => {
      const subject = subjectOf(one, request.getUrn());
      const inputs = fromWire(request.getProperties());
      const { id, outputs } = await things.create(
        subject,
        inputs,
        manner(request, request.getPreview(), signal),
      );
      return new messages.CreateResponse().setId(id).setProperties(toWire(outputs));
    }),
    read: answer(async (request: messages.ReadRequest) => {
      const known = { inputs: fromWire(request.getInputs()), outputs: fromWire(request.getProperties()) };
      const thing = await things.read(subjectOf(one, request.getUrn()), request.getId(), known);
      // No id says that it does not exist.
      if (!thing) return new messages.ReadResponse();
      const { id, inputs, outputs } = thing;
      return new messages.ReadResponse().setId(id).setInputs(toWire(inputs)).setProperties(toWire(outputs));
    }),
    update: answer(async (request: messages.UpdateRequest, signal) => {
      const inputs = fromWire(request.getOldInputs());
      const old = { id: request.getId(), inputs, outputs: fromWire(request.getOlds()) };
      const how = manner(request, request.getPreview(), signal);
      const news = fromWire(request.getNews());
      const outputs = await things.update(subjectOf(one, request.getUrn()), old, news, how);
      return new messages.UpdateResponse().setProperties(toWire(outputs));
    }),
    delete: answer(async (request: messages.DeleteRequest, signal) => {
      const old = { id: request.getId(), outputs: fromWire(request.getProperties()) };
      await things.remove(subjectOf(one, request.getUrn()), old, manner(request, false, signal));
      return new empties.Empty();
    }),
  };
}

/** A handler that answers with what the work returns, and with an error of the same text when it throws. */
function answer<Request, Response>(
  work: (request: Request, signal: AbortSignal) => Response | Promise<Response>,
): handleUnaryCall<Request, Response> {
  return async (call, callback) => {
    const abort = new AbortController();
    call.on("cancelled", () => abort.abort());
    try {
      callback(null, await work(call.request, abort.signal));
    } catch (error) {
      callback({ code: status.UNKNOWN, details: error instanceof Error ? error.message : String(error) });
    }
  };
}

const manner = (request: { getTimeout(): number }, preview: boolean, signal: AbortSignal): Manner => ({
  preview,
  timeoutSeconds: request.getTimeout(),
  signal,
});

function subjectOf(one: Package, urn: string): Subject {
  const token = tokenOf(urn);
  const resource = one.resources[token];
  if (resource) return { token, resource, urn };
  throw new Error(
    `${urn}: found the resource "${token}", required one that the stand-in of ${one.name} knows: ` +
      `${Object.keys(one.resources).join(", ")}; add it to the stand-in's table`,
  );
}

function noFunctions(one: Package, token: string): never {
  throw new Error(
    `found a call of the function "${token}", required resources only: the stand-in of ${one.name} has no functions`,
  );
}

/**
 * What a check found. The bridge names the place in the text alone (refused.jsonl).
 * @param name of the resource; absent for a provider's own configuration
 */
function checkResponse(inputs: Values, problems: readonly Problem[], name?: string): messages.CheckResponse {
  const failures = problems.map(({ property, reason }) =>
    name === undefined
      ? new messages.CheckFailure().setProperty(property).setReason(reason)
      : new messages.CheckFailure().setReason(`${reason}. Examine values at '${name}.${property}'.`),
  );
  return new messages.CheckResponse().setInputs(toWire(inputs)).setFailuresList(failures);
}

/** A difference as the resource's plugin says it: where the plugin framework is behind it, without details. */
function diffOf(
  { token, resource }: Subject,
  found: readonly Difference[],
  before: Values,
  news: Values,
): messages.DiffResponse {
  const { family } = traitsOf(token);
  if (family === "framework") {
    const unknown = found.length === 0 ? [] : plannedUnknowns(token, resource, news, before);
    return summary(found).setDiffsList([...new Set([...topLevel(found), ...unknown])].sort());
  }
  const lasting = Object.keys(resource.inputs).filter((name) => resource.inputs[name]?.replaces === true);
  return detailed(found).setStablesList(family === "sdk" ? lasting.sort() : []);
}

function summary(found: readonly Difference[]): messages.DiffResponse {
  const { DIFF_NONE, DIFF_SOME } = messages.DiffResponse.DiffChanges;
  return new messages.DiffResponse()
    .setChanges(found.length === 0 ? DIFF_NONE : DIFF_SOME)
    .setDiffsList(topLevel(found))
    .setReplacesList(topLevel(found.filter(({ replaces }) => replaces)));
}

function detailed(found: readonly Difference[]): messages.DiffResponse {
  const response = summary(found).setHasdetaileddiff(true);
  for (const difference of found)
    response
      .getDetaileddiffMap()
      .set(difference.path, new messages.PropertyDiff().setKind(kindOf(difference)));
  return response;
}

const topLevel = (found: readonly Difference[]): string[] =>
  [...new Set(found.map(({ path }) => path.split(/[.[]/, 1)[0] ?? path))].sort();

function kindOf({ kind, replaces }: Difference): messages.PropertyDiff.Kind {
  const kinds = messages.PropertyDiff.Kind;
  if (kind === "add") return replaces ? kinds.ADD_REPLACE : kinds.ADD;
  if (kind === "delete") return replaces ? kinds.DELETE_REPLACE : kinds.DELETE;
  return replaces ? kinds.UPDATE_REPLACE : kinds.UPDATE;
}
