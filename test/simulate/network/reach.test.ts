/** Who reaches whom, as https://kubernetes.io/docs/concepts/services-networking/network-policies/ says. */

import { expect, test } from 'vitest';
import { reportOf } from '../../report/simulation/report-of.js';

function deployment(name: string, namespace: string, port: string): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: ${namespace} }
spec:
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec: { containers: [{ name: ${name}, image: "registry.example.com/${name}:1", ports: [${port}] }] }
---
`;
}

const SYSTEM = `${deployment('web', 'shop', '{ containerPort: 8080 }')}${deployment('db', 'shop', '{ name: sql, containerPort: 5432 }')}${deployment('grafana', 'monitoring', '{ containerPort: 3000 }')}apiVersion: v1
kind: Service
metadata: { name: db, namespace: shop }
spec: { selector: { app: db }, ports: [{ name: sql, port: 15432, targetPort: sql }] }
---
apiVersion: v1
kind: Namespace
metadata: { name: monitoring, labels: { team: ops } }
`;

function policy(name: string, spec: string): string {
  return `---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: ${name}, namespace: shop }\nspec: ${spec}\n`;
}

const DENY_ALL = policy('deny-all', '{ podSelector: {}, policyTypes: [Ingress, Egress] }');
const DB_FROM_WEB = policy(
  'db',
  '{ podSelector: { matchLabels: { app: db } }, ingress: [{ from: [{ podSelector: { matchLabels: { app: web } } }], ports: [{ port: sql }] }] }',
);
const WEB_TO_DB = policy(
  'web',
  '{ podSelector: { matchLabels: { app: web } }, policyTypes: [Egress], egress: [{ to: [{ podSelector: { matchLabels: { app: db } } }], ports: [{ port: 5432 }] }] }',
);
const DNS = policy(
  'dns',
  '{ podSelector: {}, policyTypes: [Egress], egress: [{ to: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: kube-system } }, podSelector: { matchLabels: { k8s-app: kube-dns } } }], ports: [{ port: 53, protocol: UDP }] }] }',
);

function asked(question: string, policies: readonly string[]): string[] {
  const { forecast } = reportOf({
    files: { 'system.yaml': `${SYSTEM}${policies.join('')}` },
    scenario: `{ steps: [{ apply: system.yaml }, { reach: ${question} }] }`,
    namespace: 'shop',
  });
  const { said = [], refused = '' } = forecast.steps.at(-1) ?? {};
  return [...said, ...(refused === '' ? [] : [refused])].map((line) =>
    line.replaceAll(/-[a-z0-9]{6,10}-[a-z0-9]{5}\b/g, '-…'),
  );
}

const WEB_DB = '{ from: deployment/web, to: deployment/db, port: 5432 }';
const ENFORCED = '  as far as the network plugin enforces NetworkPolicies: some do not';

test.each<{ name: string; ask: string; policies: readonly string[]; says: readonly string[] }>([
  {
    name: 'no policy: everything is allowed',
    ask: WEB_DB,
    policies: [],
    says: [
      'allowed: deployment/web to deployment/db, port 5432/TCP',
      '  egress: allowed: no NetworkPolicy selects deployment/web for egress',
      '  ingress: allowed: no NetworkPolicy selects deployment/db for ingress',
    ],
  },
  {
    name: 'a policy without rules denies',
    ask: WEB_DB,
    policies: [DENY_ALL],
    says: [
      'denied: deployment/web to deployment/db, port 5432/TCP',
      '  egress: denied: NetworkPolicy shop/deny-all selects deployment/web and allows no egress',
      '  ingress: denied: NetworkPolicy shop/deny-all selects deployment/db and allows no ingress',
      ENFORCED,
    ],
  },
  {
    name: 'policies add up; DNS was forgotten',
    ask: WEB_DB,
    policies: [DENY_ALL, DB_FROM_WEB, WEB_TO_DB],
    says: [
      'allowed: deployment/web to deployment/db, port 5432/TCP',
      '  egress: allowed: NetworkPolicy shop/web egress[0]',
      '  ingress: allowed: NetworkPolicy shop/db ingress[0]',
      '  by address only: names do not resolve, DNS to kube-system (k8s-app=kube-dns, 53/UDP) is denied: NetworkPolicy shop/deny-all, NetworkPolicy shop/web select deployment/web and no egress rule allows it',
      ENFORCED,
    ],
  },
  {
    name: 'with DNS, by the port of the Service',
    ask: '{ from: deployment/web, to: service/db, port: 15432, expect: allowed }',
    policies: [DENY_ALL, DB_FROM_WEB, WEB_TO_DB, DNS],
    says: [
      'allowed: deployment/web to pod db-…, port 5432/TCP',
      '  egress: allowed: NetworkPolicy shop/web egress[0]',
      '  ingress: allowed: NetworkPolicy shop/db ingress[0]',
      ENFORCED,
    ],
  },
  {
    name: 'another port',
    ask: '{ from: deployment/web, to: deployment/db, port: 9999, expect: allowed }',
    policies: [DB_FROM_WEB],
    says: [
      'denied: deployment/web to deployment/db, port 9999/TCP',
      '  egress: allowed: no NetworkPolicy selects deployment/web for egress',
      '  ingress: denied: NetworkPolicy shop/db selects deployment/db and no ingress rule allows it',
      ENFORCED,
      'expected allowed, it is denied',
    ],
  },
  {
    name: 'a podSelector without a namespaceSelector is about the own namespace',
    ask: '{ from: { namespace: other, labels: { app: web } }, to: deployment/db, port: sql, expect: denied }',
    policies: [DB_FROM_WEB],
    says: [
      'denied: a pod in other with app=web to deployment/db, port 5432/TCP',
      '  egress: allowed: no NetworkPolicy selects a pod in other with app=web for egress',
      '  ingress: denied: NetworkPolicy shop/db selects deployment/db and no ingress rule allows it',
      ENFORCED,
    ],
  },
  {
    name: 'a namespace by its labels, ports as a range',
    ask: '{ from: monitoring/deployment/grafana, to: deployment/db, port: 5433 }',
    policies: [
      policy(
        'ops',
        '{ podSelector: {}, ingress: [{ from: [{ namespaceSelector: { matchLabels: { team: ops } } }], ports: [{ port: 5000, endPort: 5999 }] }] }',
      ),
    ],
    says: [
      'allowed: monitoring/deployment/grafana to deployment/db, port 5433/TCP',
      '  egress: allowed: no NetworkPolicy selects monitoring/deployment/grafana for egress',
      '  ingress: allowed: NetworkPolicy shop/ops ingress[0]',
      ENFORCED,
    ],
  },
  {
    name: 'nobody knows the labels of a namespace that is not given',
    ask: '{ from: { namespace: elsewhere, labels: {} }, to: deployment/db, port: 5432 }',
    policies: [
      policy(
        'ops',
        '{ podSelector: {}, ingress: [{ from: [{ namespaceSelector: { matchLabels: { team: ops } } }] }] }',
      ),
    ],
    says: [
      'unknown: a pod in elsewhere with no labels to deployment/db, port 5432/TCP',
      '  egress: allowed: no NetworkPolicy selects a pod in elsewhere with no labels for egress',
      '  ingress: unknown: NetworkPolicy shop/ops ingress[0] may allow it: it is about addresses or labels that are not known here',
      ENFORCED,
    ],
  },
  {
    name: 'addresses outside, but for some',
    ask: '{ from: deployment/web, to: 10.1.2.3, port: 443 }',
    policies: [
      policy(
        'internet',
        '{ podSelector: {}, policyTypes: [Egress], egress: [{ to: [{ ipBlock: { cidr: 0.0.0.0/0, except: [10.0.0.0/8] } }] }] }',
      ),
    ],
    says: [
      'denied: deployment/web to 10.1.2.3, port 443/TCP',
      '  egress: denied: NetworkPolicy shop/internet selects deployment/web and no egress rule allows it',
      ENFORCED,
    ],
  },
  {
    name: 'a block of addresses says nothing of pods',
    ask: '{ from: 203.0.113.9, to: deployment/db, port: 5432 }',
    policies: [policy('office', '{ podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: 203.0.113.0/24 } }] }] }')],
    says: [
      'allowed: 203.0.113.9 to deployment/db, port 5432/TCP',
      '  ingress: allowed: NetworkPolicy shop/office ingress[0]',
      "  if the address arrives: load balancers and node ports may put a node's in its place (externalTrafficPolicy: Cluster)",
      ENFORCED,
    ],
  },
  {
    name: 'a Service without such a port',
    ask: '{ from: deployment/web, to: service/db, port: 80 }',
    policies: [],
    says: ['Service shop/db has no port 80'],
  },
])('$name', ({ ask, policies, says }) => {
  expect(asked(ask, policies)).toEqual(says);
});
