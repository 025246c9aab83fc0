/** Changes of objects in words, shared by the formats of a plan. */

import type { Json } from '../../kube/json.js';
import type { Change, FieldChange } from '../../lint/changes.js';
import type { Finding } from '../../lint/finding.js';
import type { Resource } from '../../manifest/resource.js';
import type { PlanReport } from './plan-report.js';

/** Longer values are cut. */
const MAX_VALUE = 60;

/** `Deployment shop/web` */
export function nameOf({ kind, namespace, name = '' }: Resource): string {
  return namespace === undefined ? `${kind} ${name}` : `${kind} ${namespace}/${name}`;
}

/** `spec.replicas: 2 → 3` */
export function fieldText({ path, from, to }: FieldChange): string {
  return `${path}: ${valueText(from)} → ${valueText(to)}`;
}

/** A value as JSON in one line, cut in its middle where it is long: of an image the end says most; an absent one is said to be absent. */
function valueText(value: Json | undefined): string {
  if (value === undefined) return 'absent';
  const text = JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'bigint' ? String(inner) : inner));
  const half = Math.floor(MAX_VALUE / 2);
  return text.length > MAX_VALUE ? `${text.slice(0, half - 1)}…${text.slice(-half)}` : text;
}

/** What follows from the change, '' if nothing but the change itself. */
export function consequence(change: Change, { prune, lint }: PlanReport): string {
  if (lint.findings.some((finding) => isAbout(finding, change.subject))) return 'is refused';
  if (change.kind === 'removed') return prune ? 'is deleted' : 'stays in the cluster: kubectl apply deletes nothing';
  if (change.kind === 'changed' && change.isRollout) return 'replaces its pods';
  return '';
}

function isAbout({ severity, file, document, resource }: Finding, subject: Resource): boolean {
  const isSameDocument = file === subject.file.file && document === subject.document.index;
  const isSameItem = resource?.kind === subject.kind && resource.name === subject.name;
  return severity === 'error' && isSameDocument && isSameItem;
}

/** `1 created, 2 changed, 1 removed, 14 unchanged` */
export function countsText(changes: readonly Change[]): string {
  const kinds = ['created', 'changed', 'removed', 'unchanged'] as const;
  const counts = kinds.map((kind) => ({ kind, count: changes.filter((change) => change.kind === kind).length }));
  const parts = counts.filter(({ count }) => count > 0).map(({ kind, count }) => `${count} ${kind}`);
  return parts.length === 0 ? 'no objects' : parts.join(', ');
}
