// Reads how often a document is reviewed, and says when it is due again.
import type { Reading } from "./reading.ts";

const named: Readonly<Record<string, number>> = {
  monthly: 1,
  bimonthly: 2,
  quarterly: 3,
  "every quarter": 3,
  "semi-annually": 6,
  "twice a year": 6,
  "half-yearly": 6,
  yearly: 12,
  annually: 12,
  "every year": 12,
  "every month": 1,
};

/** The months between two reviews: "Quarterly" is 3, "Every 6 months" is 6. */
export function parseReviewInterval(text: string): Reading<number> {
  const words = text.trim().toLowerCase().replaceAll(/\s+/g, " ");
  const months = named[words] ?? Number(/^every (\d{1,3}) months?$/.exec(words)?.[1] ?? 0);
  if (months >= 1) return { value: months };
  return {
    problem: {
      found: text.trim() === "" ? "nothing" : `"${text.trim()}"`,
      required: "Monthly, Quarterly, Semi-annually, Yearly or Every <number> months",
      mend: 'write one of them, such as "Quarterly"',
    },
  };
}

/** The day after which a review is overdue: as many months later, on the last day of a month that is too short. */
export function reviewDueAfter(lastUpdated: string, months: number): Date {
  const due = new Date(`${lastUpdated}T00:00:00Z`);
  const day = due.getUTCDate();
  due.setUTCMonth(due.getUTCMonth() + months);
  if (due.getUTCDate() !== day) due.setUTCDate(0);
  return due;
}
