import type { Finding } from '../lint/finding.js';
import type { Report } from '../lint/report.js';

/** JUnit XML: a suite a file, a case a finding, for CI systems that show tests. */
export function junit({ findings, failures }: Report): string {
  const files = new Map<string, Finding[]>();
  for (const finding of findings) files.set(finding.file, [...(files.get(finding.file) ?? []), finding]);
  const suites = [...files].map(([file, found]) => suite(file, found));
  if (failures.length > 0) {
    const cases = failures.map(({ rule, file, message }) => {
      return `    <testcase classname="${xml(file)}" name="${xml(rule)}"><error message="${xml(message)}"/></testcase>`;
    });
    suites.push(
      `  <testsuite name="rollcast" tests="${cases.length}" errors="${cases.length}">\n${cases.join('\n')}\n  </testsuite>`,
    );
  }
  if (suites.length === 0)
    suites.push(
      '  <testsuite name="rollcast" tests="1" failures="0">\n    <testcase name="no findings"/>\n  </testsuite>',
    );
  const attributes = `name="rollcast" tests="${findings.length}" failures="${findings.length}" errors="${failures.length}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites ${attributes}>\n${suites.join('\n')}\n</testsuites>\n`;
}

function suite(file: string, findings: readonly Finding[]): string {
  const cases = findings.map(({ rule, severity, message, help, range, path }) => {
    const place = `${file}:${range.start.line}:${range.start.column}`;
    const text = [place, path ?? '', help ?? ''].filter((line) => line !== '').join('\n');
    return [
      `    <testcase classname="${xml(file)}" name="${xml(`${rule} at ${range.start.line}:${range.start.column}`)}">`,
      `      <failure type="${severity}" message="${xml(message)}">${xml(text)}</failure>`,
      '    </testcase>',
    ].join('\n');
  });
  return `  <testsuite name="${xml(file)}" tests="${cases.length}" failures="${cases.length}">\n${cases.join('\n')}\n  </testsuite>`;
}

/** Text inside XML, without the characters that XML 1.0 cannot hold at all. */
function xml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
