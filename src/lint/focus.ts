import { bySeverity } from './known.js';
import type { Report } from './report.js';

/**
 * The part of a report that concerns `files`: findings in them, and findings elsewhere that point into them (a Service
 * whose Pods somebody just renamed).
 */
export function focusOn(report: Report, files: ReadonlySet<string>): Report {
  const findings = report.findings.filter(
    ({ file, related = [] }) => files.has(file) || related.some((place) => files.has(place.file)),
  );
  const notChecked = report.notChecked.filter(({ file }) => files.has(file));
  return {
    ...report,
    findings,
    notChecked,
    summary: { ...report.summary, ...bySeverity(findings), notChecked: notChecked.length },
  };
}
