import type { Severity } from '../lint/finding.js';
import type { Report } from '../lint/report.js';

const SEVERITIES: Readonly<Record<Severity, string>> = { error: 'critical', warning: 'major', info: 'info' };

/** GitLab's Code Quality report (the Code Climate subset that it reads). */
export function gitlab({ findings }: Report): string {
  const rows = findings.map(({ rule, severity, message, file, range, fingerprint }) => ({
    description: message,
    check_name: rule,
    fingerprint,
    severity: SEVERITIES[severity],
    location: {
      path: file,
      positions: { begin: range.start, end: range.end },
    },
  }));
  return `${JSON.stringify(rows, null, 2)}\n`;
}
