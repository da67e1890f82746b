// Sentry: the team, the project whose events it owns, and the key by which the application sends them.
import * as pulumi from "@pulumi/pulumi";
import { SentryKey } from "@pulumiverse/sentry/sentryKey.js";
import { SentryProject } from "@pulumiverse/sentry/sentryProject.js";
import { SentryTeam } from "@pulumiverse/sentry/sentryTeam.js";
import type { SlackChannel } from "../signals/sentryAlerts.ts";
import { adopting, kept } from "./adopting.ts";

export interface ErrorTrackingArgs {
  organization: string;
  team: string;
  project: string;
  environment: string;
  slack?: SlackChannel | undefined;
  /** The ids of what exists already and is adopted instead of made. */
  adopt: { sentryTeam?: string | undefined; sentryProject?: string | undefined };
}

/** What every alert of the project has in common: where it belongs, which events it judges, and who owns it. */
export interface AlertPlace {
  organization: string;
  /** The slug of the project. */
  project: pulumi.Input<string>;
  /** Only events of this environment are judged. */
  environment: string;
  /** The number by which Sentry knows the team that owns the alert and is told. */
  teamId: pulumi.Input<string>;
  /** Told beside the team. */
  slack?: SlackChannel | undefined;
}

export class ErrorTracking extends pulumi.ComponentResource {
  readonly project: SentryProject;
  readonly key: SentryKey;
  readonly alerts: AlertPlace;

  constructor(name: string, args: ErrorTrackingArgs, opts?: pulumi.ComponentResourceOptions) {
    super("marsana:sentry:ErrorTracking", name, {}, opts);
    const { organization, environment, slack } = args;
    const team = new SentryTeam(
      `${name}-team`,
      { organization, name: args.team, slug: args.team },
      // A team has members, and may have other projects too.
      { parent: this, ...kept, ...adopting(args.adopt.sentryTeam) },
    );
    this.project = new SentryProject(
      `${name}-project`,
      // Any other platform is looked up at preview at an address outside Sentry's API; it only picks a setup guide.
      { organization, name: args.project, slug: args.project, teams: [team.slug], platform: "other" },
      // With the project go its issues: the record of every incident.
      { parent: this, protect: true, ...kept, ...adopting(args.adopt.sentryProject) },
    );
    this.key = new SentryKey(
      `${name}-key`,
      { organization, project: this.project.slug, name: environment },
      { parent: this },
    );
    this.alerts = { organization, project: this.project.slug, environment, teamId: team.internalId, slack };
    this.registerOutputs({});
  }
}
