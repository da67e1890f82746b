// Tells the stakeholders of the deployment window by mail, once.
import { announcementFor, notSet } from "./announcing.ts";
import type { Collector } from "./collector.ts";
import { mailRoute } from "./routes.ts";
import { sendOnce } from "./sending.ts";

export const stakeholders: Collector = {
  name: "stakeholders",
  items: ["notify-stakeholders-of-deployment-window"],
  needs: ["SENDGRID_API_KEY"],
  sends: true,
  async collect(context) {
    const { from, stakeholders: to } = context.inputs.settings.announce;
    if (from === undefined || to.length === 0) throw notSet(context, ["from", "stakeholders"]);
    const mail = { from, to, category: "release-announcement" };
    const route = await mailRoute(context, announcementFor(context), mail);
    return await sendOnce(context, stakeholders, [route], { again: false });
  },
};
