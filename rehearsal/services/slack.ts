// Stands in for Slack's Web API: posts messages to channels, keeps them, and knows where they stand.
import { type Context, Hono } from "hono";
import { createMiddleware } from "hono/factory";
import type { Environment } from "../faults.ts";
import type { ServiceRoutes } from "./index.ts";

export interface SlackMessage {
  readonly channel: string;
  readonly text: string;
  readonly ts: string;
}

export interface SlackState {
  /** What was posted, oldest first. Whoever starts the services may look into it. */
  readonly messages?: SlackMessage[];
  /** Channels that cannot be posted to, each with Slack's word for the reason. Default: none; every channel exists. */
  readonly refusing?: Readonly<Record<string, string>>;
  /** What people answer to the message, asked each time that the answers are read. Default: nothing. */
  readonly answers?: (message: SlackMessage) => readonly SlackAnswer[];
}

export interface SlackAnswer {
  readonly text: string;
  /** Without one, a bot has answered. */
  readonly user?: string;
}

const token = "xoxb-rehearsal-token";

export function slack(state: SlackState = {}, now: () => Date): ServiceRoutes {
  const { messages = [], refusing = {}, answers = () => [] } = state;
  const routes = new Hono<Environment>();
  routes.use(admit);
  routes.post("/chat.postMessage", async (c) => {
    const { channel = "", text = "" } = await fieldsOf(c);
    const error = channel === "" ? "channel_not_found" : text === "" ? "no_text" : refusing[channel];
    if (error !== undefined) return c.json({ ok: false, error });
    // Slack counts messages of one moment after the point.
    const ts = `${Math.floor(now().getTime() / 1000)}.${String(messages.length + 1).padStart(6, "0")}`;
    messages.push({ channel, text, ts });
    return c.json({ ok: true, channel: idOf(channel), ts, message: { type: "message", text, ts } });
  });
  routes.post("/chat.getPermalink", async (c) => {
    const { channel = "", message_ts: ts = "" } = await fieldsOf(c);
    const found = messages.find((one) => one.ts === ts && idOf(one.channel) === channel);
    if (found === undefined) return c.json({ ok: false, error: "message_not_found" });
    const permalink = `https://marsana-example.slack.com/archives/${channel}/p${ts.replace(".", "")}`;
    return c.json({ ok: true, channel, permalink });
  });
  routes.post("/conversations.replies", async (c) => {
    const { channel = "", ts = "" } = await fieldsOf(c);
    const found = messages.find((one) => one.ts === ts && idOf(one.channel) === channel);
    if (found === undefined) return c.json({ ok: false, error: "thread_not_found" });
    const bot = { user: "UBOT", bot_id: "B0REHEARSAL" };
    const given = answers(found).map(({ text, user }, index) => ({
      type: "message",
      text,
      ts: after(ts, index + 1),
      thread_ts: ts,
      parent_user_id: bot.user,
      ...(user === undefined ? bot : { user }),
    }));
    const counted = { thread_ts: ts, reply_count: given.length, subscribed: false };
    const own = { type: "message", ...bot, text: found.text, ts, ...counted };
    return c.json({ ok: true, messages: [own, ...given], has_more: false });
  });
  return {
    path: "/slack",
    routes,
    environment: (url) => ({ SLACK_API_URL: url, SLACK_BOT_TOKEN: token }),
  };
}

/** Slack answers with 200 whatever it thinks of the request. */
const admit = createMiddleware(async (c, next) => {
  const given = c.req.header("authorization");
  if (given === `Bearer ${token}`) return await next();
  return c.json({ ok: false, error: given === undefined ? "not_authed" : "invalid_auth" });
});

async function fieldsOf(c: Context): Promise<Readonly<Record<string, string>>> {
  return Object.fromEntries(new URLSearchParams(await c.req.text()));
}

/** The timestamp of a message so many seconds later. */
function after(ts: string, seconds: number): string {
  const [at = "", count = ""] = ts.split(".");
  return `${Number(at) + seconds}.${count}`;
}

/** A channel's id, which the same name always has. */
function idOf(channel: string): string {
  const letters = Array.from(channel, (one) => one.codePointAt(0)?.toString(36) ?? "").join("");
  return `C${letters.toUpperCase()}`;
}
