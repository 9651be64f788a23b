/** Choosing among the findings of a checkup. */
import type { CheckupFinding } from "@/api/gen";

export type Test = CheckupFinding["test"];
export type Severity = CheckupFinding["severity"];

export const SEVERITIES: readonly Severity[] = ["serious", "warning", "hint"];

export interface Choice {
  test: Test | null;
  severity: Severity | null;
  /** Kind and key of the subject. */
  subject: string | null;
}

export const subjectOf = ({ subject }: CheckupFinding) => `${subject.kind}:${subject.key}`;

export function chosen(findings: readonly CheckupFinding[], { test, severity, subject }: Choice): CheckupFinding[] {
  return findings.filter(
    (one) =>
      (test === null || one.test === test) &&
      (severity === null || one.severity === severity) &&
      (subject === null || subjectOf(one) === subject),
  );
}

export interface Subject {
  value: string;
  label: string;
  kind: CheckupFinding["subject"]["kind"];
  count: number;
}

/** What the findings are about, those with most of them first. */
export function subjects(findings: readonly CheckupFinding[]): Subject[] {
  const found = new Map<string, Subject>();
  for (const one of findings) {
    const value = subjectOf(one);
    const before = found.get(value);
    if (before) before.count += 1;
    else found.set(value, { value, label: one.subject.name, kind: one.subject.kind, count: 1 });
  }
  return [...found.values()].sort((a, b) => b.count - a.count || a.label.localeCompare(b.label));
}

/** How a score is judged, as the lights are. */
export const toneOf = (score: number) => (score >= 85 ? "green" : score >= 60 ? "amber" : "red");
