// The public API of the package: lint texts, print reports.

export { NEWEST, parseVersion } from './kube/version.js';
export type { Finding, NotChecked, Range, ResourceIdentity, Severity } from './lint/finding.js';
export type { Failure, Report, Summary } from './lint/report.js';
export type { RuleSetting, Settings } from './lint/settings.js';
export { lintTexts, type ProjectText } from './project.js';
export { compact } from './report/compact.js';
export { json } from './report/json.js';
export type { Layout } from './report/layout.js';
export { pretty } from './report/pretty.js';
