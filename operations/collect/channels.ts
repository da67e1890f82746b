// Proves that announcements arrive, by a message that is marked as a test: in every channel of the manifest, and by mail.
import { testMessageOf } from "../../release/announcement.ts";
import { notSet } from "./announcing.ts";
import type { Collector } from "./collector.ts";
import { mailRoute, slackRoute } from "./routes.ts";
import { sendOnce } from "./sending.ts";

export const channels: Collector = {
  name: "channels",
  items: ["test-communication-channels"],
  needs: ["SLACK_BOT_TOKEN", "SENDGRID_API_KEY"],
  sends: true,
  async collect(context) {
    const { from, testRecipient } = context.inputs.settings.announce;
    if (from === undefined || testRecipient === undefined) throw notSet(context, ["from", "testRecipient"]);
    const message = testMessageOf(context.release);
    const mail = { from, to: [testRecipient], category: "release-test" };
    const routes = [await slackRoute(context, message), await mailRoute(context, message, mail)];
    return await sendOnce(context, channels, routes, { again: true });
  },
};
