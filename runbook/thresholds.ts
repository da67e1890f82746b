// "Key Metrics to Monitor": what is aimed at, and where somebody is told. Every monitor derives from this table.
import { slug } from "github-slugger";
import type { Document } from "./document.ts";
import { identityOf, reportRepeated } from "./ids.ts";
import type { Quantity, Threshold } from "./model.ts";
import { parseQuantity } from "./quantity.ts";
import type { Section } from "./sections.ts";
import { type Cell, type Columns, type Row, readTable, requireText } from "./tables.ts";

const columns = {
  metric: { header: "Metric", slug: /^metrics?$/ },
  target: { header: "Target", slug: /^targets?$/ },
  alert: { header: "Alert Threshold", slug: /^alert(-threshold)?s?$/ },
} as const satisfies Columns<string>;

export function readThresholds(doc: Document, section: Section): Threshold[] {
  const rows = readTable(doc, section, columns).flatMap((row) => readRow(doc, row) ?? []);
  const entries = rows.map((row) => ({ ...row, text: row.metric }));
  reportRepeated(doc, entries, section.title);
  return rows;
}

function readRow(doc: Document, { cells, at }: Row<keyof typeof columns>): Threshold | undefined {
  const metric = requireText(doc, cells.metric, columns.metric.header);
  const target = readQuantity(doc, cells.target, metric);
  const alert = readQuantity(doc, cells.alert, metric);
  if (metric === undefined || !target || !alert) return undefined;
  if (slug(metric) === "") {
    doc.error("unreadable-item", cells.metric.at, {
      found: `"${metric}"`,
      required: "a metric's name, in letters or digits",
      mend: "name what is measured",
    });
    return undefined;
  }
  const contradiction = contradictionIn(target, alert);
  if (contradiction) {
    doc.error("contradictory-threshold", cells.alert.at, {
      found: `the target "${target.text}" with the alert threshold "${alert.text}" for "${metric}"`,
      required: contradiction,
      mend: "correct one of the two",
    });
  }
  return { ...identityOf(doc, cells.metric.node, metric), metric, target, alert, at };
}

function readQuantity(doc: Document, cell: Cell, metric: string | undefined): Quantity | undefined {
  const reading = parseQuantity(cell.text);
  if ("problem" in reading) {
    doc.error("unreadable-quantity", cell.at, reading.problem);
    return undefined;
  }
  const { qualifier, ...quantity } = reading.value;
  if (qualifier === undefined || metric?.toLowerCase().includes(qualifier)) return quantity;
  doc.error("unreadable-quantity", cell.at, {
    found: `"${quantity.text}" for "${metric ?? ""}"`,
    required: `"${qualifier}" in the metric's name, where it holds for target and alert alike`,
    mend: "name the percentile there, and nowhere else",
  });
  return undefined;
}

/** What a row must be so that target and alert do not contradict each other, if they do. */
function contradictionIn(target: Quantity, alert: Quantity): string | undefined {
  if (target.unit !== alert.unit) return "one unit for both";
  if (target.comparator === alert.comparator)
    return 'opposite signs: a target "<" alerts with ">", and ">" with "<"';
  const [lower, upper] = target.comparator === "<" ? [target, alert] : [alert, target];
  if (lower.value >= upper.value) {
    return `an alert threshold ${target.comparator === "<" ? "above" : "below"} the target, not at it or beyond it`;
  }
  if (lower.comparator === "<" && lower.value === 0) return "an amount that something can be below: not 0";
  if (upper.unit === "percent" && upper.value === 100)
    return "a percentage that something can be above: not 100";
  return undefined;
}
