// Runs the program on Pulumi's mocks, with no engine, and records every resource that it declares.
import * as pulumi from "@pulumi/pulumi";
import program from "../../index.ts";
import { readOutputs } from "../../operations/lastOutputs.ts";
import { type ConfigChanges, configure } from "./config.ts";
import { resources as known } from "./exampleInputs.ts";

export interface Recorded {
  type: string;
  name: string;
  inputs: Record<string, unknown>;
  /** The id of the thing that the resource adopts. */
  adopts?: string;
}

/** What the services would answer, as far as the program hands it on. */
const answers: Readonly<Record<string, Record<string, unknown>>> = {
  "vercel:index/edgeConfigToken:EdgeConfigToken": { connectionString: "https://edge.example/store" },
  "vercel:index/webhook:Webhook": { secret: "signing-secret" },
  "datadog:index/syntheticsTest:SyntheticsTest": { monitorId: 4242 },
  "sentry:index/sentryTeam:SentryTeam": { internalId: "42" },
  "sentry:index/sentryKey:SentryKey": { dsnPublic: "https://key@sentry.example/1" },
};

const types = new Set(known.map(({ token }) => token));

/** Records resources, and refuses whatever is neither a component of the project nor known to the stand-ins. */
class Recorder implements pulumi.runtime.Mocks {
  readonly resources: Recorded[] = [];
  /** What nothing stands in for; the SDK would swallow what a mock throws. */
  readonly refused: string[] = [];

  newResource({ type, name, inputs, id }: pulumi.runtime.MockResourceArgs): {
    id: string;
    state: Record<string, unknown>;
  } {
    if (type.startsWith("marsana:") || type === "pulumi:pulumi:Stack") return { id: "", state: inputs };
    if (types.has(type)) this.resources.push({ type, name, inputs, ...(id && { adopts: id }) });
    else this.refused.push(`nothing stands in for ${type} (${name})`);
    return { id: `${name}-id`, state: { ...inputs, ...answers[type] } };
  }

  call({ token }: pulumi.runtime.MockCallArgs): Record<string, unknown> {
    // As before the first update.
    if (token === readOutputs) return { outputs: {} };
    this.refused.push(`nothing stands in for the call of ${token}`);
    return {};
  }
}

/**
 * The resources that the project's program declares on the rehearsal's config with these changes.
 * @throws what the program throws, and for a resource that nothing stands in for
 */
export async function declared(
  changes: ConfigChanges = {},
  run: () => Promise<unknown> = program,
): Promise<Recorded[]> {
  const recorder = new Recorder();
  configure(changes);
  // As a preview, in which the program asks no service.
  await pulumi.runtime.setMocks(recorder, "marsana-fleet", "rehearsal", true, "organization");
  await run();
  await pulumi.runtime.disconnect();
  if (recorder.refused.length > 0) throw new Error(recorder.refused.join("\n"));
  return recorder.resources;
}
