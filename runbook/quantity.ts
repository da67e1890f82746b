// Reads amounts such as "< 0.5%", "> 1,000 ms" and "< 2s".
import type { Misreading, Reading } from "../calendar/reading.ts";
import type { Quantity } from "./model.ts";

const units = {
  "%": "percent",
  percent: "percent",
  ms: "ms",
  msec: "ms",
  milliseconds: "ms",
  s: "s",
  sec: "s",
  second: "s",
  seconds: "s",
} as const satisfies Readonly<Record<string, Quantity["unit"]>>;

const required = 'a sign, a number and a unit (%, ms or s), such as "< 0.5%" or "> 1,000ms"';

/** The amount that a text states, and the percentile after it, if any: "< 500ms p95" has the qualifier "p95". */
export function parseQuantity(text: string): Reading<Quantity & { qualifier?: string }> {
  const misread = (mend: string): { problem: Misreading } => ({
    problem: { found: text === "" ? "nothing" : `"${text}"`, required, mend },
  });
  const parts = /^([^\d\s.,+-]*)\s*([+-]?[\d.,]*)\s*([^\d\s]*)(?:\s+(p\d{2}(?:\.\d)?))?$/i.exec(text);
  if (parts === null) return misread("write it so, with nothing else beside it");
  const [, sign, digits = "", unitText = "", qualifier] = parts;
  if (sign !== "<" && sign !== ">") {
    return misread(sign === "" ? 'put "<" or ">" before it' : `write "<" or ">" instead of "${sign}"`);
  }
  if (digits.startsWith("-")) return misread("write a number from 0 on");
  if (!/^(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?$/.test(digits)) {
    return misread(
      'write the number with a point for decimals and commas for thousands only, such as "1,000.5"',
    );
  }
  const unit = Object.entries(units).find(([name]) => name === unitText.toLowerCase())?.[1];
  if (unit === undefined) return misread(unitText === "" ? "add its unit: %, ms or s" : "use %, ms or s");
  const value = Number(digits.replaceAll(",", ""));
  if (!Number.isFinite(value)) return misread("write a number that a computer can hold");
  if (unit === "percent" && value > 100) return misread("write a percentage from 0 to 100");
  return {
    value: { comparator: sign, value, unit, text, ...(qualifier && { qualifier: qualifier.toLowerCase() }) },
  };
}
