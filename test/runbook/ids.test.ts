// Ids that the document gives: where they may stand, what they change and what they leave alone.
import assert from "node:assert/strict";
import fc from "fast-check";
import { parseRunbook, type Runbook, runbookDigest, withId } from "../../runbook/index.ts";
import {
  assertProblems,
  type Change,
  changed,
  changedRunbook,
  firstIn,
  lineOf,
} from "../support/changedRunbook.ts";

const uptime = "| Uptime <!-- id: uptime --> |";
const spike = "### Error Rate Spike (> 5%)";
const sections: Change = ["## Table of Contents\n", "## Table of Contents\n\n- [a](#error-rate-spike--5)\n"];

/** Everything in a model that has an id, with its words. */
function identities(runbook: Runbook): { id: string; was: readonly string[] | undefined; words: string }[] {
  const found: { id: string; was: readonly string[] | undefined; words: string }[] = [];
  JSON.stringify(runbook, (_key, value) => {
    if (typeof value?.id === "string") {
      const words = value.text ?? value.metric ?? value.title ?? value.check ?? value.role ?? value.name;
      found.push({ id: value.id, was: value.was, words });
    }
    return value;
  });
  return found;
}

describe("an id that the document gives", () => {
  it("is a row's, with its former ones, and no part of its words", () => {
    const { thresholds } = changedRunbook([uptime, "| Availability <!-- id: availability, was: uptime -->|"]);
    const { metric, id, was } = thresholds[3] ?? {};
    assert.deepEqual([metric, id, was], ["Availability", "availability", ["uptime"]]);
  });

  it("may be written with any blanks, and its former ones with blanks or commas between them", () => {
    for (const comment of [
      "<!--id:sla,was:uptime up_time sla--30-->",
      "<!--  id:   sla  ,  was:  uptime, up_time,sla--30  -->",
    ]) {
      const { thresholds } = changedRunbook([uptime, `| Uptime ${comment} |`]);
      assert.deepEqual(thresholds[3]?.was, ["uptime", "up_time", "sla--30"]);
      assert.equal(thresholds[3]?.id, "sla");
    }
  });

  const places: Readonly<Record<string, Change>> = {
    "an item of a checklist": ["- [ ] Final code review\n", "- [ ] Final code review ID\n"],
    "an item that goes on over a line": ["- [ ] Final code review\n", "- [ ] Final\n  code review ID\n"],
    "a step of the deployment": [
      "### Step 2: Application Deployment",
      "### Step 2: Application Deployment ID",
    ],
    "a check of the first minutes": ["| Application Health |", "| Application Health ID |"],
    "a span of checks": ["### Short-term (15 minutes - 1 hour)", "### Short-term (15 minutes - 1 hour) ID"],
    "a phase of the monitoring": ["Critical Monitoring\n", "Critical Monitoring ID\n"],
    "an item of a cadence": ["- Check error rate in Sentry\n", "- Check error rate in Sentry ID\n"],
    "a kind of incident": [spike, `${spike} ID`],
    "a heading that ends with signs": [spike, `${spike} ID ###`],
    "an item of an incident": ["   - Page on-call engineer\n", "   - Page on-call engineer ID\n"],
    "a rollback": ["### Quick Rollback (< 5 minutes)", "### Quick Rollback (< 5 minutes) ID"],
    "an activity of the maintenance": ["- Index maintenance\n", "- Index maintenance ID\n"],
    "a step of the emergency": ["3. Prepare hotfix\n", "3. Prepare hotfix ID\n"],
    "a dashboard": [
      "https://app.datadoghq.com/ (if configured)",
      "https://app.datadoghq.com/ (if configured) ID",
    ],
    "a contact": ["| CEO |", "| CEO ID |"],
  };
  for (const [what, [from, to]] of Object.entries(places)) {
    it(`may be that of ${what}, and changes nothing else`, () => {
      const plain = identities(changedRunbook(sections));
      const given = identities(
        changedRunbook(sections, [from, to.replace("ID", "<!-- id: of-its-own, was: before -->")]),
      );
      const differing = given.filter((one, index) => one.id !== plain[index]?.id);
      assert.equal(differing.length, 1);
      const [{ id, was, words } = { id: "", was: undefined, words: "" }] = differing;
      assert.deepEqual([id, was], ["of-its-own", ["before"]]);
      assert.equal(words, plain[given.findIndex((one) => one.id === id)]?.words);
    });
  }

  it("may be that of a critical flow in a list, and not of one in a block of code, which hides nothing", () => {
    const flows = /# 3\. Test critical flows\n(?:# - .*\n)+/;
    const list = "```\n\n**Critical flows:**\n- Log in <!-- id: login -->\n\n```bash\n";
    const { criticalFlows } = changedRunbook([firstIn(flows), list]);
    assert.deepEqual(
      criticalFlows.map(({ id, text }) => [id, text]),
      [["login", "Log in"]],
    );
    assertProblems(
      ["# - Login\n", "# - Log in <!-- id: login -->\n"],
      [
        {
          rule: "misplaced-id",
          found: '"- Log in <!-- id: login -->" where nothing has an id',
          at: "¦# - Log in",
        },
      ],
    );
  });

  it("finds an entry, also by a former id, but a present one first", () => {
    const entries = [{ id: "a", was: ["b", "c"] }, { id: "b" }];
    assert.deepEqual(
      ["a", "b", "c", "d"].map((id) => withId(entries, id)?.id),
      ["a", "b", "a", undefined],
    );
  });
});

