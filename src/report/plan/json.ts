import type { Change } from '../../lint/changes.js';
import { inOrder } from '../json.js';
import { simulationDocument } from '../simulation/json.js';
import type { PlanReport } from './plan-report.js';

/** The plan for programs: the forecast's document with what changes and what is refused. Additive fields are free. */
export function planJson({ from, to, prune, changes, lint, simulation }: PlanReport): string {
  const forecast =
    simulation === undefined
      ? { schemaVersion: 1, kubernetesVersion: lint.kubernetesVersion, workloads: [] }
      : simulationDocument(simulation);
  const document = {
    ...forecast,
    plan: { from, to, prune },
    changes: changes.map(changed),
    findings: lint.findings.map(inOrder),
    notChecked: lint.notChecked,
  };
  return `${JSON.stringify(document, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value), 2)}\n`;
}

function changed(change: Change) {
  const { apiVersion, kind, namespace, name, file, document } = change.subject;
  return {
    change: change.kind,
    resource: { apiVersion, kind, ...(namespace !== undefined && { namespace }), name },
    file: file.file,
    document: document.index,
    ...(change.kind === 'changed' && {
      replacesPods: change.isRollout,
      fields: change.fields.map(({ path, from, to }) => ({ path, from: from ?? null, to: to ?? null })),
    }),
  };
}
