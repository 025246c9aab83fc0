import type { Finding } from './finding.js';
import type { Report, Summary } from './report.js';

/** The report without the findings whose fingerprint is known; they are counted. */
export function withoutKnown(report: Report, fingerprints: ReadonlySet<string>): Report {
  const findings = report.findings.filter(({ fingerprint }) => !fingerprints.has(fingerprint));
  const baselined = report.summary.baselined + report.findings.length - findings.length;
  return { ...report, findings, summary: { ...report.summary, ...bySeverity(findings), baselined } };
}

/** How many findings of each severity there are. */
export function bySeverity(findings: readonly Finding[]): Pick<Summary, 'errors' | 'warnings' | 'infos'> {
  const count = { errors: 0, warnings: 0, infos: 0 };
  for (const { severity } of findings) {
    if (severity === 'error') count.errors++;
    else if (severity === 'warning') count.warnings++;
    else count.infos++;
  }
  return count;
}
