// The words in which a release is announced, and tested.
import assert from "node:assert/strict";
import { announcementOf, testMessageOf } from "../../release/announcement.ts";
import { emergencyOf, gateSettingsOf, plainRunbook, releaseOf } from "../support/situations.ts";

const reached = gateSettingsOf().contacts;
const announced = (release: object = {}, contacts = reached) =>
  announcementOf(releaseOf(release), "production", plainRunbook.contacts, contacts);

describe("the announcement of a release", () => {
  it("says when, what changes, how it is undone, and whom to turn to", () => {
    const { subject, text } = announced();
    assert.equal(subject, "Deployment window of release 2.0.0: 2026-02-03 09:00 UTC to 2026-02-03 11:00 UTC");
    assert.deepEqual(text.split("\n"), [
      "Release 2.0.0 is to be deployed to production: 2026-02-03 09:00 UTC to 2026-02-03 11:00 UTC.",
      "",
      "Changes:",
      "- Document upload in several parts",
      "",
      "If it fails: Promote the previous deployment",
      "",
      "Deploys: dan. Lets it go: lea. Verifies: val.",
      "On call: ola, 2026-02-03 05:00 UTC to 2026-02-06 09:00 UTC",
      "",
      "Contacts:",
      "- On-Call Engineer: Person 100, +4915550100, 100@example.com",
      "- DevOps Lead: Person 101, +4915550101, 101@example.com",
      "- Product Manager: Person 102, +4915550102, 102@example.com",
      "- CEO: Person 103, +4915550103, 103@example.com",
    ]);
  });

  it("gives every instant in UTC, also of a window with an offset that ends on another day", () => {
    const { subject } = announced({ window: { start: "2026-02-03T23:30:00-01:00", minutes: 1440 } });
    assert.equal(subject, "Deployment window of release 2.0.0: 2026-02-04 00:30 UTC to 2026-02-05 00:30 UTC");
  });

  it("says of an emergency what it is, and where it is followed", () => {
    const { text } = announced(emergencyOf());
    assert.ok(
      text.includes(
        "\nIt is an emergency: Security vulnerability, severity critical. https://incidents.example.com/7\n",
      ),
    );
  });

  it("does not name whom config says to leave alone, and says of whom nothing is known that it is open", () => {
    const { "on-call-engineer": first, ceo, ...others } = reached;
    assert.ok(first !== undefined && ceo !== undefined);
    const { text } = announced({}, { ...others, ceo: { ...ceo, reach: "none" } });
    assert.match(text, /\n- On-Call Engineer: still open\n/);
    assert.doesNotMatch(text, /CEO|103/);
  });
});

describe("the test of the channels", () => {
  it("says first that it is a test, and that nothing is to be done", () => {
    const { subject, text } = testMessageOf({ version: "2.0.0" });
    assert.equal(subject, "TEST, nothing to do: the channels of release 2.0.0");
    assert.match(text, /^TEST of the communication channels for release 2\.0\.0\. Nothing is to be done, /);
  });
});
