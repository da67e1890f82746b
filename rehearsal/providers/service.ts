// Plays a service behind a provider: keeps what was made, fills in what the program left out, says what it refuses.

import { completed } from "./bridge.ts";
import { marked } from "./fields.ts";
import { importedInputs, refreshedInputs, refreshedOutputs } from "./readBack.ts";
import type { Kept, Store } from "./store.ts";
import { type Made, nameOf, type Resource } from "./table.ts";
import type { Thing, Things } from "./things.ts";
import { traitsOf } from "./traits.ts";
import { plainObject, type Values } from "./value.ts";

/**
 * The things of one service.
 * @param now gives the instant that the service takes for the present
 */
export function serviceThings(store: Store, now: () => Date): Things {
  const existing = (token: string) => store.all(token).map(({ inputs }) => plainObject(inputs));
  return {
    async create({ token, resource, urn }, inputs, { preview }) {
      refuse(resource.planRefuses?.(plainObject(inputs)));
      if (preview) return { id: "", outputs: plannedOutputs(token, resource, inputs) };
      refuse(resource.serviceRefuses?.({ inputs: plainObject(inputs), now: now(), existing }));
      const made = identified(
        resource,
        urn,
        plainObject(inputs),
        (id) => resource.setting !== true && store.find(token, id) !== undefined,
      );
      const outputs = {
        ...completed(token, resource, inputs, { made }),
        ...(traitsOf(token).repeatsId && { id: made.id }),
      };
      store.keep(token, made.id, { urn, inputs, outputs });
      return { id: made.id, outputs };
    },

    async read({ token, resource }, id, known) {
      if (Object.keys(known.outputs).length === 0) return imported(store, token, resource, id);
      const kept = store.find(token, id);
      return kept && refreshed(token, resource, id, kept);
    },

    async update({ token, resource, urn }, before, inputs, { preview }) {
      const bare = plainObject(inputs);
      refuse(resource.planRefuses?.(bare));
      // What the service once filled in stays as it is, as in the real state.
      const filling = { before: before.outputs };
      const id = traitsOf(token).repeatsId && { id: before.id };
      if (preview) return { ...completed(token, resource, inputs, filling), ...id };
      if (store.find(token, before.id) === undefined) refuse(gone(token, before.id));
      const change = { inputs: bare, before: plainObject(before.inputs), now: now(), existing };
      refuse(resource.serviceRefuses?.(change));
      const made: Made = { urn, name: nameOf(urn), id: before.id, inputs: bare, attempt: 0 };
      const outputs = { ...completed(token, resource, inputs, { ...filling, made }), ...id };
      store.keep(token, before.id, { urn, inputs, outputs });
      return outputs;
    },

    async remove({ token }, { id }) {
      store.forget(token, id);
    },

    async cancel() {},
  };
}

/** What a preview shows of a resource that is to be made: what the service fills in is not known yet. */
export function plannedOutputs(token: string, resource: Resource, inputs: Values): Values {
  return completed(token, resource, inputs);
}

/** What is read of something that the engine knows. */
const refreshed = (token: string, resource: Resource, id: string, { inputs, outputs }: Kept): Thing => ({
  id,
  inputs: refreshedInputs(token, resource, inputs),
  outputs: refreshedOutputs(token, marked(resource.inputs, outputs, resource)),
});

/** What is read with nothing but an id: at import. The id then says where the thing is, in the provider's own form. */
function imported(store: Store, token: string, resource: Resource, text: string): Thing | undefined {
  const { importForms = ["id"], unreadable } = resource;
  const parts = importForms.length === 1 && importForms[0] === "id" ? [text] : text.split("/");
  const form = importForms.map((one) => one.split("/")).find(({ length }) => length === parts.length);
  if (form === undefined)
    throw new Error(`found the import id "${text}" of ${token}, required ${importForms.join(" or ")}`);
  const named = Object.fromEntries(form.map((name, at) => [name, parts[at]]));
  const { id = "", ...place } = named;
  const kept = store.find(token, id);
  if (kept === undefined) return undefined;
  const has = { ...plainObject(kept.outputs), ...plainObject(kept.inputs) };
  if (Object.entries(place).some(([name, value]) => has[name] !== value)) return undefined;
  const hidden = new Set(unreadable?.(plainObject(kept.inputs)));
  const readable = Object.fromEntries(Object.entries(kept.outputs).filter(([name]) => !hidden.has(name)));
  const outputs = refreshedOutputs(token, readable, true);
  return { id, inputs: importedInputs(token, resource, outputs), outputs };
}

const gone = (token: string, id: string): string =>
  `404 Not Found: found no ${token} "${id}" in the stand-in's state, required one to change: run a refresh first`;

function refuse(answer: string | undefined): void {
  if (answer !== undefined) throw new Error(answer);
}

/** More things than this with the same name are a mistake. */
const MOST_ATTEMPTS = 100;

/** The resource with the first id that is free: while it is replaced, the old one still has the first. */
function identified(resource: Resource, urn: string, inputs: Values, taken: (id: string) => boolean): Made {
  const name = nameOf(urn);
  let id = "";
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    id = resource.id({ urn, name, id: "", inputs, attempt });
    if (!taken(id)) return { urn, name, id, inputs, attempt };
  }
  throw new Error(
    `409 Conflict: "${id}" already exists, required one that is free: import it, or delete it before it is replaced`,
  );
}
