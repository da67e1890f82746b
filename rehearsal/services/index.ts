// Stands in for the services that a release is proven by: one server on this machine, with the routes of each below its name.
import { Hono } from "hono";
import { type Environment, type Faults, type RecordedRequest, recordAndFail } from "../faults.ts";
import { serveOnLoopback } from "../loopback.ts";
import { type DatadogState, datadog } from "./datadog.ts";
import { githubRoutes } from "./github.ts";
import { sampleGithub } from "./githubSample.ts";
import { type IdentityState, identities } from "./identity.ts";
import { type SendGridState, sendGrid } from "./sendgrid.ts";
import { type SlackState, slack } from "./slack.ts";
import { type StagingState, staging } from "./staging.ts";
import { type VercelState, vercel } from "./vercel.ts";

export interface ServicesOptions {
  /** The present of all services. */
  now: () => Date;
  faults?: Faults;
  datadog?: DatadogState;
  slack?: SlackState;
  sendGrid?: SendGridState;
  /** What differs from a state in which all is well. */
  identities?: IdentityState;
  staging?: Partial<StagingState>;
  vercel?: Partial<VercelState>;
}

export interface Services {
  /** What the collectors need to reach them: an address and a token for each. */
  environment: Readonly<Record<string, string>>;
  /** Every request so far, in the order they came; their paths start with the service's name. */
  requests: readonly RecordedRequest[];
  close(): Promise<void>;
}

/** One service: its routes, and the variables that lead to them. */
export interface ServiceRoutes {
  /** Its address is this below the server's own: `/github`. */
  path: string;
  routes: Hono<Environment>;
  /** Of the service's address. */
  environment: (url: string) => Record<string, string>;
}

/** Starts them on a free port of the loopback address. */
export async function startServices(options: ServicesOptions): Promise<Services> {
  const requests: RecordedRequest[] = [];
  const app = new Hono<Environment>();
  app.use(recordAndFail(requests, options.faults));
  const services: readonly ServiceRoutes[] = [
    // First, so that the routes of a whole service cannot hide these, and its own credentials count.
    ...identities(options.identities),
    staging(options.staging),
    vercel(options.vercel),
    datadog(options.datadog, options.now),
    slack(options.slack, options.now),
    sendGrid(options.sendGrid),
    githubRoutes(sampleGithub()),
  ];
  for (const { path, routes } of services) app.route(path, routes);
  const { url, close } = await serveOnLoopback(app.fetch);
  const environment = Object.assign({}, ...services.map((one) => one.environment(url + one.path)));
  return { environment, requests, close };
}
