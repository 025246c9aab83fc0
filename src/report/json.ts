import type { Finding } from '../lint/finding.js';
import type { Report } from '../lint/report.js';
import type { Layout } from './layout.js';

/** Everything about one run, for programs. The shape is part of the contract: `schemaVersion` counts breaks. */
export function json(report: Report, { toolVersion }: Layout): string {
  const { kubernetesVersion, summary, findings, notChecked, failures } = report;
  const document = {
    schemaVersion: 1,
    tool: { name: 'rollcast', version: toolVersion },
    kubernetesVersion,
    summary,
    findings: findings.map(inOrder),
    notChecked,
    ...(failures.length > 0 && { failures }),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** One JSON object a line and finding, for streams. */
export function jsonl(report: Report): string {
  return report.findings.map((finding) => `${JSON.stringify(inOrder(finding))}\n`).join('');
}

/** A finding with its fields in the order in which people read them. */
export function inOrder(finding: Finding): Finding {
  const { rule, severity, message, file, document, resource, path, range, related, help, url, fingerprint } = finding;
  return {
    rule,
    severity,
    message,
    file,
    document,
    ...(resource !== undefined && { resource }),
    ...(path !== undefined && { path }),
    range,
    ...(related !== undefined && { related }),
    ...(help !== undefined && { help }),
    ...(url !== undefined && { url }),
    fingerprint,
  };
}
