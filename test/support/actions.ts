// Stands in for what gives a run of GitHub Actions its token, and for the issuer whose keys sign it.
import { Hono } from "hono";
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from "jose";
import { afterEach } from "mocha";
import {
  type Environment,
  type Faults,
  type RecordedRequest,
  recordAndFail,
} from "../../rehearsal/faults.ts";
import { serveOnLoopback } from "../../rehearsal/loopback.ts";

/** Planted where a run's own secret goes: nothing that people see may have it. */
export const runSecret = "run_0planted0secret0value0";

/** What GitHub says of a run that lea started by hand, once. */
export const leasRun = {
  actor: "Lea",
  repository: "marsana/fleet",
  run_id: "4711",
  run_attempt: "1",
  event_name: "workflow_dispatch",
  sha: "c".repeat(40),
};

export interface Actions {
  readonly environment: Readonly<Record<string, string>>;
  /** The address of all of it, which is the issuer's too. */
  readonly url: string;
  readonly requests: readonly RecordedRequest[];
}

export interface Signing {
  readonly claims?: JWTPayload;
  /** Another than the one whose public half the issuer gives out. */
  readonly otherKey?: true;
  readonly issuer?: string;
  readonly audience?: string;
  readonly from?: Date;
  readonly to?: Date;
  /** What becomes of the token on its way. */
  readonly changed?: (token: string) => string;
}

/** Call it once in a `describe`: gives what starts one, which is closed when the test is done. */
export function actionsPerTest(): (signing?: Signing, faults?: Faults) => Promise<Actions> {
  const open: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((server) => server.close()));
  });
  return async (signing = {}, faults) => {
    const [own, other] = [await generateKeyPair("RS256"), await generateKeyPair("RS256")];
    const jwk = { ...(await exportJWK(own.publicKey)), kid: "1", alg: "RS256", use: "sig" };
    const requests: RecordedRequest[] = [];
    let url = "";
    const app = new Hono<Environment>();
    app.use(recordAndFail(requests, faults));
    app.get("/.well-known/jwks", (c) => c.json({ keys: [jwk] }));
    app.get("/token", async (c) => {
      if (c.req.header("authorization") !== `Bearer ${runSecret}`) return c.json({}, 401);
      const { from = new Date(), to = new Date(from.getTime() + 300_000) } = signing;
      const token = await new SignJWT(signing.claims ?? leasRun)
        .setProtectedHeader({ alg: "RS256", kid: "1" })
        .setIssuer(signing.issuer ?? url)
        .setAudience(signing.audience ?? c.req.query("audience") ?? "")
        .setNotBefore(from)
        .setExpirationTime(to)
        .sign(signing.otherKey ? other.privateKey : own.privateKey);
      return c.json({ value: signing.changed?.(token) ?? token });
    });
    const server = await serveOnLoopback(app.fetch);
    open.push(server);
    url = server.url;
    const environment = {
      ACTIONS_ID_TOKEN_REQUEST_URL: `${url}/token?api-version=2.0`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: runSecret,
    };
    return { environment, url, requests };
  };
}
