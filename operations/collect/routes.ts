// The ways on which people are told: messages in Slack's channels, and mail through SendGrid.
import type { Message } from "../../release/announcement.ts";
import { Refusal } from "../../services/refusal.ts";
import { sendGridOf, slackOf } from "./access.ts";
import type { CollectContext } from "./collector.ts";
import { type Attempt, attempt, type Route } from "./sending.ts";

/**
 * Every channel of the manifest. A message counts once Slack has given it its timestamp: it stands in the channel then.
 * Messages are left there, so that the link in the record leads to something.
 */
export async function slackRoute(context: CollectContext, { text }: Message): Promise<Route> {
  const slack = await slackOf(context);
  const targets = [...new Set(context.release.channels)];
  return {
    service: "Slack",
    targets,
    send: async (channels) => {
      const attempts: Attempt[] = [];
      for (const channel of channels)
        if (!context.signal.aborted) attempts.push(await attempt([channel], () => slack.post(channel, text)));
      return attempts;
    },
  };
}

/**
 * A mail to each address. It counts once SendGrid has accepted it (202, with the id of the message) for an address that
 * is on none of the lists whose mail SendGrid accepts and drops; that it lies in a mailbox, no plan says within minutes.
 * The sandbox mode would only say that the request has the right form.
 */
export async function mailRoute(
  context: CollectContext,
  message: Message,
  mail: { readonly from: string; readonly to: readonly string[]; readonly category: string },
): Promise<Route> {
  const sendGrid = await sendGridOf(context);
  return {
    service: "SendGrid",
    targets: [...new Set(mail.to)],
    send: async (addresses) => {
      const checks: Attempt[] = [];
      for (const address of addresses)
        checks.push(await attempt([address], () => requireUnlisted(address, sendGrid.droppedBy(address))));
      const refused = checks.filter(({ refusal }) => refusal !== undefined).map(notSent);
      const to = checks.filter(({ refusal }) => refusal === undefined).flatMap(({ targets }) => targets);
      if (to.length === 0 || context.signal.aborted) return refused;
      const sent = await attempt(to, async () => {
        await sendGrid.send({ ...mail, ...message, to });
        return {};
      });
      return [...refused, sent];
    },
  };
}

async function requireUnlisted(address: string, lists: Promise<string[]>): Promise<object> {
  const found = await lists;
  if (found.length === 0) return {};
  throw new Refusal(
    `SendGrid would drop mail to ${address}, which is on its ${found.join(" and ")}; mend: take it off there, or correct the address`,
    "wrong",
  );
}

/** Nothing went to an address whose lists could not be asked: the next try may send to it. */
function notSent({ targets, refusal }: Attempt): Attempt {
  if (refusal?.meaning !== "unsure") return { targets, ...(refusal && { refusal }) };
  return { targets, refusal: new Refusal(refusal.message, "denied") };
}