describe("a comment about an id", () => {
  const unreadable = [
    "<!-- id: -->",
    "<!-- id: Uptime -->",
    "<!-- id: up time -->",
    "<!-- id: up--time -->",
    "<!-- id: uptime; was: sla -->",
    "<!-- id: uptime, was: -->",
    "<!-- id: uptime, was: sla, -->",
    "<!-- id: uptime, was: SLA -->",
    "<!-- was: sla -->",
    "<!-- ID: uptime -->",
    "<!-- id: uptime",
  ];
  for (const comment of unreadable) {
    it(`is refused as ${comment}`, () => {
      assertProblems(
        [uptime, `| Uptime ${comment} |`],
        [
          {
            rule: "unreadable-id",
            found: `"${comment}"`,
            at: comment.endsWith(">") ? `Uptime ¦${comment}` : "¦Uptime <!-- id: uptime |",
          },
        ],
      );
    });
  }

  const misplaced: readonly Change[] = [
    [uptime, "| <!-- id: uptime --> Uptime |"],
    [uptime, "| **Uptime <!-- id: uptime -->** |"],
    [uptime, "| Uptime <!-- id: uptime --> <!-- id: sla --> |"],
    ["| > 99.9% | < 99.5% |", "| > 99.9% <!-- id: sla --> | < 99.5% |"],
    ["| Metric |", "| Metric <!-- id: sla --> |"],
    ["## Incident Response\n", "## Incident Response <!-- id: sla -->\n"],
    ["### Immediate (0-15 minutes)", "### Immediate (0-15 minutes) <!-- id: sla -->"],
    ["1. **Immediate Actions**", "1. **Immediate Actions** <!-- id: sla -->"],
    ["**Every 15 minutes:**", "**Every 15 minutes:** <!-- id: sla -->"],
    ["## Emergency Contacts\n", "<!-- id: sla -->\n\n## Emergency Contacts\n"],
    ["## Changes\n", "## Changes <!-- id: sla -->\n"],
  ];
  for (const [from, to] of misplaced) {
    it(`is refused where nothing has an id: ${to.trim()}`, () => {
      const { problems } = parseRunbook(changed([from, to]), "RUNBOOK.md");
      const [comment = ""] = /<!-- id: \w+ -->/.exec(to) ?? [];
      const at = changed([from, to]).split(comment)[0]?.split("\n") ?? [];
      assert.deepEqual(
        problems.map(({ severity, rule, found, line, column }) => ({ severity, rule, found, line, column })),
        [
          {
            severity: "error",
            rule: "misplaced-id",
            found: `"${comment}" where nothing has an id`,
            line: at.length,
            column: (at.at(-1) ?? "").length + 1,
          },
        ],
      );
    });
  }

  it("is part of the text where it speaks of something else, as it always was", () => {
    const { thresholds } = changedRunbook([uptime, "| Uptime <!-- ask Bob --> |"]);
    assert.deepEqual(
      [thresholds[3]?.metric, thresholds[3]?.id, thresholds[3]?.was],
      ["Uptime <!-- ask Bob -->", "uptime----ask-bob---", undefined],
    );
  });
});

