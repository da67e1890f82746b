// What the monitors of the incidents ask Datadog for, given what runbook and config say.
import assert from "node:assert/strict";
import { incidentMonitors } from "../../components/IncidentMonitors.ts";
import { statusPageTests } from "../../components/StatusPageTests.ts";
import { incidentSources } from "../../inputs/incidents.ts";
import { type Inputs, readInputs } from "../../inputs/inputs.ts";
import { settingsSchema } from "../../inputs/settings.ts";
import { handlesIn } from "../../signals/handles.ts";
import { compositeQuery, compositeWatches, metricWatches } from "../../signals/incidentWatches.ts";
import { shownOn } from "../../signals/occasions.ts";
import { changedRunbook } from "../support/changedRunbook.ts";
import { clock, rehearsalInputs, settingsOf, switchedOn } from "../support/inputs.ts";

const inputs = rehearsalInputs();
/** The sources, with a page that tells others than an alert does. */
const sources = (changes: Partial<Inputs> = {}) => ({
  ...switchedOn(incidentSources({ ...inputs, ...changes })),
  routes: { page: ["@pager"], alert: ["@slack-fleet"], warning: ["@slack-fleet"] },
});
const configured = (incidents: object) => ({
  settings: settingsSchema.parse({ ...settingsOf("rehearsal"), incidents }),
});
const quiet = configured({ quietSymptoms: true });
const tells = ({ message }: { message: unknown }) =>
  handlesIn(shownOn("alert", String(message)).surely).join(" ");
const spike = "error-rate-spike";
const database = "database-performance-degradation";
const third = "third-party-service-failure";
const measures = ["connections", "queries", "size", "cpu", "memory", "locks"];

