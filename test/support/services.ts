// Starts the stand-ins of the services for each test, and closes them after it; nothing waits for real.
import { afterEach } from "mocha";
import { type Services, type ServicesOptions, startServices } from "../../rehearsal/services/index.ts";
import type { Transport } from "../../services/request.ts";

/** Planted as a credential, and looked for in everything that is said. */
export const planted = "plantedSecret0123456789ABCDEFxyz";

/** @returns starts them for the test that is running */
export function servicesPerTest(): (options?: Partial<ServicesOptions>) => Promise<Services> {
  const started: Services[] = [];
  afterEach(async () => {
    await Promise.all(started.splice(0).map((one) => one.close()));
  });
  return async (options = {}) => {
    const services = await startServices({ now: () => new Date("2026-02-03T08:30:00Z"), ...options });
    started.push(services);
    return services;
  };
}

/** A transport whose waits are noted instead of waited out. */
export function hurried(changes: Partial<Transport> = {}): {
  waits: number[];
  transport: Partial<Transport>;
} {
  const waits: number[] = [];
  const sleep = async (milliseconds: number) => waits.push(milliseconds);
  return { waits, transport: { sleep, timeoutMs: 100, retries: 2, ...changes } };
}

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
