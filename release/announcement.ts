// What is said to people of a release that is to be deployed: plain text, from the manifest and the contacts.
import type { Contact } from "../runbook/model.ts";
import type { GateSettings } from "./gateSettings.ts";
import { completed } from "./people.ts";
import { type Release, startOf } from "./release.ts";

export interface Message {
  readonly subject: string;
  readonly text: string;
}

/**
 * The announcement of the deployment window: when, what changes, and whom to turn to.
 * @param environment where it is deployed to, such as `production`
 */
export function announcementOf(
  release: Release,
  environment: string,
  contacts: readonly Contact[],
  added: GateSettings["contacts"],
): Message {
  const { version, changes, emergency, rollback, deployer, approver, verifier, onCall } = release;
  const subject = `Deployment window of release ${version}: ${windowText(release)}`;
  const why =
    emergency === undefined
      ? []
      : [
          `It is an emergency: ${emergency.trigger}, severity ${emergency.severity}. ${emergency.incident}`,
          "",
        ];
  const lines = [
    `Release ${version} is to be deployed to ${environment}: ${windowText(release)}.`,
    "",
    ...why,
    "Changes:",
    ...changes.map((change) => `- ${change}`),
    "",
    `If it fails: ${rollback.plan}`,
    "",
    `Deploys: ${deployer}. Lets it go: ${approver}. Verifies: ${verifier}.`,
    ...onCall.map(
      ({ person, from, to }) =>
        `On call: ${person}, ${minuteText(new Date(from))} to ${minuteText(new Date(to))}`,
    ),
    "",
    "Contacts:",
    ...contacts.flatMap((contact) => contactLine(contact, added)),
  ];
  return { subject, text: lines.join("\n") };
}

/** The message that proves that announcements arrive, and asks nothing of anybody. */
export function testMessageOf({ version }: Pick<Release, "version">): Message {
  return {
    subject: `TEST, nothing to do: the channels of release ${version}`,
    text:
      `TEST of the communication channels for release ${version}. Nothing is to be done, and nothing is being deployed: ` +
      "this message shows that announcements of the release reach this place.",
  };
}

/** "2026-02-03 09:00 UTC to 2026-02-03 11:00 UTC". */
export function windowText(release: Release): string {
  const start = startOf(release);
  return `${minuteText(start)} to ${minuteText(new Date(start.getTime() + release.window.minutes * 60_000))}`;
}

function minuteText(instant: Date): string {
  const [day = "", time = ""] = instant.toISOString().split("T");
  return `${day} ${time.slice(0, "09:00".length)} UTC`;
}

/** Whom config says to leave alone is not named: nobody is to turn to them. */
function contactLine(contact: Contact, added: GateSettings["contacts"]): string[] {
  const { role, name, phone, email, reach } = completed(contact, added);
  if (reach === "none") return [];
  const how = [name, phone, email].filter((one) => one !== undefined);
  return [`- ${role}: ${how.length > 0 ? how.join(", ") : "still open"}`];
}
