// Starts the stand-ins of the services for each test, and closes them after it; nothing waits for real.
import { EventEmitter, once } from "node:events";
import { afterEach } from "mocha";
import type { Faults } from "../../rehearsal/faults.ts";
import { type Services, type ServicesOptions, startServices } from "../../rehearsal/services/index.ts";
import type { Transport } from "../../services/request.ts";

/** Planted as a credential, and looked for in everything that is said. */
export const planted = "plantedSecret0123456789ABCDEFxyz";

/** Tells when a service has a request that it will not answer: the time for it is over then, however busy the machine is. */
const silence = new EventEmitter();

/** The same faults, of which transports are told that are `hurried`. */
export function tellingOfSilence(faults: Faults | undefined): Faults {
  return (request, count) => {
    const fault = faults?.(request, count);
    if (fault === "hang") setImmediate(() => silence.emit("begins"));
    return fault;
  };
}

/** @returns starts them for the test that is running */
export function servicesPerTest(): (options?: Partial<ServicesOptions>) => Promise<Services> {
  const started: Services[] = [];
  afterEach(async () => {
    await Promise.all(started.splice(0).map((one) => one.close()));
  });
  return async ({ faults, ...options } = {}) => {
    const services = await startServices({
      now: () => new Date("2026-02-03T08:30:00Z"),
      ...options,
      faults: tellingOfSilence(faults),
    });
    started.push(services);
    return services;
  };
}

/** A transport whose waits are noted instead of waited out, and which is out of time where a service is silent, not before. */
export function hurried(changes: Partial<Transport> = {}): {
  waits: number[];
  transport: Partial<Transport>;
} {
  const waits: number[] = [];
  const sleep = async (milliseconds: number) => waits.push(milliseconds);
  return { waits, transport: { sleep, timeoutMs: 100, retries: 2, fetch: untilSilence, ...changes } };
}

const untilSilence: typeof fetch = async (input, init) => {
  const [late, answered] = [new AbortController(), new AbortController()];
  const begins = once(silence, "begins", { signal: answered.signal });
  begins.then(() => late.abort(new DOMException("out of time", "TimeoutError"))).catch(() => {});
  try {
    return await fetch(input, { ...init, signal: late.signal });
  } finally {
    answered.abort();
  }
};

/** Ways in which a service cannot say, as a fault for every request whose path starts so; each with what is told of it. */
export const ways = [
  { way: "answers 500", fault: { status: 500, body: "{}" }, told: /500/ },
  { way: "does not answer", fault: "hang", told: /no answer within 100 ms/ },
  { way: "breaks off", fault: "drop", told: /no answer/ },
  { way: "answers half a body", fault: { status: 200, body: '{"id": "prj_' }, told: /not JSON/ },
  { way: "answers another body", fault: { status: 200, body: '{"hello": true}' }, told: /another form/ },
  {
    way: "answers a page",
    fault: { status: 200, body: "<html>", headers: { "content-type": "text/html" } },
    told: /./,
  },
] as const;
