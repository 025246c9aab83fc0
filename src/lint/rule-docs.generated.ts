// generated from rules/ by `UPDATE=1 npx vitest run test/lint/pages.test.ts`; do not edit
import type { RuleDocs } from './rule.js';

/** The longer part of each page, by rule id. */
export const RULE_DOCS: Readonly<Record<string, RuleDocs>> = {
 "networking/service-selects-no-pods": {
  "rationale": "A Service without matching Pods has no endpoints: its DNS name resolves, and every connection to it is refused or times out.\nNothing reports it, because a selector that selects nothing is a valid selector.",
  "ignore": "When the Pods come from somewhere that these files do not show: an operator, another repository, a chart applied separately.",
  "references": [
   "https://kubernetes.io/docs/concepts/services-networking/service/#defining-a-service",
   "https://kubernetes.io/docs/tasks/debug/debug-application/debug-service/"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "one letter short of the label",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n---\napiVersion: v1\nkind: Service\nmetadata: { name: orders }\nspec:\n  selector: # finding: selector app=order selects no Pods in these files\n    app: order\n  ports:\n    - port: 80\n"
   },
   {
    "kind": "fail",
    "title": "the workload is in another namespace",
    "manifest": "apiVersion: v1\nkind: Pod\nmetadata:\n  name: orders\n  namespace: shop\n  labels: { app: orders }\nspec:\n  containers:\n    - name: orders\n      image: registry.example.com/shop/orders:1.18.0\n---\napiVersion: v1\nkind: Service\nmetadata: { name: orders, namespace: web }\nspec:\n  selector: { app: orders } # finding: selector app=orders selects no Pods in these files\n  ports:\n    - port: 80\n"
   },
   {
    "kind": "pass",
    "title": "the selector is part of the Pods' labels",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders, tier: backend }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n---\napiVersion: v1\nkind: Service\nmetadata: { name: orders }\nspec:\n  selector: { app: orders }\n  ports:\n    - port: 80\n"
   },
   {
    "kind": "look-alike",
    "title": "a Service without a selector has endpoints that somebody else writes",
    "manifest": "apiVersion: v1\nkind: Service\nmetadata: { name: legacy-billing }\nspec:\n  ports:\n    - port: 80\n"
   },
   {
    "kind": "look-alike",
    "title": "one Pod of a StatefulSet, by the label that its controller adds",
    "manifest": "apiVersion: v1\nkind: Service\nmetadata: { name: payments-db }\nspec:\n  clusterIP: None\n  selector: { app: payments-db }\n---\napiVersion: v1\nkind: Service\nmetadata: { name: payments-db-primary }\nspec:\n  selector:\n    app: payments-db\n    statefulset.kubernetes.io/pod-name: payments-db-0\n  ports:\n    - port: 5432\n---\napiVersion: apps/v1\nkind: StatefulSet\nmetadata: { name: payments-db }\nspec:\n  serviceName: payments-db\n  replicas: 3\n  selector:\n    matchLabels: { app: payments-db }\n  template:\n    metadata:\n      labels: { app: payments-db }\n    spec:\n      containers:\n        - name: postgres\n          image: registry.example.com/shop/postgres:16.4\n"
   },
   {
    "kind": "look-alike",
    "title": "the Pods come from an operator's resource",
    "manifest": "apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n---\napiVersion: v1\nkind: Service\nmetadata: { name: orders }\nspec:\n  selector: { app: orders }\n  ports:\n    - port: 80\n"
   }
  ]
 }
};
