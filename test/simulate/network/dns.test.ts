/** Names of Services and pods, as https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/ has them. */

import { expect, test } from 'vitest';
import { reportOf } from '../../report/simulation/report-of.js';

const NAMES = `
apiVersion: v1
kind: Service
metadata: { name: db, namespace: shop }
spec: { clusterIP: None, selector: { app: db }, ports: [{ name: sql, port: 5432, targetPort: sql }] }
---
apiVersion: v1
kind: Service
metadata: { name: db-read, namespace: shop }
spec: { selector: { app: db }, ports: [{ name: sql, port: 5432 }] }
---
apiVersion: v1
kind: Service
metadata: { name: all-db, namespace: shop }
spec: { clusterIP: None, publishNotReadyAddresses: true, selector: { app: db } }
---
apiVersion: v1
kind: Service
metadata: { name: mail, namespace: shop }
spec: { type: ExternalName, externalName: smtp.example.com }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db, namespace: shop }
spec:
  replicas: 2
  serviceName: db
  podManagementPolicy: Parallel
  selector: { matchLabels: { app: db } }
  template:
    metadata: { labels: { app: db } }
    spec:
      containers: [{ name: db, image: "registry.example.com/shop/db:1", ports: [{ name: sql, containerPort: 5432 }] }]
---
apiVersion: v1
kind: Pod
metadata: { name: shell, namespace: shop, labels: { app: db } }
spec: { hostname: box, subdomain: db, containers: [{ name: sh, image: "registry.example.com/shop/shell:1" }] }
`;

function asked(questions: readonly string[], before = ''): string[] {
  const steps = [
    '{ apply: names.yaml }',
    ...(before === '' ? [] : [before]),
    ...questions.map((name) => `{ dns: ${name} }`),
  ];
  const { forecast } = reportOf({
    files: { 'names.yaml': NAMES },
    scenario: `{ steps: [${steps.join(', ')}] }`,
    namespace: 'shop',
  });
  return forecast.steps
    .filter(({ text }) => text.startsWith('dns'))
    .flatMap(({ said = [], refused }) => [...said, refused].filter((line) => line !== ''));
}

const UNREADY = '{ behave: { pod: db-0, behaviour: { unready: true } } }';

test.each<{ name: string; ask: string; before?: string; get: readonly string[] }>([
  {
    name: 'all of a headless Service',
    ask: 'service/db',
    get: [
      'NAME                                 TYPE  ANSWER',
      'db.shop.svc.cluster.local            A     the address of pod db-0',
      'db.shop.svc.cluster.local            A     the address of pod db-1',
      'db.shop.svc.cluster.local            A     the address of pod shell',
      'db-0.db.shop.svc.cluster.local       A     the address of pod db-0',
      'db-1.db.shop.svc.cluster.local       A     the address of pod db-1',
      'box.db.shop.svc.cluster.local        A     the address of pod shell',
      '_sql._tcp.db.shop.svc.cluster.local  SRV   5432 db-0.db.shop.svc.cluster.local',
      '_sql._tcp.db.shop.svc.cluster.local  SRV   5432 db-1.db.shop.svc.cluster.local',
    ],
  },
  {
    name: 'one with an address',
    ask: 'service/db-read',
    get: [
      'NAME                                      TYPE  ANSWER',
      'db-read.shop.svc.cluster.local            A     the address of the Service',
      '_sql._tcp.db-read.shop.svc.cluster.local  SRV   5432 db-read.shop.svc.cluster.local',
    ],
  },
  {
    name: 'an alias',
    ask: 'mail',
    get: ['NAME                         TYPE   ANSWER', 'mail.shop.svc.cluster.local  CNAME  smtp.example.com'],
  },
  {
    name: 'a pod of a StatefulSet',
    ask: 'db-1.db',
    get: [
      'NAME                            TYPE  ANSWER',
      'db-1.db.shop.svc.cluster.local  A     the address of pod db-1',
    ],
  },
  {
    name: 'from another namespace, in full',
    ask: 'db-1.db.shop.svc.cluster.local.',
    get: [
      'NAME                            TYPE  ANSWER',
      'db-1.db.shop.svc.cluster.local  A     the address of pod db-1',
    ],
  },
  {
    name: 'one that is not ready',
    ask: 'db-0.db',
    before: UNREADY,
    get: [
      'db-0.db: NXDOMAIN, pod db-0 is not ready and Service shop/db does not publish addresses that are not (publishNotReadyAddresses)',
    ],
  },
  {
    name: 'one that is not ready, published',
    ask: 'all-db',
    before: UNREADY,
    get: [
      'NAME                           TYPE  ANSWER',
      'all-db.shop.svc.cluster.local  A     the address of pod db-0',
      'all-db.shop.svc.cluster.local  A     the address of pod db-1',
      'all-db.shop.svc.cluster.local  A     the address of pod shell',
    ],
  },
  {
    name: 'under another headless Service than its serviceName',
    ask: 'db-0.all-db',
    get: ['db-0.all-db: NXDOMAIN, pod db-0 has db as its subdomain (serviceName), not all-db'],
  },
  {
    name: 'a pod by its name where it has another hostname',
    ask: 'shell.db',
    get: ['shell.db: NXDOMAIN, there is no pod with the hostname shell: pod shell has box'],
  },
  {
    name: 'a Service of another namespace',
    ask: 'db.other',
    get: ['db.other: NXDOMAIN, there is no Service db in namespace other'],
  },
  {
    name: 'what was expected',
    ask: '{ name: db-9.db, expect: missing }',
    get: ['db-9.db: NXDOMAIN, there is no pod db-9 in namespace shop'],
  },
  {
    name: 'what was not expected',
    ask: '{ name: db-9.db, expect: found }',
    get: ['db-9.db: NXDOMAIN, there is no pod db-9 in namespace shop', 'expected the name to be found'],
  },
])('$name', ({ ask, before, get }) => {
  expect(asked([ask], before)).toEqual(get);
});