describe("the monitors of the incidents", () => {
  it("page at once where errors pass the heading's amount, judged by enough traffic, until the row's alert is over", () => {
    const { message, ...rest } = switchedOn(incidentMonitors(sources())[spike]);
    const scope = "{env:rehearsal,service:marsana-fleet} by {env}.as_count()";
    assert.deepEqual(rest, {
      name: "Incident: Error Rate Spike (rehearsal)",
      type: "query alert",
      query:
        `sum(last_5m):(100 * sum:trace.next.request.errors${scope} / sum:trace.next.request.hits${scope}) * ` +
        `is_greater(sum:trace.next.request.hits${scope}, 200) > 5`,
      monitorThresholds: { critical: "5", criticalRecovery: "1" },
      tags: [
        "env:rehearsal",
        "service:marsana-fleet",
        "source:runbook",
        "team:marsana-fleet",
        `runbook-incident:${spike}`,
      ],
      priority: "1",
      onMissingData: "show_no_data",
      requireFullWindow: false,
      includeTags: true,
    });
    assert.equal(tells({ message }), "@pager");
    assert.match(
      String(message),
      /^\{\{#is_alert\}\}Error Rate is \{\{value\}\}\. .* begins at > 5%\.\{\{\/is_alert\}\}\n/,
    );
    assert.match(String(message), /npm run runbook -- collect 1\.0\.0-rc1 --stack rehearsal/);
    assert.match(String(message), /^vercel rollback "\$PREVIOUS_DEPLOYMENT_URL"$/m);
  });

  it("show the commands of the way back on the stack's own host, and nothing else of them changed", () => {
    const staging = readInputs(settingsOf("staging"), "staging", {}, clock);
    const { message } = switchedOn(incidentMonitors(switchedOn(incidentSources(staging)))[spike]);
    assert.match(
      String(message),
      /^Quick Rollback:\n```\nvercel list --environment production\nvercel rollback "\$PREVIOUS_DEPLOYMENT_URL"\ncurl https:\/\/staging\.marsana\.com\/api\/health\n```$/m,
    );
    assert.match(
      String(switchedOn(incidentMonitors(sources())[spike]).message),
      /^curl https:\/\/app\.marsana\.com\/api\/health$/m,
    );
  });

  it("compare in the unit of the signal, with the amount that the heading has now", () => {
    const settings = settingsSchema.parse({
      ...settingsOf("rehearsal"),
      signals: { "error-rate": { query: "avg(last_5m):avg:errors{*} by {env}", unit: "fraction" } },
    });
    const { signals } = rehearsalInputs(settings);
    const runbook = changedRunbook(["Spike (> 5%)", "Spike (> 7.5%)"]);
    const { query, monitorThresholds } = switchedOn(incidentMonitors(sources({ signals, runbook }))[spike]);
    assert.equal(query, "avg(last_5m):avg:errors{*} by {env} > 0.075");
    assert.deepEqual(monitorThresholds, { critical: "0.075", criticalRecovery: "0.01" });
  });

  it("page for each measure of the database, at the lines of config, and tell where one is not measured", () => {
    const lines = configured({ database: { connections: 70.5, locks: 3 } });
    const all = incidentMonitors(sources(lines));
    assert.deepEqual(
      measures.map((id) => {
        const { monitorThresholds, priority, onMissingData, ...one } = switchedOn(all[`${database}-${id}`]);
        const { critical, criticalRecovery } = Object(monitorThresholds);
        assert.ok(
          String(one.query).endsWith(` by {env} > ${critical}`) ||
            / by \{env\}\.as_count\(\) > \d+$/.test(String(one.query)),
          String(one.query),
        );
        assert.match(String(one.message), /\{\{#is_no_data\}\}.* is not measured/);
        return [id, critical, criticalRecovery, priority, onMissingData, tells(one)];
      }),
      [
        ["connections", "70.5", "63.45", "1", "show_and_notify_no_data", "@pager"],
        ["queries", "500", "450", "1", "show_and_notify_no_data", "@pager"],
        ["size", "90", "81", "1", "show_and_notify_no_data", "@pager"],
        ["cpu", "90", "81", "1", "show_and_notify_no_data", "@pager"],
        ["memory", "90", "81", "1", "show_and_notify_no_data", "@pager"],
        ["locks", "3", "2.7", "1", "show_and_notify_no_data", "@pager"],
      ],
    );
  });

  it("are of the incidents that the runbook has, and of no other", () => {
    const gone = configured({ databaseIncident: "no-such-incident" });
    assert.deepEqual(Object.keys(incidentMonitors(sources(gone))), [
      spike,
      ...["sendgrid", "mapbox", "sentry"].map((id) => `${third}-${id}`),
    ]);
    const others = changedRunbook(["(SendGrid, Mapbox, Sentry)", "(Mapbox, Mapbox)"]);
    assert.deepEqual(Object.keys(incidentMonitors(sources({ runbook: others }))), [
      spike,
      ...measures.map((id) => `${database}-${id}`),
      `${third}-mapbox`,
    ]);
  });

  it("are there without Sentry too, and not without Datadog", () => {
    const noSentry = settingsSchema.parse({
      ...settingsOf("rehearsal"),
      sentry: { enabled: false, acceptOff: true },
    });
    assert.ok(spike in incidentMonitors(sources({ settings: noSentry, sentry: undefined })));
    assert.equal(incidentSources({ ...inputs, datadog: undefined }), undefined);
  });

  it("keeps the monitors of an incident that is given another id, under their former names", () => {
    const runbook = changedRunbook([
      "### Database Performance Degradation",
      `### Slow Database <!-- id: slow-database, was: ${database} -->`,
    ]);
    const watches = metricWatches(sources({ runbook })).filter(({ id }) => id.startsWith("slow-database"));
    assert.deepEqual(
      watches.map(({ id, was }) => [id, was]),
      measures.map((id) => [`slow-database-${id}`, [`${database}-${id}`]]),
    );
  });

  it("never warn: a part of a composite that only warns would count as one that alerts", () => {
    for (const { args } of metricWatches(sources()))
      assert.ok(!("warning" in args.monitorThresholds), args.name);
  });
});

describe("whose fault it is", () => {
  it("is theirs where our requests fail and their status page fails, ours where it does not", () => {
    const watches = compositeWatches(sources());
    assert.deepEqual(
      watches.map((one) => [one.id, compositeQuery(one, (part) => part), one.args.priority, tells(one.args)]),
      ["sendgrid", "mapbox", "sentry"].flatMap((id) => [
        [`${third}-${id}-theirs`, `${third}-${id} && status-${id}`, "2", "@slack-fleet"],
        [`${third}-${id}-ours`, `${third}-${id} && !status-${id}`, "2", "@slack-fleet"],
      ]),
    );
  });

  it("is asked of each status page, by a test that does not count as one of the application", () => {
    const tests = statusPageTests(sources());
    assert.deepEqual(Object.keys(tests), ["status-sendgrid", "status-mapbox", "status-sentry"]);
    const { name, message, ...rest } = switchedOn(tests["status-sendgrid"]);
    assert.deepEqual(rest, {
      type: "api",
      subtype: "http",
      status: "live",
      tags: ["source:runbook", "team:marsana-fleet", `runbook-incident:${third}`],
      locations: ["aws:eu-central-1", "aws:us-east-1"],
      requestDefinition: { method: "GET", url: "https://status.sendgrid.com/api/v2/status.json" },
      assertions: [
        {
          type: "body",
          operator: "validatesJSONPath",
          targetjsonpath: {
            jsonpath: "$.status.indicator",
            operator: "matches",
            targetvalue: "^(none|minor)$",
          },
        },
      ],
      optionsList: {
        tickEvery: 300,
        retry: { count: 2, interval: 1000 },
        minFailureDuration: 360,
        minLocationFailed: 2,
        monitorName: "Status page of SendGrid",
        monitorPriority: 5,
      },
    });
    assert.equal(name, "Status page of SendGrid");
    assert.deepEqual(handlesIn(String(message)), []);
  });

  it("is asked where config says, for a service that ships and for one that does not", () => {
    const services = {
      sentry: { host: "errors.example.com", statusUrl: "https://status.example.com/status.json" },
      "acme-mail": { host: "*.acme.example", statusUrl: "https://acme.example/status.json" },
    };
    const runbook = changedRunbook(["(SendGrid, Mapbox, Sentry)", "(Sentry, Acme Mail)"]);
    const own = sources({ ...configured({ services, minimumRequests: 0 }), runbook });
    assert.deepEqual(
      Object.values(statusPageTests(own)).map(({ requestDefinition }) => Object(requestDefinition).url),
      ["https://status.example.com/status.json", "https://acme.example/status.json"],
    );
    const scope = "env:rehearsal,service:marsana-fleet,peer.hostname:*.acme.example} by {env}.as_count()";
    assert.equal(
      incidentMonitors(own)[`${third}-acme-mail`]?.query,
      `sum(last_10m):100 * sum:trace.http.request.errors{${scope} / sum:trace.http.request.hits{${scope} > 20`,
    );
  });
});

describe("quiet symptoms", () => {
  const alone = () => switchedOn(compositeWatches(sources(quiet))[0]);

  it("page for the errors only where no measure of the database pages, and where that is not known", () => {
    const { id, parts, args } = alone();
    assert.equal(id, `${spike}-alone`);
    assert.equal(
      compositeQuery({ parts }, (part) => part),
      [spike, ...measures.map((measure) => `!${database}-${measure}`)].join(" && "),
    );
    assert.deepEqual(
      [args.type, args.notifyNoData, args.priority, tells(args)],
      ["composite", true, "1", "@pager"],
    );
    assert.match(args.message, /\{\{#is_no_data\}\}.* cannot be told from /);
    // Datadog takes ten monitors in a composite.
    assert.ok(parts.length <= 10);
  });

  it("lose nothing: the errors' own monitor still tells, less loudly, and a quiet night is no missing data", () => {
    const { priority, onMissingData, ...own } = switchedOn(incidentMonitors(sources(quiet))[spike]);
    assert.deepEqual([priority, onMissingData, tells(own)], ["2", "resolve", "@slack-fleet"]);
  });

  it("need a cause: without the database's incident the errors page by themselves", () => {
    const without = sources(configured({ quietSymptoms: true, databaseIncident: "no-such-incident" }));
    assert.equal(incidentMonitors(without)[spike]?.priority, "1");
    assert.ok(compositeWatches(without).every(({ id }) => id.startsWith(third)));
  });
});
