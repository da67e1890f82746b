// Stands in for SendGrid's API: accepts mails and keeps them, and tells on which lists an address stands.
import { Hono } from "hono";
import { createMiddleware } from "hono/factory";
import { z } from "zod";
import type { Environment } from "../faults.ts";
import type { ServiceRoutes } from "./index.ts";

const address = z.object({ email: z.email() });

const mailSchema = z.object({
  personalizations: z
    .array(z.object({ to: z.array(address).min(1) }))
    .min(1)
    .max(1000),
  from: address,
  subject: z.string().min(1),
  content: z.array(z.object({ type: z.literal("text/plain"), value: z.string().min(1) })).min(1),
  categories: z.array(z.string().max(255)).max(10),
});

export interface KeptMail {
  readonly id: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
}

export const suppressions = ["bounces", "invalid_emails", "spam_reports", "global"] as const;

export interface SendGridState {
  /** What was accepted, oldest first. Whoever starts the services may look into it. */
  readonly mails?: KeptMail[];
  /** The addresses on each list of those that get nothing. Default: none. */
  readonly dropped?: Readonly<Partial<Record<(typeof suppressions)[number], readonly string[]>>>;
  /** The only sender that is verified. Default: every one. */
  readonly sender?: string;
}

const apiKey = "SG.rehearsal.key";

export function sendGrid({ mails = [], dropped = {}, sender }: SendGridState = {}): ServiceRoutes {
  const routes = new Hono<Environment>();
  const isDropped = (list: (typeof suppressions)[number], email: string) =>
    dropped[list]?.includes(email) === true;
  routes.use(admit);
  for (const list of ["bounces", "invalid_emails", "spam_reports"] as const) {
    routes.get(`/v3/suppression/${list}/:email`, (c) => {
      const { email } = c.req.param();
      return c.json(
        isDropped(list, email) ? [{ created: 1767603600, email, reason: "550 unknown user" }] : [],
      );
    });
  }
  routes.get("/v3/asm/suppressions/global/:email", (c) => {
    const { email } = c.req.param();
    return c.json(isDropped("global", email) ? { recipient_email: email } : {});
  });
  routes.post("/v3/mail/send", async (c) => {
    const { data } = mailSchema.safeParse(await c.req.json().catch(() => undefined));
    if (data === undefined) return c.json(refusal("Bad Request", null), 400);
    if (sender !== undefined && data.from.email !== sender)
      return c.json(refusal("The from address does not match a verified Sender Identity", "from"), 403);
    const id = `rehearsal-${mails.length + 1}`;
    const to = data.personalizations.flatMap((one) => one.to.map(({ email }) => email));
    mails.push({ id, from: data.from.email, to, subject: data.subject, text: data.content[0]?.value ?? "" });
    return c.body(null, 202, { "x-message-id": id });
  });
  return {
    path: "/sendgrid",
    routes,
    environment: (url) => ({ SENDGRID_API_URL: url, SENDGRID_API_KEY: apiKey }),
  };
}

const admit = createMiddleware(async (c, next) => {
  if (c.req.header("authorization") === `Bearer ${apiKey}`) return await next();
  return c.json(refusal("The provided authorization grant is invalid, expired, or revoked", null), 401);
});

function refusal(message: string, field: string | null) {
  return { errors: [{ message, field }] };
}
