// What a person reads when an incident begins: whole where it fits, never cut in the middle, and telling nobody but whom it names.
import assert from "node:assert/strict";
import fc from "fast-check";
import type { Incident, Item, Runbook } from "../../runbook/model.ts";
import { handlesIn } from "../../signals/handles.ts";
import { type IncidentHelp, incidentMessage, longestMessage, plain } from "../../signals/incidentMessage.ts";

const at = { line: 1, column: 1 };
const items = (...texts: string[]): Item[] => texts.map((text, index) => ({ id: `i${index}`, text, at }));
const rollback: Runbook["rollbacks"][number] = {
  id: "quick-rollback",
  title: "Quick Rollback",
  condition: "< 5 minutes",
  lines: [
    { kind: "comment", text: "1. Revert", at },
    { kind: "command", text: 'vercel rollback "$PREVIOUS_DEPLOYMENT_URL"', at },
    { kind: "comment", text: "Post in Slack #incidents channel", at },
  ],
  at,
};
const spike: Incident = {
  id: "error-rate-spike",
  title: "Error Rate Spike",
  trigger: "> 5%",
  services: [],
  immediate: items("Page on-call engineer", "Check Sentry"),
  investigation: items("Review error logs"),
  mitigation: items("Implement rate limiting"),
  at,
};
const help: IncidentHelp = {
  runbookUrl: "https://example.com/RUNBOOK.md",
  dashboards: [{ id: "sentry", name: "Sentry", url: "https://sentry.io/organizations/acme/", at }],
  stack: "prod",
  release: "1.0.0",
  rollback,
  routes: { page: ["@pager"], alert: ["@pager"], warning: ["@pager"] },
};
const words = { alert: "It is {{value}}.", noData: "It is not measured.", recovery: "It is over." };
const link = "https://example.com/RUNBOOK.md#error-rate-spike--5";

