// Models of what guards the rehearsal, with one thing changed; and the changes that weaken it.
import assert from "node:assert/strict";
import { guardsOf } from "../../inputs/guards.ts";
import type { Inputs } from "../../inputs/inputs.ts";
import { settingsSchema } from "../../inputs/settings.ts";
import type { Guards } from "../../release/guards.ts";
import { looseningsBetween } from "../../release/loosening.ts";
import { parseRunbook } from "../../runbook/index.ts";
import { type Change, changed, firstIn } from "./changedRunbook.ts";
import { clock, rehearsalInputs, settingsOf } from "./inputs.ts";

export const plain = rehearsalInputs();

export function runbookWith(...changes: Change[]): Inputs["runbook"] {
  const { runbook } = parseRunbook(changed(...changes), "RUNBOOK.md");
  assert.ok(runbook);
  return runbook;
}

/** The model of the rehearsal with a changed runbook. */
export const byRunbook = (...changes: Change[]): Guards =>
  guardsOf({ ...plain, runbook: runbookWith(...changes) });

/** The model of the rehearsal with some settings of the gate, or some sections, changed. */
export function byGate(changes: object): Guards {
  return bySettings({ gate: { ...plain.settings.gate, ...changes } });
}
export function bySettings(changes: object): Guards {
  return guardsOf(rehearsalInputs(settingsSchema.parse({ ...settingsOf("rehearsal"), ...changes })));
}

export const before = guardsOf(plain);
export const found = (one: Guards, other: Guards) =>
  looseningsBetween(one, other, clock()).map(({ id, text }) => `${id}: ${text}`);

export const { vercel, supabase, gate, datadog } = settingsOf("rehearsal") as {
  vercel: object;
  supabase: object;
  gate: { contacts: Record<string, object> };
  datadog: object;
};

/** The rehearsal with another way to reach somebody; without one, with no word on it. */
const reached = (id: string, reach?: string) => {
  const { reach: _, ...rest } = gate.contacts[id] as { reach: string };
  return byGate({ contacts: { ...gate.contacts, [id]: { ...rest, ...(reach && { reach }) } } });
};

const flowTests = ["document-upload", "handshake-creation", "login", "vehicle-list"].map(
  (id) => `synthetics/flow/${id}`,
);

