// The list of the collectors. An item that none of them proves is a person's to attest.
import { alerts } from "./alerts.ts";
import { backupStrategy } from "./backupStrategy.ts";
import { channels } from "./channels.ts";
import { codeReview } from "./codeReview.ts";
import type { Collector } from "./collector.ts";
import { credentials } from "./credentials.ts";
import { dashboards } from "./dashboards.ts";
import { environment } from "./environment.ts";
import { migrationPlan } from "./migrationPlan.ts";
import { onCall } from "./onCall.ts";
import { productionBackup } from "./productionBackup.ts";
import { releaseNotes } from "./releaseNotes.ts";
import { rollbackPlan } from "./rollbackPlan.ts";
import { rollbackScripts } from "./rollbackScripts.ts";
import { secrets } from "./secrets.ts";
import { slackAnnouncement } from "./slackAnnouncement.ts";
import { stagingTests } from "./stagingTests.ts";
import { stagingVerification } from "./stagingVerification.ts";
import { stakeholders } from "./stakeholders.ts";

export const collectors: readonly Collector[] = [
  alerts,
  backupStrategy,
  channels,
  codeReview,
  credentials,
  dashboards,
  environment,
  migrationPlan,
  onCall,
  productionBackup,
  releaseNotes,
  rollbackPlan,
  rollbackScripts,
  secrets,
  slackAnnouncement,
  stagingTests,
  stagingVerification,
  stakeholders,
];
