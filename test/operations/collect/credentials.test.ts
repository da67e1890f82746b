// Credentials: which services a stack asks, what each of them says of a credential, and that no credential is repeated.
import assert from "node:assert/strict";
import { settingsSchema } from "../../../inputs/settings.ts";
import { collectors } from "../../../operations/collect/collectors.ts";
import { credentials } from "../../../operations/collect/credentials.ts";
import type { Identity } from "../../../operations/identityCall.ts";
import { identityCalls } from "../../../operations/identityCalls.ts";
import type { Faults } from "../../../rehearsal/faults.ts";
import type { ServicesOptions } from "../../../rehearsal/services/index.ts";
import { startSupabase } from "../../../rehearsal/supabase.ts";
import { contextOf, type Given } from "../../support/collecting.ts";
import { rehearsalInputs, settingsOf } from "../../support/inputs.ts";
import { planted, servicesPerTest, tellingOfSilence } from "../../support/services.ts";

const calls = identityCalls(rehearsalInputs());
const names = calls.map(({ service }) => service);

describe("the credentials of a deployment", () => {
  const startServices = servicesPerTest();
  const supabases: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    await Promise.all(supabases.splice(0).map((one) => one.close()));
  });

  /** All services, with Supabase, which stands alone. */
  async function start(options: Partial<ServicesOptions> = {}, accessToken?: string) {
    const supabase = await startSupabase({
      faults: tellingOfSilence(options.faults),
      ...(accessToken !== undefined && { accessToken }),
    });
    supabases.push(supabase);
    const { environment, requests } = await startServices(options);
    const all = { ...environment, SUPABASE_API_URL: supabase.url, SUPABASE_ACCESS_TOKEN: "supabase-token" };
    return { environment: all, requests };
  }

  async function saidOf(
    service: string,
    services: { environment: Record<string, string> },
    given: Given = {},
  ) {
    const { environment, transport, signal } = contextOf(services, given);
    const call = calls.find((one) => one.service === service);
    assert.ok(call);
    return await call.check(environment, transport, signal);
  }

  /** A stand-in that answers like this wherever it is asked. */
  const always =
    (status: number, body: string, headers?: Record<string, string>): Faults =>
    () => ({ status, body, ...(headers && { headers }) });

  it("are those of every service that the stack uses", () => {
    assert.deepEqual(names, ["Vercel", "Supabase", "Datadog", "Sentry", "GitHub", "Slack", "SendGrid"]);
    const inputs = rehearsalInputs();
    const { git: _, ...vercel } = settingsOf("rehearsal").vercel;
    const off = { enabled: false, acceptOff: true } as const;
    const less = { ...inputs.settings, vercel, datadog: off, sentry: off };
    assert.deepEqual(
      identityCalls({ settings: settingsSchema.parse(less) }).map(({ service }) => service),
      ["Vercel", "Supabase", "Slack", "SendGrid"],
    );
    for (const { variables, needs, without } of calls) assert.ok(variables.length > 0 && needs && without);
  });

  it("are proven where every service lets them in", async () => {
    assert.deepEqual(await credentials.collect(contextOf(await start())), {
      result: "pass",
      detail: `let in by ${names.join(", ")}`,
    });
  });

  for (const { service, variables } of calls) {
    it(`are not known where ${service}'s is not set`, async () => {
      const context = contextOf(await start(), {
        environment: Object.fromEntries(variables.map((name) => [name, undefined])),
      });
      assert.deepEqual(await credentials.collect(context), {
        result: "unknown",
        detail: `${service}: ${variables.join(", ")} not set`,
      });
    });

    it(`are wrong where ${service} refuses one, which is not repeated`, async () => {
      const key = service.toLowerCase();
      const accepted = { [key]: "right" };
      const services = await start({ identities: { accepted }, vercel: { token: "right" } }, "right");
      const given = { environment: Object.fromEntries(variables.map((name) => [name, planted])) };
      const { state, detail } = await saidOf(service, services, given);
      assert.equal(state, "refused", detail);
      assert.match(detail, /required: /);
      assert.ok(!detail.includes(planted));
    });

    const unclear: [string, Faults][] = [
      ["answers 500", always(500, "{}")],
      ["answers 429 for ever", always(429, "{}", { "retry-after": "1" })],
      ["does not answer", () => "hang"],
      ["breaks off", () => "drop"],
      ["answers half a body", always(200, '{"user": {"id"')],
      ["answers another body", always(200, '{"hello": "world"}')],
      ["answers a page", always(200, "<html>")],
      ["sends on", always(302, "", { location: "https://example.com" })],
    ];
    for (const [way, faults] of unclear) {
      it(`are not known where ${service} ${way}`, async () => {
        const given = { environment: Object.fromEntries(variables.map((name) => [name, planted])) };
        const { state, detail } = await saidOf(service, await start({ faults }), given);
        assert.equal(state, "unknown", detail);
        assert.ok(!detail.includes(planted));
        assert.ok(detail.startsWith(`${variables.join(" and ")}: `), detail);
      });
    }

    it(`are not sent to an address of ${service}'s in the clear`, async () => {
      const [first = ""] = variables;
      const url = `${first.split("_")[0]}_API_URL`;
      const { environment } = await start();
      const { state, detail } = await saidOf(service, {
        environment: { ...environment, [url]: "http://example.com" },
      });
      assert.equal(state, "unknown");
      assert.match(detail, new RegExp(`: ${url} has another form`));
    });

    it(`are not repeated where a header cannot carry ${service}'s`, async () => {
      const given = { environment: Object.fromEntries(variables.map((name) => [name, `${planted}\n`])) };
      const { state, detail } = await saidOf(service, await start(), given);
      assert.equal(state, "unknown");
      assert.ok(!detail.includes(planted), detail);
    });
  }

  const scopes: [string, ServicesOptions["identities"], Identity["state"], RegExp][] = [
    [
      "Sentry",
      { scopes: { sentry: ["org:read", "team:write", "project:write"] } },
      "refused",
      /says that it lacks alerts:write; required: org:read, team:write, project:write, alerts:write$/,
    ],
    [
      "Sentry",
      { scopes: { sentry: ["org:admin", "team:admin", "project:admin", "alerts:write"] } },
      "ok",
      /let in/,
    ],
    ["Slack", { scopes: { slack: ["channels:read"] } }, "refused", /says that it lacks chat:write/],
    ["SendGrid", { scopes: { sendgrid: ["stats.read"] } }, "refused", /says that it lacks mail\.send/],
    [
      "Datadog",
      { scopes: { datadog: [] } },
      "refused",
      /\/api\/v1\/monitor\/search answers 403; required: .* monitors_read/,
    ],
  ];
  for (const [service, identities, state, told] of scopes) {
    it(`of ${service} are ${state} with ${JSON.stringify(identities?.scopes)}`, async () => {
      const said = await saidOf(service, await start({ ...(identities && { identities }) }));
      assert.equal(said.state, state);
      assert.match(said.detail, told);
    });
  }

  it("are wrong as soon as one is refused, whatever the others are", async () => {
    const services = await start({ identities: { accepted: { sendgrid: "right" } } });
    const given = { environment: { SENDGRID_API_KEY: planted, SLACK_BOT_TOKEN: undefined } };
    const { result, detail } = await credentials.collect(contextOf(services, given));
    assert.equal(result, "fail");
    assert.match(detail, /^SendGrid: SENDGRID_API_KEY: \/sendgrid\/v3\/scopes answers 401/);
    assert.ok(!detail.includes("Slack") && !detail.includes(planted));
  });

  it("of Vercel are refused where they do not reach the project", async () => {
    const { state, detail } = await saidOf("Vercel", await start({ vercel: { project: "another" } }));
    assert.equal(state, "refused");
    assert.match(
      detail,
      /projects\/marsana-fleet-rehearsal answers 404; required: .* access to the whole team marsana/,
    );
  });

  it("of GitHub are not known where only the limit is reached", async () => {
    const faults = always(403, "{}", { "x-ratelimit-remaining": "0" });
    assert.equal((await saidOf("GitHub", await start({ faults }))).state, "unknown");
  });

  it("of Slack are not known where Slack has failed, or does not tell the scopes", async () => {
    const failed = await saidOf(
      "Slack",
      await start({ faults: always(200, '{"ok":false,"error":"internal_error"}') }),
    );
    assert.deepEqual(failed, {
      state: "unknown",
      detail: "SLACK_BOT_TOKEN: /slack/auth.test says internal_error",
    });
    const silent = await saidOf("Slack", await start({ faults: always(200, '{"ok":true}') }));
    assert.match(silent.detail, /does not tell the token's scopes/);
    assert.equal(silent.state, "unknown");
  });

  it("are asked about by a collector for an item of the runbook", () => {
    assert.ok(collectors.includes(credentials));
  });
});
