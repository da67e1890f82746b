// Slack's Web API, as far as messages are posted to channels: the official client, with our transport.
import { type Logger, LogLevel, WebClient } from "@slack/web-api";
import { z } from "zod";
import { baseUrlSchema, credentialSchema, usable } from "./access.ts";
import { grantingFetch, type Meaning, type Reach, Refusal, refusalIn, understood } from "./refusal.ts";
import type { Transport } from "./request.ts";

export interface SlackOptions {
  /** A bot's token, with the scope chat:write. */
  token: string;
  /** https, or http on this machine. */
  baseUrl: string;
  transport?: Partial<Transport> | undefined;
  signal?: AbortSignal | undefined;
}

export interface Posted {
  /** Where people see the message; undefined where Slack does not say. */
  readonly link?: string;
  /** By which Slack finds the answers to it. */
  readonly thread: Thread;
}

export interface Thread {
  readonly channel: string;
  readonly ts: string;
}

/** What a person has answered. */
export interface Reply {
  /** The person's id in Slack. */
  readonly user: string;
  readonly text: string;
}

export interface SlackClient {
  /**
   * Posts plain text: nothing in it is a mention or a format.
   * @param channel by its name, such as `#deployments`
   * @throws Refusal: `wrong` where the channel cannot be posted to, `denied` where the bot may not post at all
   */
  post(channel: string, text: string): Promise<Posted>;
  /**
   * What people, and no bots, have answered to a message, oldest first. Needs the scope channels:history.
   * @throws Refusal
   */
  replies(thread: Thread): Promise<Reply[]>;
}

const postedSchema = z.object({
  ok: z.literal(true),
  channel: z.string().min(1),
  ts: z.string().regex(/^\d+\.\d+$/),
});
const repliesSchema = z.object({
  ok: z.literal(true),
  messages: z.array(
    z.object({
      ts: z.string(),
      text: z.string().default(""),
      user: z.string().optional(),
      bot_id: z.string().optional(),
    }),
  ),
});
const permalinkSchema = z.object({ ok: z.literal(true), permalink: z.url({ protocol: /^https$/ }) });
const platformErrorSchema = z.object({ data: z.object({ ok: z.literal(false), error: z.string() }) });

/** What Slack says of a channel, and not of the bot or of itself. */
const channelErrors = [
  "channel_not_found",
  "channel_type_not_supported",
  "is_archived",
  "not_in_channel",
  "restricted_action",
  "restricted_action_read_only_channel",
];

/** What leaves open, by Slack's own reference, whether the message was posted. */
const openErrors = ["fatal_error", "internal_error", "request_timeout", "service_unavailable"];

/** Slack gives the thread's own message first, and at most this many: its largest page. */
const mostReplies = 1000;

/** @throws InputError for an address or a token that cannot be used */
export function slackClient(options: SlackOptions): SlackClient {
  const api = "Slack's Web API";
  const token = usable(api, "bot token", credentialSchema, options.token);
  const slackApiUrl = usable(api, "address", baseUrlSchema, options.baseUrl);
  const { transport, signal } = options;
  const reach: Reach = { service: "Slack", credentials: [token], transport, signal, wrong: [] };
  const web = new WebClient(token, {
    slackApiUrl,
    allowAbsoluteUrls: false,
    fetch: asSlackCallsIt(grantingFetch(reach)),
    // The transport tries again where that does no harm: one that posts a message twice does.
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: silent,
  });
  return {
    post: async (channel, text) => {
      const message = {
        channel,
        text: literal(text),
        mrkdwn: false,
        unfurl_links: false,
        unfurl_media: false,
      };
      const answer = await web.chat.postMessage(message).catch((error: unknown) => {
        throw refusalOf(error, channel, reach);
      });
      const posted = understood("Slack", `the message to ${channel}`, postedSchema, answer);
      const link = await web.chat
        .getPermalink({ channel: posted.channel, message_ts: posted.ts })
        .then((found) => permalinkSchema.safeParse(found).data?.permalink)
        // The message is there all the same; Slack has said so.
        .catch(() => undefined);
      return { thread: { channel: posted.channel, ts: posted.ts }, ...(link !== undefined && { link }) };
    },
    replies: async ({ channel, ts }) => {
      const answer = await web.conversations
        .replies({ channel, ts, limit: mostReplies })
        .catch((error: unknown) => {
          throw refusalOf(error, channel, reach);
        });
      const { messages } = understood("Slack", `the answers in ${channel}`, repliesSchema, answer);
      return messages.flatMap(({ ts: at, text, user, bot_id }) =>
        at === ts || user === undefined || bot_id !== undefined ? [] : [{ user, text }],
      );
    },
  };
}

/** Slack's declaration of a fetch is narrower than the platform's own. */
function asSlackCallsIt(fetch: typeof globalThis.fetch) {
  return (url: string | URL, init?: object): Promise<Response> => fetch(url, init);
}

/** Characters that would begin a mention or a link, as Slack has them written. */
function literal(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function refusalOf(error: unknown, channel: string, reach: Reach): Refusal {
  const said = platformErrorSchema.safeParse(error).data?.data.error;
  if (said === undefined) return refusalIn(error, reach);
  // Slack's errors are words of its own; anything else is a body that somebody else has made.
  const known = /^\w{1,60}$/.test(said);
  const meaning: Meaning = channelErrors.includes(said)
    ? "wrong"
    : !known || openErrors.includes(said)
      ? "unsure"
      : "denied";
  return new Refusal(`Slack: ${channel}: ${known ? said : "an error of another form"}`, meaning);
}

/** Nothing but a command's own words belongs on its output. */
const silent: Logger = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  setLevel: () => {},
  getLevel: () => LogLevel.ERROR,
  setName: () => {},
};
