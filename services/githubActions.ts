// Who started a run of GitHub Actions, by the token with which GitHub itself says so (OpenID Connect).
import { createRemoteJWKSet, customFetch, jwtVerify } from "jose";
import { z } from "zod";
import { baseUrlSchema } from "./access.ts";
import { patientFetch } from "./patientFetch.ts";
import type { Transport } from "./request.ts";

/** The address at which a run gets its token, and the token that lets it: GitHub sets both, in `id-token: write` only. */
export const actionsVariables = ["ACTIONS_ID_TOKEN_REQUEST_URL", "ACTIONS_ID_TOKEN_REQUEST_TOKEN"] as const;

const publicIssuer = "https://token.actions.githubusercontent.com";
/** What the token is for: one for another purpose is not taken. */
const audience = "marsana-fleet";

const answerSchema = z.object({ value: z.string() });
const claimsSchema = z.object({
  actor: z.string(),
  /** `owner/name`. */
  repository: z.string(),
  run_id: z.string().regex(/^\d+$/),
  run_attempt: z.string(),
  event_name: z.string(),
  /** The commit that the run is of. */
  sha: z.string().regex(/^[0-9a-f]{40,64}$/),
});
export type ActionsRun = z.infer<typeof claimsSchema>;

export interface ActionsOptions {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly transport?: Partial<Transport>;
  /** The present by the clock: a token is valid for some minutes. */
  readonly now: () => Date;
  /**
   * Whose word is taken, for tests. Default: GitHub's. No variable sets it: whoever could would be whom they like.
   */
  readonly issuer?: string;
}

/**
 * The run that this process is part of; undefined outside of GitHub Actions, or where the run may get no token.
 * @throws Error where GitHub gives no token, or one that is not GitHub's, not for this, or not valid now
 */
export async function actionsRun({
  environment,
  transport,
  now,
  issuer = publicIssuer,
}: ActionsOptions): Promise<ActionsRun | undefined> {
  const [address, secret] = actionsVariables.map((name) => environment[name] ?? "");
  if (!address || !secret) return undefined;
  const fetch = patientFetch(transport, [secret]);
  const url = safe(address);
  url.searchParams.set("audience", audience);
  const answer = await fetch(url, {
    headers: { authorization: `Bearer ${secret}`, accept: "application/json" },
  });
  if (!answer.ok) throw new Error(`GitHub gives this run no token to say who started it: ${answer.status}`);
  const body = answerSchema.safeParse(await answer.json().catch(() => undefined));
  if (!body.success) throw new Error("GitHub gives this run no token to say who started it: another form");
  const keys = createRemoteJWKSet(new URL(`${issuer}/.well-known/jwks`), { [customFetch]: fetch });
  const expected = { issuer, audience, algorithms: ["RS256"], currentDate: now(), requiredClaims: ["exp"] };
  const { payload } = await jwtVerify(body.data.value, keys, expected).catch((error: Error) => {
    // Its message names a claim or a key, and never the token.
    throw new Error(`the token that says who started this run is not believed: ${error.message}`);
  });
  const claims = claimsSchema.safeParse(payload);
  if (claims.success) return claims.data;
  throw new Error("the token that says who started this run is not believed: it does not say it");
}

function safe(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url !== undefined && baseUrlSchema.safeParse(url.origin).success) return url;
  throw new Error("ACTIONS_ID_TOKEN_REQUEST_URL is no address over https");
}
