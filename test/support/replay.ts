// Puts recorded requests of the engine to the stand-ins, and says where an answer is another than the recorded one.
import { isDeepStrictEqual } from "node:util";
import provider from "@pulumi/pulumi/proto/provider_pb.js";
import { commandThings } from "../../rehearsal/providers/commands.ts";
import { EngineLog } from "../../rehearsal/providers/engineLog.ts";
import { packages } from "../../rehearsal/providers/packages.ts";
import { Processes } from "../../rehearsal/providers/processes.ts";
import { type Calls, callsOf } from "../../rehearsal/providers/provider.ts";
import { serviceThings } from "../../rehearsal/providers/service.ts";
import { Store } from "../../rehearsal/providers/store.ts";
import { traitsOf } from "../../rehearsal/providers/traits.ts";
import {
  fromWire,
  isList,
  isObject,
  toWire,
  type Value,
  type Values,
} from "../../rehearsal/providers/value.ts";
import type { Call } from "../../rehearsal/schemas/trim.ts";
import { exceptionFor } from "./replayExceptions.ts";

/** The instant of the recordings. */
const now = (): Date => new Date("2026-11-30T12:00:00Z");

/** The stand-ins' side of a recording: what was made stays, under the ids that the recorded services gave. */
export class Replay {
  readonly #calls = new Map<string, Calls>();
  readonly #stores = new Map<string, Store>();

  constructor(folder: string) {
    for (const one of packages) {
      const store = new Store(folder, one.name);
      const things =
        one.name === "command"
          ? commandThings({ processes: new Processes(), log: new EngineLog(), environment: {} })
          : serviceThings(store, now);
      this.#stores.set(one.name, store);
      this.#calls.set(one.name, callsOf(one, things, new EngineLog()));
    }
  }

  /** Where the stand-in's answer differs: `path: answer, recorded`. */
  async differences(call: Call): Promise<string[]> {
    // Another provider takes the place of Sentry's.
    if (/^(pulumi:providers:)?sentry/.test(call.type ?? "") || exceptionFor(call) !== undefined) return [];
    const name = call.type.replace("pulumi:providers:", "").split(":")[0] ?? "";
    const calls = this.#calls.get(name);
    if (calls === undefined) return [`${call.type}: no stand-in`];
    const answer = await answered(calls, call);
    if (call.method === "Create" || call.method === "Update") this.#keep(name, call);
    const place = `${call.method} of ${String(call.request["urn"] ?? "").replace(/.*[:$]([a-z]+:)/, "$1")}`;
    if ("error" in answer || call.error !== undefined)
      return "error" in answer && call.error !== undefined
        ? []
        : [`${place}: ${JSON.stringify(answer["error"] ?? null)}, ${JSON.stringify(call.error ?? null)}`];
    return between(answer, call.response, call).map((line) => `${place}: ${line}`);
  }

  /** What the recorded service then had. */
  #keep(name: string, { type, request, response, error }: Call): void {
    if (request["preview"] === true || error !== undefined || name === "command") return;
    const id = String(response["id"] ?? request["id"]);
    const inputs = (request["properties"] ?? request["news"]) as Values;
    const outputs = response["properties"] as Values;
    this.#stores.get(name)?.keep(type, id, { urn: String(request["urn"]), inputs, outputs });
  }
}

/** Each difference, but for the values that the recorded service gave. */
function between(answer: Value | undefined, recorded: Value | undefined, call: Call, path = ""): string[] {
  if (isDeepStrictEqual(answer, recorded) || isServices(path, call)) return [];
  if (path === "failures") return refusals(answer, recorded);
  if (isObject(answer) && isObject(recorded)) {
    const names = [...new Set([...Object.keys(answer), ...Object.keys(recorded)])].sort();
    return names.flatMap((name) =>
      name.startsWith("__") && name !== "__defaults"
        ? []
        : between(answer[name], recorded[name], call, path === "" ? name : `${path}.${name}`),
    );
  }
  if (isList(answer) && isList(recorded) && answer.length === recorded.length)
    return answer.flatMap((one, at) => between(one, recorded[at], call, `${path}[${at}]`));
  return [`${path}: ${JSON.stringify(answer)}, recorded ${JSON.stringify(recorded)}`];
}

/** A refusal is the same where it names the same place; its words are the stand-in's own. */
function refusals(answer: Value | undefined, recorded: Value | undefined): string[] {
  const places = (value: Value | undefined): string[] =>
    isList(value)
      ? value.map((one) => /Examine values at '(.*)'\.$/.exec(JSON.stringify(one).slice(0, -2))?.[1] ?? "")
      : [];
  return isDeepStrictEqual(places(answer), places(recorded))
    ? []
    : [`failures: ${JSON.stringify(answer)}, recorded ${JSON.stringify(recorded)}`];
}

/** Whether the value at the place is the recording's own service's: it was seen to differ, or is an id. */
function isServices(path: string, { type, method }: Call): boolean {
  if (path === "id") return method === "Create";
  const inside = path.replace(/^(properties|inputs)\./, "").replace(/\[\d+\]/g, "[]");
  if (path.startsWith("properties.")) return traitsOf(type).isOfService(inside);
  return path.startsWith("inputs.") && inside === "name" && /Drain$/.test(type);
}

