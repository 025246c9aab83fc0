import { expect, test } from 'vitest';
import { claimReferences, dataReferences } from '../../src/graph/references.js';
import { formatPath } from '../../src/kube/field-path.js';
import { project } from './project.js';

const SET = `apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db }
spec:
  volumeClaimTemplates:
    - metadata: { name: data }
  template:
    spec:
      initContainers:
        - name: seed
          envFrom:
            - configMapRef: { name: seed }
      containers:
        - name: db
          env:
            - name: PASSWORD
              valueFrom: { secretKeyRef: { name: db, key: password } }
            - name: LEVEL
              valueFrom: { configMapKeyRef: { name: db, key: level, optional: true } }
            - name: NODE
              valueFrom: { fieldRef: { fieldPath: spec.nodeName } }
          envFrom:
            - secretRef: { name: tokens }
      volumes:
        - name: files
          configMap: { name: files, items: [{ key: db.conf, path: db.conf }] }
        - name: tls
          secret: { secretName: tls }
        - name: all
          projected:
            sources:
              - configMap: { name: more }
              - secret: { name: keys, items: [{ key: id, path: id }] }
        - name: data
          persistentVolumeClaim: { claimName: data }
        - name: shared
          persistentVolumeClaim: { claimName: shared }
`;

test('all ConfigMaps, Secrets and claims of a workload, with keys and paths', () => {
  const { graph, resource } = project({ 'db.yaml': SET });
  const workload = graph.workloadOf(resource('db.yaml', 'StatefulSet', 'db'));
  if (workload === undefined) throw new Error('no workload');
  const read = dataReferences(workload).map(({ kind, name, path, optional, keys }) => {
    const keyed = keys.map(({ key, path: at }) => `${key} at ${formatPath(at)}`);
    return [`${kind} ${name}${optional ? '?' : ''}`, formatPath(path), ...keyed];
  });
  const spec = 'spec.template.spec';
  expect(read).toEqual([
    ['ConfigMap seed', `${spec}.initContainers[0].envFrom[0].configMapRef.name`],
    [
      'Secret db',
      `${spec}.containers[0].env[0].valueFrom.secretKeyRef.name`,
      `password at ${spec}.containers[0].env[0].valueFrom.secretKeyRef.key`,
    ],
    [
      'ConfigMap db?',
      `${spec}.containers[0].env[1].valueFrom.configMapKeyRef.name`,
      `level at ${spec}.containers[0].env[1].valueFrom.configMapKeyRef.key`,
    ],
    ['Secret tokens', `${spec}.containers[0].envFrom[0].secretRef.name`],
    ['ConfigMap files', `${spec}.volumes[0].configMap.name`, `db.conf at ${spec}.volumes[0].configMap.items[0].key`],
    ['Secret tls', `${spec}.volumes[1].secret.secretName`],
    ['ConfigMap more', `${spec}.volumes[2].projected.sources[0].configMap.name`],
    [
      'Secret keys',
      `${spec}.volumes[2].projected.sources[1].secret.name`,
      `id at ${spec}.volumes[2].projected.sources[1].secret.items[0].key`,
    ],
  ]);
  // A claim template takes the place of the volume of its name.
  expect(claimReferences(workload).map(({ name }) => name)).toEqual(['shared']);
});
