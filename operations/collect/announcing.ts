// What the collectors that send have in common: the words, and what config must say for mail.
import type { AnnounceSettings } from "../../inputs/announceSettings.ts";
import { namespace, setLine } from "../../inputs/configPlace.ts";
import { announcementOf, type Message } from "../../release/announcement.ts";
import type { CollectContext } from "./collector.ts";

/** The announcement of the release's window. */
export function announcementFor({ inputs: { runbook, settings }, release }: CollectContext): Message {
  return announcementOf(release, settings.environment, runbook.contacts, settings.gate.contacts);
}

/** What to throw where one of these keys of `marsana-fleet:announce` is not set: it names them, and the lines that set them. */
export function notSet(
  { inputs: { stack, settings } }: CollectContext,
  keys: readonly (keyof AnnounceSettings)[],
): Error {
  const missing = keys.filter((key) => (settings.announce[key] ?? "").length === 0);
  const places = missing.map((key) => `${namespace}:announce.${key}`);
  const lines = missing.map((key, index) =>
    setLine(stack, `${places[index]}${key === "stakeholders" ? "[0]" : ""}`, "--path", "<address>"),
  );
  return new Error(`not set: ${places.join(", ")}; mend: ${lines.join(" && ")}`);
}
