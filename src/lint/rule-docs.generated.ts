// generated from rules/ by `UPDATE=1 npx vitest run test/lint/pages.test.ts`; do not edit
import type { RuleDocs } from './rule.js';

/** The longer part of each page, by rule id. */
export const RULE_DOCS: Readonly<Record<string, RuleDocs>> = {
 "api/bad-request": {
  "rationale": "The request fails before validation: a quantity that cannot be parsed, metadata of the wrong shape, a document that is\nno object.",
  "ignore": "Never: the API server refuses the object.",
  "references": [
   "https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "a quantity with a unit that does not exist",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec:\n  replicas: 2\n  selector:\n    matchLabels: { app: web }\n  template:\n    metadata:\n      labels: { app: web }\n    spec:\n      containers:\n        - name: web\n          image: registry.example.com/shop/web:2.4.0\n          resources:\n            requests: { memory: 128MB } # finding\n          ports:\n            - { name: http, containerPort: 8080 }\n"
   },
   {
    "kind": "pass",
    "title": "megabytes are M, mebibytes Mi",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec:\n  replicas: 2\n  selector:\n    matchLabels: { app: web }\n  template:\n    metadata:\n      labels: { app: web }\n    spec:\n      containers:\n        - name: web\n          image: registry.example.com/shop/web:2.4.0\n          resources:\n            requests: { memory: 128Mi }\n          ports:\n            - { name: http, containerPort: 8080 }\n"
   }
  ]
 },
 "api/duplicate-value": {
  "rationale": "Two items of a list share a name that tells them apart: two containers, volumes or ports of the same name. The API\nserver refuses the object.",
  "ignore": "Never: the API server refuses the object.",
  "references": [
   "https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "two ports of one name",
    "manifest": "apiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec:\n  selector: { app: web }\n  ports:\n    - { name: http, port: 80, targetPort: 8080 }\n    - { name: http, port: 443, targetPort: 8443 } # finding\n"
   },
   {
    "kind": "pass",
    "title": "two names",
    "manifest": "apiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec:\n  selector: { app: web }\n  ports:\n    - { name: http, port: 80, targetPort: 8080 }\n    - { name: https, port: 443, targetPort: 8443 }\n"
   }
  ]
 },
 "api/forbidden-field": {
  "rationale": "The field exists, but not in combination with what else the object says: Recreate has no rolling update parameters, and\na headless Service has no node ports.",
  "ignore": "Never: the API server refuses the object.",
  "references": [
   "https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "Recreate with parameters of the other strategy",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec:\n  replicas: 2\n  strategy:\n    type: Recreate\n    rollingUpdate: # finding\n      maxSurge: 1\n  selector:\n    matchLabels: { app: web }\n  template:\n    metadata:\n      labels: { app: web }\n    spec:\n      containers:\n        - name: web\n          image: registry.example.com/shop/web:2.4.0\n          ports:\n            - { name: http, containerPort: 8080 }\n"
   },
   {
    "kind": "pass",
    "title": "Recreate alone",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec:\n  replicas: 2\n  strategy: { type: Recreate }\n  selector:\n    matchLabels: { app: web }\n  template:\n    metadata:\n      labels: { app: web }\n    spec:\n      containers:\n        - name: web\n          image: registry.example.com/shop/web:2.4.0\n          ports:\n            - { name: http, containerPort: 8080 }\n"
   }
  ]
 },
 "api/invalid-value": {
  "rationale": "The value has the right type, and the API server still refuses it: a name with capitals, a negative count, a selector\nthat does not match the labels of its own template, a rolling update that may neither add nor remove a Pod.",
  "ignore": "Never: the API server refuses the object.",
  "references": [
   "https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "the selector misses the labels of the template",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec:\n  replicas: 2\n  selector:\n    matchLabels: { app: web }\n  template:\n    metadata:\n      labels: { app: webb } # finding\n    spec:\n      containers:\n        - name: web\n          image: registry.example.com/shop/web:2.4.0\n          ports:\n            - { name: http, containerPort: 8080 }\n"
   },
   {
    "kind": "pass",
    "title": "they agree",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec:\n  replicas: 2\n  selector:\n    matchLabels: { app: web }\n  template:\n    metadata:\n      labels: { app: web }\n    spec:\n      containers:\n        - name: web\n          image: registry.example.com/shop/web:2.4.0\n          ports:\n            - { name: http, containerPort: 8080 }\n"
   }
  ]
 },
 "api/missing-kind": {
  "rationale": "The API server cannot tell what the object is: one of apiVersion and kind is missing, empty, or not a string.",
  "ignore": "When the file is no manifest: put it into ignore: of the configuration.",
  "references": [
   "https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "no apiVersion",
    "manifest": "kind: ConfigMap # finding\nmetadata: { name: orders-config }\ndata: { LOG_LEVEL: info }\n"
   },
   {
    "kind": "pass",
    "title": "both",
    "manifest": "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: orders-config }\ndata: { LOG_LEVEL: info }\n"
   }
  ]
 },
 "api/not-found": {
  "rationale": "A part of the object names another part that is not there: a volume mount without its volume, most often. The API server\nrefuses the object.",
  "ignore": "Never: the API server refuses the object.",
  "references": [
   "https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "a mount without a volume",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec:\n  replicas: 2\n  selector:\n    matchLabels: { app: web }\n  template:\n    metadata:\n      labels: { app: web }\n    spec:\n      containers:\n        - name: web\n          image: registry.example.com/shop/web:2.4.0\n          volumeMounts:\n            - { name: spool, mountPath: /spool } # finding\n          ports:\n            - { name: http, containerPort: 8080 }\n"
   },
   {
    "kind": "pass",
    "title": "a volume of that name",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec:\n  replicas: 2\n  selector:\n    matchLabels: { app: web }\n  template:\n    metadata:\n      labels: { app: web }\n    spec:\n      volumes:\n        - name: spool\n          emptyDir: {}\n      containers:\n        - name: web\n          image: registry.example.com/shop/web:2.4.0\n          volumeMounts:\n            - { name: spool, mountPath: /spool }\n          ports:\n            - { name: http, containerPort: 8080 }\n"
   }
  ]
 },
 "api/not-yet-version": {
  "rationale": "A later release of Kubernetes serves this version of the kind; the chosen one does not know it and refuses the object.",
  "ignore": "When the manifest is for newer clusters: say so with kubernetesVersion in the configuration.",
  "references": [
   "https://kubernetes.io/docs/reference/using-api/deprecation-guide/"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "ValidatingAdmissionPolicy is v1 since 1.30",
    "manifest": "apiVersion: admissionregistration.k8s.io/v1 # finding\nkind: ValidatingAdmissionPolicy\nmetadata: { name: replicas }\nspec:\n  matchConstraints:\n    resourceRules:\n      - { apiGroups: [apps], apiVersions: [v1], operations: [CREATE], resources: [deployments] }\n  validations:\n    - expression: object.spec.replicas <= 5\n",
    "version": "1.29"
   },
   {
    "kind": "pass",
    "title": "a Deployment is v1 in every bundled version",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec:\n  replicas: 2\n  selector:\n    matchLabels: { app: web }\n  template:\n    metadata:\n      labels: { app: web }\n    spec:\n      containers:\n        - name: web\n          image: registry.example.com/shop/web:2.4.0\n          ports:\n            - { name: http, containerPort: 8080 }\n",
    "version": "1.29"
   }
  ]
 },
 "api/removed-version": {
  "rationale": "The kind still exists, or existed, but not in this version of its group. An apply fails with no matches for kind; what\nruns already goes on running under the new version.",
  "ignore": "When the manifest is for older clusters: say so with kubernetesVersion in the configuration.",
  "references": [
   "https://kubernetes.io/docs/reference/using-api/deprecation-guide/"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "Ingress of the extensions group, gone since 1.22",
    "manifest": "apiVersion: extensions/v1beta1 # finding\nkind: Ingress\nmetadata: { name: shop }\nspec:\n  backend: { serviceName: web, servicePort: 80 }\n"
   },
   {
    "kind": "pass",
    "title": "the version that replaces it",
    "manifest": "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: shop }\nspec:\n  defaultBackend:\n    service: { name: web, port: { number: 80 } }\n"
   }
  ]
 },
 "api/required": {
  "rationale": "The API server refuses the object because a field that it cannot do without, and for which there is no default, is\nmissing or empty.",
  "ignore": "Never: the API server refuses the object.",
  "references": [
   "https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "a Job without a restart policy",
    "manifest": "apiVersion: batch/v1\nkind: Job\nmetadata: { name: migrate }\nspec:\n  template:\n    spec: # finding\n      containers:\n        - name: migrate\n          image: registry.example.com/shop/orders:1.18.0\n"
   },
   {
    "kind": "pass",
    "title": "Never is one of the two it may have",
    "manifest": "apiVersion: batch/v1\nkind: Job\nmetadata: { name: migrate }\nspec:\n  template:\n    spec:\n      restartPolicy: Never\n      containers:\n        - name: migrate\n          image: registry.example.com/shop/orders:1.18.0\n"
   }
  ]
 },
 "api/too-long": {
  "rationale": "The API server bounds names, label values, annotations and data. Labels end at 63 characters, and all annotations of an\nobject together at 256 KiB.",
  "ignore": "Never: the API server refuses the object.",
  "references": [
   "https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "a controller of 251 characters",
    "manifest": "apiVersion: networking.k8s.io/v1\nkind: IngressClass\nmetadata: { name: internal }\nspec:\n  controller: example.com/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa # finding\n"
   },
   {
    "kind": "pass",
    "title": "a short one",
    "manifest": "apiVersion: networking.k8s.io/v1\nkind: IngressClass\nmetadata: { name: internal }\nspec:\n  controller: example.com/internal\n"
   }
  ]
 },
 "api/too-many": {
  "rationale": "The API server bounds the length of some lists, such as the name servers of a Pod.",
  "ignore": "Never: the API server refuses the object.",
  "references": [
   "https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "four name servers",
    "manifest": "apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec:\n  dnsConfig:\n    nameservers: [10.0.0.1, 10.0.0.2, 10.0.0.3, 10.0.0.4] # finding\n  containers:\n    - name: web\n      image: registry.example.com/shop/web:2.4.0\n"
   },
   {
    "kind": "pass",
    "title": "three",
    "manifest": "apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec:\n  dnsConfig:\n    nameservers: [10.0.0.1, 10.0.0.2, 10.0.0.3]\n  containers:\n    - name: web\n      image: registry.example.com/shop/web:2.4.0\n"
   }
  ]
 },
 "api/unknown-field": {
  "rationale": "With strict field validation, which kubectl asks for, the API server refuses fields that it does not know. Without it\nthe field is dropped and the default applies, which is worse: field names are case-sensitive, and a misspelt one does\nnothing.",
  "ignore": "Never: the API server refuses the object.",
  "references": [
   "https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "one letter too many",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec:\n  replicas: 2\n  selector:\n    matchLabels: { app: web }\n  template:\n    metadata:\n      labels: { app: web }\n    spec:\n      containers:\n        - name: web\n          image: registry.example.com/shop/web:2.4.0\n          imagePullPolicyy: Always # finding\n          ports:\n            - { name: http, containerPort: 8080 }\n"
   },
   {
    "kind": "pass",
    "title": "spelt right",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec:\n  replicas: 2\n  selector:\n    matchLabels: { app: web }\n  template:\n    metadata:\n      labels: { app: web }\n    spec:\n      containers:\n        - name: web\n          image: registry.example.com/shop/web:2.4.0\n          imagePullPolicy: Always\n          ports:\n            - { name: http, containerPort: 8080 }\n"
   }
  ]
 },
 "api/unknown-kind": {
  "rationale": "Kubernetes serves the API group, but no kind of this name in it: a misspelt kind, or one of another group. A kind of a\ngroup that Kubernetes does not serve and no CRD in the input defines is not checked, and counted.",
  "ignore": "Never: the API server refuses the object.",
  "references": [
   "https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "one letter missing",
    "manifest": "apiVersion: apps/v1\nkind: Deploymnt # finding\nmetadata: { name: web }\n"
   },
   {
    "kind": "pass",
    "title": "a custom resource is somebody else's",
    "manifest": "apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata: { name: web }\n"
   }
  ]
 },
 "api/unsupported-value": {
  "rationale": "The field takes one of a few values, and this is none of them. They are case-sensitive: always is not Always.",
  "ignore": "Never: the API server refuses the object.",
  "references": [
   "https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "lower case",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec:\n  replicas: 2\n  selector:\n    matchLabels: { app: web }\n  template:\n    metadata:\n      labels: { app: web }\n    spec:\n      containers:\n        - name: web\n          image: registry.example.com/shop/web:2.4.0\n          imagePullPolicy: always # finding\n          ports:\n            - { name: http, containerPort: 8080 }\n"
   },
   {
    "kind": "pass",
    "title": "as the API spells it",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec:\n  replicas: 2\n  selector:\n    matchLabels: { app: web }\n  template:\n    metadata:\n      labels: { app: web }\n    spec:\n      containers:\n        - name: web\n          image: registry.example.com/shop/web:2.4.0\n          imagePullPolicy: Always\n          ports:\n            - { name: http, containerPort: 8080 }\n"
   }
  ]
 },
 "api/wrong-type": {
  "rationale": "The API server cannot decode the object: a number stands where a string belongs, or a list where a map does. YAML\nguesses types: yes, on and y are booleans, 1.10 is the number 1.1, and annotations, labels and environment variables\ntake strings only.",
  "ignore": "Never: the API server refuses the object.",
  "references": [
   "https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "a boolean as a ConfigMap value",
    "manifest": "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: orders-config }\ndata:\n  DEBUG: false # finding\n"
   },
   {
    "kind": "pass",
    "title": "quoted",
    "manifest": "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: orders-config }\ndata:\n  DEBUG: \"false\"\n"
   }
  ]
 },
 "deprecation/deprecated-version": {
  "rationale": "The chosen version still serves the kind under this apiVersion and answers with a warning. A later one does not: the\nnext upgrade of the cluster makes the manifest impossible to apply.",
  "ignore": "When the manifest is applied to old clusters only.",
  "references": [
   "https://kubernetes.io/docs/reference/using-api/deprecation-guide/"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "flow control before v1",
    "manifest": "apiVersion: flowcontrol.apiserver.k8s.io/v1beta3 # finding\nkind: FlowSchema\nmetadata: { name: health }\nspec:\n  matchingPrecedence: 1000\n  priorityLevelConfiguration: { name: exempt }\n",
    "version": "1.30"
   },
   {
    "kind": "pass",
    "title": "v1 since 1.29",
    "manifest": "apiVersion: flowcontrol.apiserver.k8s.io/v1\nkind: FlowSchema\nmetadata: { name: health }\nspec:\n  matchingPrecedence: 1000\n  priorityLevelConfiguration: { name: exempt }\n",
    "version": "1.30"
   }
  ]
 },
 "manifest/dropped-text": {
  "rationale": "Everything after a document end marker (...) or after the first of two JSON values is skipped by the Kubernetes YAML\nreader. The objects in it are never applied, and nobody says so.",
  "ignore": "When the text after the marker is meant as a note.",
  "references": [
   "https://yaml.org/spec/1.2.2/#912-document-markers"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "a second object after ...",
    "manifest": "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: orders-config }\ndata: { LOG_LEVEL: info }\n...\napiVersion: v1 # finding\nkind: ConfigMap\nmetadata: { name: web-config }\n"
   },
   {
    "kind": "pass",
    "title": "a separator between them",
    "manifest": "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: orders-config }\ndata: { LOG_LEVEL: info }\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: web-config }\n"
   }
  ]
 },
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
 },
 "suppression/malformed": {
  "rationale": "The comment starts like a suppression and is none, so it suppresses nothing.",
  "ignore": "Never: take the comment away or mend it.",
  "references": [
   "https://kubernetes.io/docs/concepts/overview/working-with-objects/"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "in a comment",
    "manifest": "apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec:\n  containers:\n    - name: web\n      image: registry.example.com/shop/web:latest # rollcast-ignore -- rebuilt on every commit # finding\n"
   },
   {
    "kind": "pass",
    "title": "with rule and reason",
    "manifest": "apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec:\n  containers:\n    - name: web\n      image: registry.example.com/shop/web:latest # rollcast-ignore image/unpinned-tag -- rebuilt on every commit\n"
   }
  ]
 },
 "suppression/missing-reason": {
  "rationale": "A suppression outlives the person who wrote it. Without a reason nobody can tell when it may go, so it suppresses\nnothing.",
  "ignore": "Never: take the comment away or mend it.",
  "references": [
   "https://kubernetes.io/docs/concepts/overview/working-with-objects/"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "in a comment",
    "manifest": "apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec:\n  containers:\n    - name: web\n      image: registry.example.com/shop/web:latest # rollcast-ignore image/unpinned-tag # finding\n"
   },
   {
    "kind": "pass",
    "title": "with rule and reason",
    "manifest": "apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec:\n  containers:\n    - name: web\n      image: registry.example.com/shop/web:latest # rollcast-ignore image/unpinned-tag -- rebuilt on every commit\n"
   }
  ]
 },
 "suppression/unknown-rule": {
  "rationale": "The comment names no rule, so it suppresses nothing: a misspelt or renamed id. What it was meant to silence is reported.",
  "ignore": "Never: take the comment away or mend it.",
  "references": [
   "https://kubernetes.io/docs/concepts/overview/working-with-objects/"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "in a comment",
    "manifest": "apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec:\n  containers:\n    - name: web\n      image: registry.example.com/shop/web:latest # rollcast-ignore image/unpined-tag -- rebuilt on every commit # finding\n"
   },
   {
    "kind": "pass",
    "title": "with rule and reason",
    "manifest": "apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec:\n  containers:\n    - name: web\n      image: registry.example.com/shop/web:latest # rollcast-ignore image/unpinned-tag -- rebuilt on every commit\n"
   }
  ]
 },
 "suppression/unused": {
  "rationale": "What the comment silenced is gone, and a new finding of that rule would go unseen. Reported on request: --report-unused.",
  "ignore": "Never: take the comment away or mend it.",
  "references": [
   "https://kubernetes.io/docs/concepts/overview/working-with-objects/"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "in a comment",
    "manifest": "apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec:\n  containers:\n    - name: web\n      image: registry.example.com/shop/web:latest # rollcast-ignore image/unpinned-tag -- rebuilt on every commit # finding\n"
   },
   {
    "kind": "pass",
    "title": "with rule and reason",
    "manifest": "apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec:\n  containers:\n    - name: web\n      image: registry.example.com/shop/web:latest # rollcast-ignore image/unpinned-tag -- rebuilt on every commit\n"
   }
  ]
 },
 "yaml/duplicate-key": {
  "rationale": "The API server refuses YAML with a repeated key. kubectl drops all but the last one without a word, so what is applied\ndepends on who applies it.",
  "ignore": "Never: the API server refuses the object.",
  "references": [
   "https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "two schedules",
    "manifest": "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: orders-config }\ndata:\n  LOG_LEVEL: info\n  LOG_LEVEL: debug # finding\n"
   },
   {
    "kind": "pass",
    "title": "the same key in two maps",
    "manifest": "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: orders-config\n  labels: { name: orders-config }\ndata:\n  name: orders\n"
   }
  ]
 },
 "yaml/syntax": {
  "rationale": "The document cannot be parsed, so nothing in it reaches the API server, and kubectl stops at the file. Other documents\nof the same file are still checked, and findings that depend on this one are withheld.",
  "ignore": "Never. A file that is a template belongs into ignore: of the configuration.",
  "references": [
   "https://yaml.org/spec/1.2.2/"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "a colon without a space",
    "manifest": "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: orders-config\ndata:\n  LOG_LEVEL: info\n DEBUG: \"false\" # finding\n"
   },
   {
    "kind": "pass",
    "title": "the same, indented",
    "manifest": "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: orders-config\ndata:\n  LOG_LEVEL: info\n  DEBUG: \"false\"\n"
   }
  ]
 }
};
