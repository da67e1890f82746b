// Datadog's events, as far as one is posted that tells people: the official client, with our transport.
import { EventsApi } from "@datadog/datadog-api-client/dist/packages/datadog-api-client-v1/apis/EventsApi.js";
import { z } from "zod";
import { type DatadogOptions, datadogReach } from "./datadog.ts";
import { refusalIn, understood } from "./refusal.ts";

export interface PostedEvent {
  /** Where people see the event; undefined where Datadog does not say. */
  readonly link?: string;
}

export interface DatadogEvent {
  readonly title: string;
  readonly text: string;
  readonly tags: string[];
  /** How it is shown; it changes nobody's telling. */
  readonly alertType: "error" | "info";
}

export interface DatadogEvents {
  /**
   * Posts an event. Datadog tells whom its text names, as it does for a monitor's message. Never sent twice.
   * @throws Refusal: `unsure` where nobody knows whether it was posted
   */
  post(event: DatadogEvent): Promise<PostedEvent>;
}

const postedSchema = z.object({
  status: z.literal("ok"),
  event: z.object({
    url: z
      .url({ protocol: /^https$/ })
      .optional()
      .catch(undefined),
  }),
});

/** An API key is enough. @throws InputError for an address or a key that cannot be used */
export function datadogEvents(options: Omit<DatadogOptions, "appKey">): DatadogEvents {
  const { reach, configuration } = datadogReach(options, false);
  const events = new EventsApi(configuration);
  return {
    post: async (event) => {
      const answer = await events
        .createEvent({ body: { ...event, priority: "normal" } })
        .catch((error: unknown) => {
          throw refusalIn(error, reach);
        });
      const { url } = understood("Datadog", "the event", postedSchema, answer).event;
      return url === undefined ? {} : { link: url };
    },
  };
}
