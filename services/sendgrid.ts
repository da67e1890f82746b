// SendGrid's API, as far as mail is sent, and as it says whose mail it drops: the official client, with our transport.
import { Client } from "@sendgrid/client";
import { z } from "zod";
import { baseUrlSchema, usable } from "./access.ts";
import { grantingFetch, type Reach, refusalIn, understood } from "./refusal.ts";
import type { Transport } from "./request.ts";

export interface SendGridOptions {
  /** With the permissions mail.send, suppression.read and asm.groups.suppressions.read. */
  apiKey: string;
  /** https, or http on this machine. */
  baseUrl: string;
  transport?: Partial<Transport> | undefined;
  signal?: AbortSignal | undefined;
}

export interface Mail {
  readonly from: string;
  /** Each gets a mail of their own, and sees no other address. */
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  /** By which it is found in the service's own statistics. */
  readonly category: string;
}

/** Every method throws a Refusal that says which request failed, and how. */
export interface SendGridClient {
  /** The lists on which an address stands: SendGrid accepts mail to it, and drops it. */
  droppedBy(address: string): Promise<string[]>;
  /**
   * Hands all the mails over in one request, so that all of them are accepted or none.
   * @returns the service's id of what it has accepted; whether it is delivered only shows later
   */
  send(mail: Mail): Promise<string>;
}

/** The client warns on the console of a key of another form. */
const apiKeySchema = z
  .string()
  .regex(/^SG\.[\w.-]+$/)
  .describe("an API key (https://app.sendgrid.com/settings/api_keys): SG.…, without spaces or line ends");

const listed = z.array(z.looseObject({ email: z.string() }));
const unsubscribed = z.union([z.object({ recipient_email: z.string() }), z.strictObject({})]);

/** The lists whose addresses get nothing, in the service's words: where each is asked for. */
const lists: readonly { name: string; path: string; schema: z.ZodType<object> }[] = [
  { name: "bounces", path: "/v3/suppression/bounces", schema: listed },
  { name: "invalid emails", path: "/v3/suppression/invalid_emails", schema: listed },
  { name: "spam reports", path: "/v3/suppression/spam_reports", schema: listed },
  { name: "global unsubscribes", path: "/v3/asm/suppressions/global", schema: unsubscribed },
];

/** @throws InputError for an address or a key that cannot be used */
export function sendGridClient(options: SendGridOptions): SendGridClient {
  const api = "SendGrid's API";
  const apiKey = usable(api, "API key", apiKeySchema, options.apiKey);
  const baseUrl = usable(api, "address", baseUrlSchema, options.baseUrl);
  const { transport, signal } = options;
  const reach: Reach = { service: "SendGrid", credentials: [apiKey], transport, signal, wrong: [400, 413] };
  const client = new Client();
  client.setApiKey(apiKey);
  // Handed on to axios, which the client is built on; the client's declarations know of neither.
  const throughFetch = { adapter: "fetch", env: { fetch: grantingFetch(reach), Request: null } };
  client.setDefaultRequest({ url: "", baseUrl, ...throughFetch });
  const request = async (data: Parameters<typeof client.request>[0]) => {
    try {
      const [answer] = await client.request(data);
      return answer;
    } catch (error) {
      throw refusalIn(error, reach);
    }
  };

  return {
    droppedBy: async (address) => {
      const found: string[] = [];
      for (const { name, path, schema } of lists) {
        const answer = await request({ method: "GET", url: `${path}/${encodeURIComponent(address)}` });
        const said = understood("SendGrid", name, schema, answer.body);
        if (Object.keys(said).length > 0) found.push(name);
      }
      return found;
    },
    send: async ({ from, to, subject, text, category }) => {
      const body = {
        personalizations: to.map((email) => ({ to: [{ email }] })),
        from: { email: from },
        subject,
        content: [{ type: "text/plain", value: text }],
        categories: [category],
        // Of what is meant for one's own people nobody has to be followed.
        tracking_settings: { click_tracking: { enable: false }, open_tracking: { enable: false } },
      };
      const answer = await request({ method: "POST", url: "/v3/mail/send", body });
      return understood("SendGrid", "the mail", acceptedSchema, {
        status: answer.statusCode,
        id: answer.headers["x-message-id"],
      }).id;
    },
  };
}

/** 202 alone says that the mail will be sent: 200 answers what was only checked. */
const acceptedSchema = z.object({ status: z.literal(202), id: z.string().min(1).max(200) });
