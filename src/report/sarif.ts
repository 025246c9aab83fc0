import type { Finding, Range, Severity } from '../lint/finding.js';
import type { Report } from '../lint/report.js';
import type { Layout } from './layout.js';

const LEVELS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' };

/** SARIF 2.1.0, for code scanning. */
export function sarif(report: Report, { toolVersion }: Layout): string {
  const rules = [...new Set(report.findings.map(({ rule }) => rule))].sort();
  const indexes = new Map(rules.map((rule, index) => [rule, index]));
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'rollcast', version: toolVersion, rules: rules.map((id) => ({ id })) } },
        columnKind: 'utf16CodeUnits',
        results: report.findings.map((finding) => result(finding, indexes.get(finding.rule) ?? 0)),
        invocations: [
          {
            executionSuccessful: report.failures.length === 0,
            toolExecutionNotifications: report.failures.map(({ rule, file, message }) => ({
              level: 'error',
              message: { text: `${rule}: ${message}` },
              locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(file) } } }],
            })),
          },
        ],
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function result(finding: Finding, ruleIndex: number): object {
  const { rule, severity, message, help, file, range, resource, path, related = [], fingerprint } = finding;
  const name = resource?.name ?? '';
  return {
    ruleId: rule,
    ruleIndex,
    level: LEVELS[severity],
    message: { text: help === undefined ? message : `${message}\n${help}` },
    locations: [
      {
        ...location(file, range),
        ...(resource !== undefined && {
          logicalLocations: [
            { fullyQualifiedName: `${resource.kind}/${name}${path ? `/${path}` : ''}`, kind: 'object' },
          ],
        }),
      },
    ],
    ...(related.length > 0 && {
      relatedLocations: related.map((place, id) => ({
        id,
        ...location(place.file, place.range),
        message: { text: place.message },
      })),
    }),
    partialFingerprints: { 'rollcast/v1': fingerprint },
  };
}

function location(file: string, { start, end }: Range): object {
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(file) },
      region: { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column },
    },
  };
}

function uriOf(file: string): string {
  return file.split('/').map(encodeURIComponent).join('/');
}