/** Each change, and the ids of what it weakens; undone, it weakens nothing. */
export const looser: readonly (readonly [what: string, loosened: () => Guards, ids: readonly string[]])[] = [
  ["an alert that comes later", () => byRunbook(["> 1% ", "> 2% "]), ["alert/error-rate"]],
  ["an alert of another sign that comes later", () => byRunbook(["< 99.5%", "< 99%"]), ["alert/uptime"]],
  ["a warning that comes later", () => byRunbook(["< 0.5%", "< 0.7%"]), ["warning/error-rate"]],
  [
    "an incident that begins later",
    () => byRunbook(["Spike (> 5%)", "Spike (> 6%)"]),
    ["incident/error-rate-spike"],
  ],
  ["an item that is gone", () => byRunbook(["- [ ] Final code review\n", ""]), ["item/final-code-review"]],
  ["a longer window", () => byRunbook(["2-4 AM UTC", "2-5 AM UTC"]), ["silence/length"]],
  ["a rarer review", () => byRunbook(["Quarterly", "Yearly"]), ["runbook/review"]],
  ["a longer break-glass", () => byGate({ breakGlassHours: 2 }), ["gate/break-glass"]],
  [
    "older proof",
    () => byGate({ freshHours: { "database-backup-on-production": 31 } }),
    ["gate/fresh/database-backup-on-production"],
  ],
  ["older drills", () => byGate({ restoreDrillDays: 31 }), ["gate/restore-drill"]],
  ["more grace", () => byGate({ reviewGraceDays: 15 }), ["gate/review-grace"]],
  ["earlier proof", () => byGate({ provableFromHours: { "1h": 48 } }), ["gate/provable/prove-1h-items"]],
  [
    "a rule that is only observed",
    () => byGate({ observe: { "open-window": "2026-03-01" } }),
    ["observe/open-window"],
  ],
  [
    "a longer recovery that is cut",
    () => bySettings({ supabase: { ...supabase, storageCopy: undefined } }),
    ["backup/bucket/documents"],
  ],
  ["a contact that is gone", () => byRunbook(["| CEO | TBD | TBD | TBD |\n", ""]), ["contact/ceo"]],
  ["somebody who is only notified", () => reached("devops-lead", "notify"), ["contact/devops-lead"]],
  ["somebody who is left alone", () => reached("product-manager", "none"), ["contact/product-manager"]],
  ["no word on how somebody is reached", () => reached("devops-lead"), ["contact/devops-lead"]],
  [
    "a check that is gone",
    () => byRunbook(["| Database Connection | Check Supabase dashboard | Connected |\n", ""]),
    ["check/database-connection"],
  ],
  [
    "a rollback that is gone",
    () => byRunbook([firstIn(/### Database Rollback [\s\S]*?(?=### Full Rollback)/), ""]),
    ["rollback/database-rollback"],
  ],
  [
    "a database that may be fuller",
    () => bySettings({ incidents: { database: { size: 91 } } }),
    ["incident-line/size"],
  ],
  [
    "more failures at others' services",
    () => bySettings({ incidents: { failurePercent: 21 } }),
    ["incident-service-failures"],
  ],
  [
    "more requests to others' services before anybody is told",
    () => bySettings({ incidents: { minimumRequests: 11 } }),
    ["incident-service-requests"],
  ],
  ["quiet symptoms", () => bySettings({ incidents: { quietSymptoms: true } }), ["incident-quiet"]],
  [
    "a service of others that is not watched",
    () => byRunbook(["(SendGrid, Mapbox, Sentry)", "(SendGrid, Sentry)"]),
    ["incident-service/mapbox"],
  ],
  [
    "an incident of the database that is gone",
    () => byRunbook([firstIn(/### Database Performance Degradation[\s\S]*?(?=### Third-Party)/), ""]),
    [
      "incident-line/connections",
      "incident-line/cpu",
      "incident-line/locks",
      "incident-line/memory",
      "incident-line/queries",
      "incident-line/size",
      "incident/database-performance-degradation",
    ],
  ],
  [
    "no Datadog",
    () => bySettings({ datadog: { enabled: false, acceptOff: true } }),
    ["off/Datadog", "on-call/fleet-rehearsal", ...flowTests, "synthetics/heartbeat"],
  ],
  [
    "warnings that keep business hours",
    () =>
      bySettings({
        datadog: { ...datadog, warningHours: { from: "08:00", to: "18:00", timeZone: "Europe/Berlin" } },
      }),
    ["warning-hours"],
  ],
  [
    "a flow that the maintenance window mutes",
    () => bySettings({ datadog: { ...datadog, mutedInMaintenance: ["flow:login"] } }),
    ["muted/flow:login"],
  ],
  [
    "a team on call that is no longer made",
    () => bySettings({ datadog: { ...datadog, onCall: {} } }),
    ["on-call/fleet-rehearsal"],
  ],
  ["no test of the flows", () => bySettings({ flows: {} }), flowTests],
  ["no heartbeat", () => bySettings({ heartbeat: { enabled: false } }), ["synthetics/heartbeat"]],
  [
    "a rarer check while a release is watched",
    () => bySettings({ synthetics: { checks: { watched: 120 } } }),
    [
      "synthetics/checks/critical-monitoring",
      "synthetics/checks/standard-monitoring",
      "synthetics/checks/transition-to-normal-operations",
    ],
  ],
  [
    "a rarer test of the flows afterwards",
    () => bySettings({ synthetics: { flows: { otherwise: 1800 } } }),
    ["synthetics/flows/otherwise"],
  ],
  [
    "a later warning of the certificate",
    () => bySettings({ synthetics: { certificateDays: 7 } }),
    ["synthetics/certificate"],
  ],
  [
    "an objective that is taken away",
    () => bySettings({ objectives: { rows: { uptime: false } } }),
    ["objective/uptime"],
  ],
  [
    "an open host",
    () => bySettings({ vercel: { ...vercel, protection: { exceptions: ["old.marsana.com"] } } }),
    ["protection/exception/old.marsana.com"],
  ],
  [
    "less protection",
    () => bySettings({ vercel: { ...vercel, protection: { deployments: "onlyPreviewDeployments" } } }),
    ["protection/deployments"],
  ],
  [
    "fewer deployments kept",
    () => bySettings({ vercel: { ...vercel, retention: { production: "6m" } } }),
    ["retention/production"],
  ],
];