describe("the message of an incident", () => {
  it("begins with the shadow, while the stack is in it", () => {
    const routes = { ...help.routes, shadowUntil: "2026-12-31" };
    const message = incidentMessage(words, spike, { ...help, routes }, "@pager");
    assert.match(message, /^SHADOW until the end of 2026-12-31: /);
  });

  it("has the runbook's steps, the way back, what is known of the release, and who is told", () => {
    assert.equal(
      incidentMessage(words, spike, help, "@pager @slack-fleet"),
      [
        "{{#is_alert}}It is {{value}}.{{/is_alert}}",
        "{{#is_no_data}}It is not measured.{{/is_no_data}}",
        "{{#is_recovery}}It is over.{{/is_recovery}}",
        "",
        "**Immediate Actions**",
        "- [ ] Page on-call engineer",
        "- [ ] Check Sentry",
        "",
        "**Investigation**",
        "- [ ] Review error logs",
        "",
        "**Mitigation**",
        "- [ ] Implement rate limiting",
        "",
        `Runbook: ${link}`,
        "Release: 1.0.0",
        "Quick Rollback:",
        "```",
        'vercel rollback "$PREVIOUS_DEPLOYMENT_URL"',
        "```",
        "What is known of it: `npm run runbook -- collect 1.0.0 --stack prod`",
        "Sentry: https://sentry.io/organizations/acme/",
        "",
        "@pager @slack-fleet",
      ].join("\n"),
    );
  });

  it("names no release, and collects nothing of one, where there is none on the gate", () => {
    const message = incidentMessage(words, spike, { ...help, release: undefined }, "@pager");
    assert.match(message, /^Release: none$/m);
    assert.doesNotMatch(message, /collect/);
  });

  it("gives the commands just as they are, or the link alone: a changed command is another one", () => {
    const command = (text: string) =>
      incidentMessage(
        words,
        spike,
        { ...help, rollback: { ...rollback, lines: [{ kind: "command", text, at }] } },
        "@pager",
      );
    assert.match(command("git  log  --oneline"), /^git {2}log {2}--oneline$/m);
    for (const text of ["npx vercel @latest", "echo '{{value}}'", "echo ```", "echo <!here>"])
      assert.match(
        command(text),
        /^Quick Rollback: https:\/\/example\.com\/RUNBOOK\.md#rollback-procedures$/m,
      );
  });

  it("keeps a word of the runbook from telling somebody, and from being read as a template", () => {
    const message = incidentMessage(
      words,
      { ...spike, immediate: items("Ask @all in #incidents, {{{value}}} <!here>", "{{#is_alert}}") },
      help,
      "@pager",
    );
    assert.deepEqual(handlesIn(message), ["@pager"]);
    assert.match(message, /^- \[ \] Ask \(at\)all in #incidents, \{ \{ \{value\}\}\} < !here>$/m);
    assert.equal(message.match(/\{\{#is_alert\}\}/g)?.length, 1);
  });

  it("loses whole steps from the end where it is too long, and says where the rest stands", () => {
    const long = items(...Array.from({ length: 60 }, (_, index) => `Step ${index} ${"x".repeat(90)}`));
    const message = incidentMessage(words, { ...spike, mitigation: long }, help, "@pager");
    assert.ok(
      message.length <= longestMessage && message.length > longestMessage - 110,
      String(message.length),
    );
    const shown = message.match(/^- \[ \] .*$/gm) ?? [];
    assert.deepEqual(
      shown,
      ["Page on-call engineer", "Check Sentry", "Review error logs", ...long.map(({ text }) => text)]
        .slice(0, shown.length)
        .map((text) => `- [ ] ${text}`),
    );
    assert.match(message, new RegExp(`^… the rest: ${link}$`, "m"));
  });

  it("is refused where not even what must be in it fits", () => {
    assert.throws(() => incidentMessage(words, spike, help, "@pager ".repeat(600)), RangeError);
  });
});

describe("whatever the runbook says, the message of an incident", () => {
  const text = fc.oneof(
    fc.string({ minLength: 1, maxLength: 300 }),
    fc.stringMatching(/^[@{}<!`# a-z]{1,40}$/),
  );
  const texts = fc.array(text, { minLength: 1, maxLength: 30 });
  const incidents = fc.record({ title: text, immediate: texts, investigation: texts, mitigation: texts }).map(
    ({ title, immediate, investigation, mitigation }): Incident => ({
      ...spike,
      title,
      immediate: items(...immediate),
      investigation: items(...investigation),
      mitigation: items(...mitigation),
    }),
  );
  const commands = fc.array(text, { maxLength: 5 });

  it("fits, tells only those of its last line, has its states once, and shows each step whole and in order", () => {
    fc.assert(
      fc.property(incidents, commands, (incident, lines) => {
        const back = {
          ...rollback,
          lines: lines.map((one) => ({ kind: "command" as const, text: one, at })),
        };
        const message = incidentMessage(words, incident, { ...help, rollback: back }, "@pager");
        assert.ok(message.length <= longestMessage);
        assert.deepEqual(handlesIn(message), ["@pager"]);
        assert.equal(message.split("\n").at(-1), "@pager");
        for (const state of ["is_alert", "is_no_data", "is_recovery"])
          for (const mark of ["#", "/"]) assert.equal(message.split(`{{${mark}${state}}}`).length, 2);
        // The one variable of the words, and their blocks; nothing of the runbook's.
        assert.equal(message.split("{{").length - 1, 7);
        const steps = [...incident.immediate, ...incident.investigation, ...incident.mitigation];
        const shown = message.split("\n").filter((line) => line.startsWith("- [ ] "));
        const all = steps.map((step) => `- [ ] ${plain(step.text)}`);
        assert.deepEqual(shown, all.slice(0, shown.length));
        assert.equal(message.includes("… the rest: "), shown.length < all.length);
      }),
    );
  });
});
