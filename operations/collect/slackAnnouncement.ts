// Tells the team of the deployment window in the manifest's channels, once.
import { announcementFor } from "./announcing.ts";
import type { Collector } from "./collector.ts";
import { slackRoute } from "./routes.ts";
import { sendOnce } from "./sending.ts";

export const slackAnnouncement: Collector = {
  name: "slack-announcement",
  items: ["notify-team-in-slack"],
  needs: ["SLACK_BOT_TOKEN"],
  sends: true,
  async collect(context) {
    const route = await slackRoute(context, announcementFor(context));
    return await sendOnce(context, slackAnnouncement, [route], { again: false });
  },
};
