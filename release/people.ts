// Whether the people of a release can be reached, and whether somebody is on call all the time.
import type { Contact } from "../runbook/model.ts";
import type { GateSettings } from "./gateSettings.ts";
import { startOf } from "./release.ts";
import { hourMs, type Situation } from "./situation.ts";

const phone = /^\+[1-9]\d{6,14}$/;
const email = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** What is missing or wrong with the contacts, with what config adds to them; one part of a sentence each. */
export function contactProblems(contacts: readonly Contact[], added: GateSettings["contacts"]): string[] {
  const known = contacts.map(({ id }) => id);
  return [
    ...contacts.flatMap((contact) => {
      const { reach, name, phone: number, email: address } = completed(contact, added);
      const problems = [
        ...(name === undefined || /^tb[acd]$/i.test(name) ? ["no name"] : []),
        ...(number === undefined
          ? ["no phone"]
          : phone.test(number.replaceAll(/[\s()-]/g, ""))
            ? []
            : [`a phone that is not in E.164 form (+49…)`]),
        ...(address === undefined ? ["no email"] : email.test(address) ? [] : ["an email that is none"]),
        ...(reach === undefined ? ["no word on whether to page, notify or leave alone"] : []),
      ];
      return problems.length === 0 ? [] : [`${contact.role} (${contact.id}) has ${problems.join(", ")}`];
    }),
    ...Object.keys(added)
      .filter((id) => !known.includes(id))
      .map((id) => `config has a contact ${id}, and the runbook has only ${known.join(", ")}`),
  ];
}

/** A contact of the runbook with what config adds where the runbook leaves it open. */
export function completed(
  contact: Contact,
  added: GateSettings["contacts"],
): Pick<Contact, "role"> & GateSettings["contacts"][string] {
  return { ...added[contact.id], ...defined(contact), role: contact.role };
}

function defined({ name, phone: number, email: address }: Contact): {
  name?: string;
  phone?: string;
  email?: string;
} {
  return {
    ...(name !== undefined && { name }),
    ...(number !== undefined && { phone: number }),
    ...(address !== undefined && { email: address }),
  };
}

/** The first gap in the cover between the last checklist and the end of the runbook's monitoring, if there is one. */
export function coverProblem({
  release,
  runbook,
}: Pick<Situation, "release" | "runbook">): string | undefined {
  const start = startOf(release).getTime();
  const from = start - Math.min(...runbook.preDeployment.map(({ hoursBefore }) => hoursBefore)) * hourMs;
  const to = start + Math.max(...runbook.monitoring.map(({ toHour }) => toHour)) * hourMs;
  const spans = release.onCall
    .map((span) => ({ from: Date.parse(span.from), to: Date.parse(span.to) }))
    .sort((a, b) => a.from - b.from);
  let covered = from;
  for (const span of spans) {
    if (span.from > covered) break;
    covered = Math.max(covered, span.to);
  }
  if (covered >= to) return undefined;
  return `nobody is on call at ${new Date(covered).toISOString()}; required: from ${new Date(from).toISOString()} to ${new Date(to).toISOString()}`;
}