type Message = { toObject(): unknown };

/** The answer in the form of the recordings. */
async function answered(calls: Calls, { method, request }: Call): Promise<Values> {
  const struct = (name: string) => toWire((request[name] ?? {}) as Values);
  const isImport = request["properties"] === undefined;
  // The recordings' redaction left the team in the ids of imports.
  const text = (name: string) =>
    isImport
      ? String(request[name] ?? "").replace(/^team_[a-z]+\//, "team_SECRET/")
      : String(request[name] ?? "");
  const preview = request["preview"] === true;
  switch (method) {
    case "CheckConfig":
    case "Check": {
      const check = new provider.CheckRequest().setUrn(text("urn")).setNews(struct("news"));
      const response = await ask(method === "Check" ? calls.check : calls.checkConfig, check);
      if (isError(response)) return response;
      const failures = (response as provider.CheckResponse).getFailuresList();
      const inputs = fromWire((response as provider.CheckResponse).getInputs());
      return {
        inputs,
        ...(failures.length > 0 && { failures: failures.map((one) => ({ reason: one.getReason() })) }),
      };
    }
    case "Configure": {
      const response = await ask(calls.configure, new provider.ConfigureRequest());
      const flags = Object.entries((response as Message).toObject() as Values).filter(([, on]) => on);
      return Object.fromEntries(flags.map(([name, on]) => [camel(name), on]));
    }
    case "Diff": {
      const diff = new provider.DiffRequest().setId(text("id")).setUrn(text("urn")).setOlds(struct("olds"));
      diff.setOldInputs(struct("oldInputs")).setNews(struct("news"));
      diff.setIgnorechangesList((request["ignoreChanges"] ?? []) as string[]);
      return diffAnswer(await ask(calls.diff, diff));
    }
    case "Create": {
      const create = new provider.CreateRequest().setUrn(text("urn")).setProperties(struct("properties"));
      return made(await ask(calls.create, create.setPreview(preview)));
    }
    case "Update": {
      const update = new provider.UpdateRequest()
        .setId(text("id"))
        .setUrn(text("urn"))
        .setOlds(struct("olds"));
      update.setOldInputs(struct("oldInputs")).setNews(struct("news")).setPreview(preview);
      return made(await ask(calls.update, update));
    }
    case "Read": {
      const read = new provider.ReadRequest().setId(text("id")).setUrn(text("urn"));
      read.setInputs(struct("inputs")).setProperties(struct("properties"));
      const response = await ask(calls.read, read);
      if ("error" in response) return response;
      const thing = response as provider.ReadResponse;
      return {
        id: thing.getId(),
        inputs: fromWire(thing.getInputs()),
        properties: fromWire(thing.getProperties()),
      };
    }
    default:
      throw new Error(`${method}: no such call`);
  }
}

const camel = (name: string): string =>
  name
    .replace(
      /^accept(s?)(secrets|resources|outputs)$/,
      (_, s, what: string) => `accept${s}${what[0]?.toUpperCase()}${what.slice(1)}`,
    )
    .replace("supportspreview", "supportsPreview");

function made(response: unknown): Values {
  if (isError(response)) return response;
  const answer = response as provider.CreateResponse;
  const id = "getId" in answer ? answer.getId() : "";
  return { ...(id !== "" && { id }), properties: fromWire(answer.getProperties()) };
}

function diffAnswer(response: unknown): Values {
  if (isError(response)) return response;
  return diffIn(response as provider.DiffResponse);
}

function diffIn(response: provider.DiffResponse): Values {
  const kinds = Object.entries(provider.PropertyDiff.Kind);
  const nameOf = (kind: number): string => kinds.find(([, value]) => value === kind)?.[0] ?? "";
  const detailed: { [path: string]: Values } = {};
  response.getDetaileddiffMap().forEach((one, path) => {
    detailed[path] = { kind: nameOf(one.getKind()), ...(one.getInputdiff() && { inputDiff: true }) };
  });
  const lists = {
    diffs: response.getDiffsList(),
    replaces: response.getReplacesList(),
    stables: response.getStablesList(),
  };
  return {
    changes:
      response.getChanges() === provider.DiffResponse.DiffChanges.DIFF_NONE ? "DIFF_NONE" : "DIFF_SOME",
    ...(response.getHasdetaileddiff() && { hasDetailedDiff: true }),
    ...(Object.keys(detailed).length > 0 && { detailedDiff: detailed }),
    ...Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0)),
  };
}

const isError = (value: unknown): value is { error: string } =>
  typeof value === "object" && value !== null && "error" in value;

/** The handler's answer, or its error. */
// biome-ignore lint/suspicious/noExplicitAny: the handlers' requests and answers are as many types as calls
const ask = (handler: any, request: unknown): Promise<any> =>
  new Promise((resolve) => {
    const call = { request, on: () => {} };
    handler(call, (error: { details?: string } | null, response: unknown) =>
      resolve(error === null ? response : { error: error.details ?? "" }),
    );
  });
