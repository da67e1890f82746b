// "Emergency Contacts": who is called, by role. What is TBD stays open, and is a finding.
import type { Document } from "./document.ts";
import { identityOf, reportRepeated } from "./ids.ts";
import type { Contact } from "./model.ts";
import type { Section } from "./sections.ts";
import { type Cell, type Columns, readTable, requireText } from "./tables.ts";

const columns = {
  role: { header: "Role", slug: /^roles?$/ },
  name: { header: "Name", slug: /^names?$/ },
  phone: { header: "Phone", slug: /^(tele)?phone(-number)?$/ },
  email: { header: "Email", slug: /^e-?mail(-address)?$/ },
} as const satisfies Columns<string>;

export function readContacts(doc: Document, section: Section): Contact[] {
  const contacts = readTable(doc, section, columns).flatMap(({ cells, at }): Contact[] => {
    const role = requireText(doc, cells.role, columns.role.header);
    if (role === undefined) return [];
    const known = (["name", "phone", "email"] as const).filter((key) => isKnown(cells[key]));
    judge(doc, cells.phone, /\d{3}/, "a telephone number");
    judge(doc, cells.email, /^[^\s@]+@[^\s@]+$/, "an email address");
    return [
      {
        ...identityOf(doc, cells.role.node, role),
        role,
        ...Object.fromEntries(known.map((key) => [key, cells[key].text])),
        at,
      },
    ];
  });
  const entries = contacts.map((contact) => ({ ...contact, text: contact.role }));
  reportRepeated(doc, entries, section.title);
  return contacts;
}

function isKnown({ text }: Cell): boolean {
  return !/^(?:tbd|tba|tbc|todo|n\/a|none|unknown|[-–—?.…]*)$/i.test(text);
}

function judge(doc: Document, cell: Cell, form: RegExp, required: string): void {
  if (!isKnown(cell) || form.test(cell.text)) return;
  doc.finding("unlikely-contact", cell.at, {
    found: `"${cell.text}"`,
    required: `${required}, or TBD`,
    mend: "write one under which somebody can be reached",
  });
}
