// Every request of the clients on official SDKs, with planted credentials.
import { datadogClient } from "../../services/datadog.ts";
import { datadogEvents } from "../../services/datadogEvents.ts";
import { datadogMetrics } from "../../services/datadogMetrics.ts";
import type { Transport } from "../../services/request.ts";
import { sendGridClient } from "../../services/sendgrid.ts";
import { slackClient } from "../../services/slack.ts";

/** Planted in every credential: nothing that people see may have it. */
export const planted = "SG.planted-credential-0123456789";

const mail = {
  from: "deployments@marsana.example",
  to: ["a@marsana.example"],
  subject: "A release",
  text: "It comes.",
  category: "test",
};

export interface Access {
  baseUrl: string;
  transport?: Partial<Transport>;
  signal?: AbortSignal;
}

/** Every request that there is: what sends it with planted credentials, and whether sending it twice does harm. */
export const requests: {
  name: string;
  service: string;
  path: string;
  line: string;
  send: (access: Access) => Promise<unknown>;
  harmful: boolean;
}[] = [
  {
    name: "a dashboard",
    service: "Datadog",
    path: "/datadog",
    line: "GET /datadog/api/v1/dashboard/abc-def-ghi",
    send: (access) => datadogClient({ apiKey: planted, appKey: planted, ...access }).dashboard("abc-def-ghi"),
    harmful: false,
  },
  {
    name: "the monitors",
    service: "Datadog",
    path: "/datadog",
    line: "GET /datadog/api/v1/monitor",
    send: (access) =>
      datadogClient({ apiKey: planted, appKey: planted, ...access }).monitors(["source:runbook"]),
    harmful: false,
  },
  {
    name: "a validation",
    service: "Datadog",
    path: "/datadog",
    line: "POST /datadog/api/v1/monitor/validate",
    send: (access) =>
      datadogClient({ apiKey: planted, appKey: planted, ...access }).validate({
        type: "query alert",
        query: "a > 1",
      }),
    harmful: false,
  },
  {
    name: "what was measured",
    service: "Datadog",
    path: "/datadog",
    line: "GET /datadog/api/v1/query",
    send: (access) =>
      datadogMetrics({ apiKey: planted, appKey: planted, ...access }).query(
        "avg:a{*}",
        new Date(0),
        new Date(60_000),
      ),
    harmful: false,
  },
  {
    name: "a message",
    service: "Slack",
    path: "/slack",
    line: "POST /slack/chat.postMessage",
    send: (access) => slackClient({ token: planted, ...access }).post("#deployments", "It comes."),
    harmful: true,
  },
  {
    name: "an event",
    service: "Datadog",
    path: "/datadog",
    line: "POST /datadog/api/v1/events",
    send: (access) =>
      datadogEvents({ apiKey: planted, ...access }).post({
        title: "A test",
        text: "It comes.",
        tags: [],
        alertType: "error",
      }),
    harmful: true,
  },
  {
    name: "the answers",
    service: "Slack",
    path: "/slack",
    line: "POST /slack/conversations.replies",
    send: (access) => slackClient({ token: planted, ...access }).replies({ channel: "C1", ts: "1.2" }),
    harmful: true,
  },
  {
    name: "an address",
    service: "SendGrid",
    path: "/sendgrid",
    line: "GET /sendgrid/v3/suppression/bounces/a%40marsana.example",
    send: (access) => sendGridClient({ apiKey: planted, ...access }).droppedBy("a@marsana.example"),
    harmful: false,
  },
  {
    name: "a mail",
    service: "SendGrid",
    path: "/sendgrid",
    line: "POST /sendgrid/v3/mail/send",
    send: (access) => sendGridClient({ apiKey: planted, ...access }).send(mail),
    harmful: true,
  },
];
