// Starts the stand-ins for the four packages of the stack, to which a real engine attaches as to its own plugins.
import { Server, ServerCredentials } from "@grpc/grpc-js";
import services from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import { commandThings } from "./commands.ts";
import { EngineLog } from "./engineLog.ts";
import { packages } from "./packages.ts";
import { Processes } from "./processes.ts";
import { callsOf } from "./provider.ts";
import { serviceThings } from "./service.ts";
import { Store } from "./store.ts";
import type { Package } from "./table.ts";
import type { Things } from "./things.ts";

export interface StandInOptions {
  /** The instant that the services take for the present; asked for whenever something is made or changed. */
  readonly now: () => Date;
  /** Where the services remember what exists in them; nothing else outlives the process. */
  readonly stateFolder: string;
  /** What the commands inherit; the process's own environment when it is left out. */
  readonly environment?: NodeJS.ProcessEnv;
}

export interface StandIns {
  /** To be set for the engine, so that it attaches to the stand-ins instead of starting plugins. */
  readonly environment: { readonly PULUMI_DEBUG_PROVIDERS: string };
  /** Ends the servers and every command that still runs. */
  close(): Promise<void>;
}

/** Starts one server per package on a free port of the loopback address. */
export async function startStandIns(options: StandInOptions): Promise<StandIns> {
  const log = new EngineLog();
  const processes = new Processes();
  const commands = commandThings({ processes, log, environment: options.environment ?? process.env });
  const thingsOf = (one: Package): Things =>
    one.name === "command" ? commands : serviceThings(new Store(options.stateFolder, one.name), options.now);
  const servers = await Promise.all(packages.map((one) => serve(one, thingsOf(one), log)));
  return {
    environment: { PULUMI_DEBUG_PROVIDERS: servers.map(({ name, port }) => `${name}:${port}`).join(",") },
    async close() {
      // First the servers, so that nothing can start a command any more.
      for (const { server } of servers) server.forceShutdown();
      await processes.close();
      log.close();
    },
  };
}

/** As much as the engine itself sends. */
const MESSAGE_BYTES = 400 * 1024 * 1024;

async function serve(one: Package, things: Things, log: EngineLog) {
  const server = new Server({ "grpc.max_receive_message_length": MESSAGE_BYTES });
  server.addService(services.ResourceProviderService, callsOf(one, things, log));
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    ),
  );
  return { name: one.name, port, server };
}
