// What a stack's config may say of the announcements of a release: from whom they are, and to whom they go.
import { z } from "zod";
import { key } from "./settingKeys.ts";

/** An address in ASCII and lower case, so that one mailbox has one spelling: nobody is told twice. */
const address = z
  .email()
  .regex(/^[\x21-\x7e]+$/)
  .toLowerCase();

export const announceSchema = z.strictObject({
  from: key(address, "the sender of the mails, as it is verified with SendGrid", "<address>").optional(),
  stakeholders: key(z.array(address), "who gets a mail about the deployment window", "<address>").default([]),
  testRecipient: key(
    address,
    "who gets the test mail: a mailbox that somebody of the team reads",
    "<address>",
  ).optional(),
});
export type AnnounceSettings = z.infer<typeof announceSchema>;
