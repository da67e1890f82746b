// Serves a stand-in on a free port of the loopback address, until it is closed.
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";

export interface LoopbackServer {
  url: string;
  close(): Promise<void>;
}

export async function serveOnLoopback(
  fetch: Parameters<typeof createAdaptorServer>[0]["fetch"],
): Promise<LoopbackServer> {
  const server = createAdaptorServer({ fetch });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      const closed = once(server, "close");
      server.close();
      // A client keeps its connections open, and a fault may hold one for ever.
      if ("closeAllConnections" in server) server.closeAllConnections();
      await closed;
    },
  };
}