describe("ids within a list or table", () => {
  it("must not be given twice, nor to one row and by the name of another", () => {
    for (const metric of ["Reach <!-- id: error-rate -->", "Error Rate"]) {
      assertProblems(
        [uptime, `| ${metric} |`],
        [
          {
            rule: "duplicate",
            found: `the id "error-rate" of "${metric.split(" <")[0]}" again, as on line ${lineOf("| Error Rate <!--")}`,
            at: `¦| ${metric} | > 99.9%`,
          },
        ],
      );
    }
  });

  it("must not be former ones of another that has them, or had them too", () => {
    assertProblems(
      [uptime, "| Uptime <!-- id: uptime, was: error-rate --> |"],
      [
        {
          rule: "former-id",
          found: `the former id "error-rate" of "Uptime", which "Error Rate" has too, on line ${lineOf("| Error Rate <!--")}`,
          at: "¦| Uptime",
        },
      ],
    );
    assertProblems(
      [
        ["<!-- id: error-rate -->", "<!-- id: failures, was: error-rate -->"],
        [uptime, "| Uptime <!-- id: uptime, was: error-rate --> |"],
      ],
      [
        {
          rule: "former-id",
          found: `the former id "error-rate" of "Uptime", which "Error Rate" had too, on line ${lineOf("| Error Rate <!--")}`,
          at: "¦| Uptime",
        },
      ],
    );
  });

  it("must not be former ones of their own", () => {
    assertProblems(
      [uptime, "| Uptime <!-- id: uptime, was: uptime --> |"],
      [
        {
          rule: "former-id",
          found: `the former id "uptime" of "Uptime", which "Uptime" has too, on line ${lineOf(uptime)}`,
          at: "¦| Uptime",
        },
      ],
    );
  });

  it("may be the same in two of them", () => {
    changedRunbook(
      ["- [ ] Final staging verification\n", "- [ ] Final staging verification <!-- id: final -->\n"],
      ["- [ ] Final code review\n", "- [ ] Final code review <!-- id: final -->\n"],
    );
  });
});

describe("rows and kinds of incident that are moved", () => {
  const rows = firstIn(/\| Error Rate <!--[\s\S]*?\n\n/)
    .trim()
    .split("\n");
  const incidents = firstIn(/### Error Rate Spike[\s\S]*?(?=## Rollback Procedures)/).split(/(?=^### )/m);
  const digest = runbookDigest(changedRunbook());
  const orderOf = (length: number) => fc.shuffledSubarray([...Array(length).keys()], { minLength: length });

  it("keep their ids, and leave the digest as it is, in whatever order", () => {
    const plain = changedRunbook();
    const known = (runbook: Runbook) =>
      identities(runbook)
        .map((one) => JSON.stringify(one))
        .sort();
    fc.assert(
      fc.property(orderOf(rows.length), orderOf(incidents.length), (rowOrder, incidentOrder) => {
        const moved = changedRunbook(
          [rows.join("\n"), rowOrder.map((index) => rows[index]).join("\n")],
          [incidents.join(""), incidentOrder.map((index) => incidents[index]).join("")],
        );
        assert.deepEqual(known(moved), known(plain));
        assert.equal(runbookDigest(moved), digest);
      }),
      { numRuns: 25 },
    );
  });

  it("keep their ids when they are given other words, in which no id stands", () => {
    const word = fc.stringMatching(/^[A-Za-z][A-Za-z0-9 ]{0,30}[A-Za-z]$/);
    fc.assert(
      fc.property(word, (words) => {
        const { thresholds } = changedRunbook([uptime, `| ${words} <!-- id: uptime --> |`]);
        assert.deepEqual(
          [thresholds[3]?.metric, thresholds[3]?.id],
          [words.replaceAll(/ +/g, " "), "uptime"],
        );
      }),
      { numRuns: 25 },
    );
  });
});

describe("the digest of a runbook", () => {
  const digestOf = (...changes: Change[]) => runbookDigest(changedRunbook(...changes));

  it("is the same with an id that is what the text gives, and with other former ids", () => {
    assert.equal(digestOf([uptime, "| Uptime |"]), digestOf());
    assert.equal(digestOf([uptime, "| Uptime <!-- id: uptime, was: sla --> |"]), digestOf());
  });

  it("is another with another id, other words, and steps in another order", () => {
    const review = "- [ ] Final code review\n";
    const secrets = "- [ ] Verify all secrets are configured\n";
    const others = [
      digestOf([uptime, "| Uptime <!-- id: sla --> |"]),
      digestOf([uptime, "| Availability <!-- id: uptime --> |"]),
      digestOf([review + secrets, secrets + review]),
    ];
    assert.equal(new Set([digestOf(), ...others]).size, 4);
  });
});
