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
 "api/immutable-field": {
  "rationale": "Some fields are fixed when an object is made: a Deployment's selector, most of a StatefulSet's spec, a Job's template, a\nService's clusterIP, a PersistentVolumeClaim's storage class, an immutable ConfigMap's data. The API server refuses the\nwhole apply: nothing of the change happens. `rollcast plan` finds it by comparing the two states.\n\nCustom resources say it with rules about `oldSelf`, most often `self == oldSelf`. Their CustomResourceDefinition has to be\namong the files, or named by `crds:` in the configuration.\n\nThe object has to be deleted and made anew. `kubectl delete --cascade=orphan` leaves the pods running; the new object\nadopts them if its selector selects them.",
  "ignore": "Never: the API server refuses the change.",
  "references": [
   "https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#label-selector-updates",
   "https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#update-strategies"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "Another selector",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec:\n  selector: # finding\n    matchLabels: { app: shop-web }\n  template:\n    metadata:\n      labels: { app: shop-web }\n    spec:\n      containers: [{ name: web, image: \"registry.example.com/shop/web:2.4.0\" }]\n",
    "before": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec:\n  selector:\n    matchLabels: { app: web }\n  template:\n    metadata:\n      labels: { app: web }\n    spec:\n      containers: [{ name: web, image: \"registry.example.com/shop/web:2.4.0\" }]\n"
   },
   {
    "kind": "fail",
    "title": "Another governing Service",
    "manifest": "apiVersion: apps/v1\nkind: StatefulSet\nmetadata: { name: db }\nspec: # finding\n  serviceName: db-headless\n  selector:\n    matchLabels: { app: db }\n  template:\n    metadata:\n      labels: { app: db }\n    spec:\n      containers: [{ name: db, image: \"registry.example.com/db:16.4.0\" }]\n",
    "before": "apiVersion: apps/v1\nkind: StatefulSet\nmetadata: { name: db }\nspec:\n  serviceName: db\n  selector:\n    matchLabels: { app: db }\n  template:\n    metadata:\n      labels: { app: db }\n    spec:\n      containers: [{ name: db, image: \"registry.example.com/db:16.4.0\" }]\n"
   },
   {
    "kind": "pass",
    "title": "Another image",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec:\n  selector:\n    matchLabels: { app: web }\n  template:\n    metadata:\n      labels: { app: web }\n    spec:\n      containers: [{ name: web, image: \"registry.example.com/shop/web:2.5.0\" }]\n",
    "before": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec:\n  selector:\n    matchLabels: { app: web }\n  template:\n    metadata:\n      labels: { app: web }\n    spec:\n      containers: [{ name: web, image: \"registry.example.com/shop/web:2.4.0\" }]\n"
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
  "rationale": "The API server bounds the length of some lists: the rules of a success policy, the values of a failure policy, the\nendpoints of a slice.",
  "ignore": "Never: the API server refuses the object.",
  "references": [
   "https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "21 rules",
    "manifest": "apiVersion: batch/v1\nkind: Job\nmetadata: { name: render }\nspec:\n  completionMode: Indexed\n  completions: 30\n  parallelism: 5\n  successPolicy:\n    rules: [{ succeededCount: 1 }, { succeededCount: 2 }, { succeededCount: 3 }, { succeededCount: 4 }, { succeededCount: 5 }, { succeededCount: 6 }, { succeededCount: 7 }, { succeededCount: 8 }, { succeededCount: 9 }, { succeededCount: 10 }, { succeededCount: 11 }, { succeededCount: 12 }, { succeededCount: 13 }, { succeededCount: 14 }, { succeededCount: 15 }, { succeededCount: 16 }, { succeededCount: 17 }, { succeededCount: 18 }, { succeededCount: 19 }, { succeededCount: 20 }, { succeededCount: 21 }] # finding\n  template:\n    spec:\n      restartPolicy: Never\n      containers:\n        - name: render\n          image: registry.example.com/shop/render:1.0.0\n"
   },
   {
    "kind": "pass",
    "title": "two rules",
    "manifest": "apiVersion: batch/v1\nkind: Job\nmetadata: { name: render }\nspec:\n  completionMode: Indexed\n  completions: 30\n  parallelism: 5\n  successPolicy:\n    rules: [{ succeededCount: 1 }, { succeededIndexes: \"0\" }]\n  template:\n    spec:\n      restartPolicy: Never\n      containers:\n        - name: render\n          image: registry.example.com/shop/render:1.0.0\n"
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
  "rationale": "Kubernetes serves the API group, but no kind of this name in it: a misspelt kind, one of another group, or an alpha or\nbeta version that API servers leave off unless they are started with --runtime-config. A kind of a\ngroup that Kubernetes does not serve and no CRD in the input defines is not checked, and counted.",
  "ignore": "When the cluster's API servers turn the version on with --runtime-config; any other kind they refuse.",
  "references": [
   "https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation",
   "https://kubernetes.io/docs/reference/using-api/#enabling-or-disabling"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "one letter missing",
    "manifest": "apiVersion: apps/v1\nkind: Deploymnt # finding\nmetadata: { name: web }\n"
   },
   {
    "kind": "fail",
    "title": "a beta version that servers leave off",
    "manifest": "apiVersion: resource.k8s.io/v1beta1 # finding\nkind: DeviceClass\nmetadata: { name: gpu }\nspec: {}\n",
    "version": "1.35"
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
 "autoscaling/competing-autoscalers": {
  "rationale": "Each autoscaler sets the replicas that it computes, every fifteen seconds. With two of them the number swings between\ntheir results, or both report AmbiguousSelector and scale nothing.",
  "ignore": "Never: put all metrics into one autoscaler, which takes the highest result.",
  "references": [
   "https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "one for CPU, one for memory",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: orders # finding: 2 HorizontalPodAutoscalers scale this Deployment (orders-cpu, orders-memory): each undoes what the other does\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n---\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: orders-cpu }\nspec:\n  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: orders }\n  maxReplicas: 12\n---\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: orders-memory }\nspec:\n  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: orders }\n  maxReplicas: 12\n"
   },
   {
    "kind": "fail",
    "title": "KEDA beside an autoscaler of one's own",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: orders # finding: 2 autoscalers scale this Deployment (HorizontalPodAutoscaler orders, ScaledObject orders): each undoes what the other does\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n---\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: orders }\nspec:\n  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: orders }\n  maxReplicas: 12\n---\napiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata: { name: orders }\nspec:\n  scaleTargetRef: { name: orders }\n  triggers:\n    - { type: kafka, metadata: { topic: orders } }\n"
   },
   {
    "kind": "pass",
    "title": "one autoscaler",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n---\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: orders }\nspec:\n  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: orders }\n  maxReplicas: 12\n"
   },
   {
    "kind": "look-alike",
    "title": "the autoscaler that KEDA takes over",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n---\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: keda-hpa-orders }\nspec:\n  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: orders }\n  maxReplicas: 12\n---\napiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata: { name: orders }\nspec:\n  scaleTargetRef: { name: orders }\n  triggers:\n    - { type: kafka, metadata: { topic: orders } }\n"
   },
   {
    "kind": "look-alike",
    "title": "two autoscalers for two workloads",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec:\n  selector:\n    matchLabels: { app: web }\n  template:\n    metadata:\n      labels: { app: web }\n    spec:\n      containers:\n        - name: web\n          image: registry.example.com/shop/orders:1.18.0\n---\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: orders }\nspec:\n  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: orders }\n  maxReplicas: 12\n---\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: web }\nspec:\n  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }\n  maxReplicas: 12\n"
   }
  ]
 },
 "autoscaling/competing-vertical-autoscaler": {
  "rationale": "Utilization is usage divided by the request. The VerticalPodAutoscaler raises the request when usage is high, so that\nutilization falls and the other one takes Pods away, whose load goes to the rest; the two never come to rest.",
  "ignore": "Never: let the VerticalPodAutoscaler control the other resource (controlledResources), scale by a metric of the\napplication, or set updateMode to Off and read the recommendations.",
  "references": [
   "https://github.com/kubernetes/autoscaler/blob/master/vertical-pod-autoscaler/docs/known-limitations.md"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "both on CPU",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n          resources: { requests: { cpu: 100m, memory: 128Mi } }\n---\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: orders }\nspec:\n  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: orders }\n  minReplicas: 2\n  maxReplicas: 12\n  metrics:\n    - type: Resource\n      resource: { name: cpu, target: { type: Utilization, averageUtilization: 70 } }\n---\napiVersion: autoscaling.k8s.io/v1\nkind: VerticalPodAutoscaler\nmetadata: { name: orders }\nspec:\n  targetRef: { apiVersion: apps/v1, kind: Deployment, name: orders } # finding: HorizontalPodAutoscaler orders scales Deployment orders by cpu too: each moves what the other measures\n  updatePolicy: { updateMode: Recreate }\n"
   },
   {
    "kind": "fail",
    "title": "KEDA on memory",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n          resources: { requests: { cpu: 100m, memory: 128Mi } }\n---\napiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata: { name: orders }\nspec:\n  scaleTargetRef: { name: orders }\n  triggers:\n    - type: memory\n      metricType: Utilization\n      metadata: { value: \"70\" }\n---\napiVersion: autoscaling.k8s.io/v1\nkind: VerticalPodAutoscaler\nmetadata: { name: orders }\nspec:\n  targetRef: { apiVersion: apps/v1, kind: Deployment, name: orders } # finding: ScaledObject orders scales Deployment orders by memory too: each moves what the other measures\n  updatePolicy: { updateMode: Initial }\n"
   },
   {
    "kind": "pass",
    "title": "only recommendations",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n          resources: { requests: { cpu: 100m, memory: 128Mi } }\n---\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: orders }\nspec:\n  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: orders }\n  minReplicas: 2\n  maxReplicas: 12\n  metrics:\n    - type: Resource\n      resource: { name: cpu, target: { type: Utilization, averageUtilization: 70 } }\n---\napiVersion: autoscaling.k8s.io/v1\nkind: VerticalPodAutoscaler\nmetadata: { name: orders }\nspec:\n  targetRef: { apiVersion: apps/v1, kind: Deployment, name: orders }\n  updatePolicy: { updateMode: \"Off\" }\n"
   },
   {
    "kind": "pass",
    "title": "a metric of the application",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n          resources: { requests: { cpu: 100m, memory: 128Mi } }\n---\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: orders }\nspec:\n  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: orders }\n  minReplicas: 2\n  maxReplicas: 12\n  metrics:\n    - type: External\n      external: { metric: { name: queue_length }, target: { type: AverageValue, averageValue: 30 } }\n---\napiVersion: autoscaling.k8s.io/v1\nkind: VerticalPodAutoscaler\nmetadata: { name: orders }\nspec:\n  targetRef: { apiVersion: apps/v1, kind: Deployment, name: orders }\n  updatePolicy: { updateMode: Recreate }\n"
   },
   {
    "kind": "look-alike",
    "title": "one on CPU, the other on memory",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n          resources: { requests: { cpu: 100m, memory: 128Mi } }\n---\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: orders }\nspec:\n  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: orders }\n  minReplicas: 2\n  maxReplicas: 12\n  metrics:\n    - type: Resource\n      resource: { name: cpu, target: { type: Utilization, averageUtilization: 70 } }\n---\napiVersion: autoscaling.k8s.io/v1\nkind: VerticalPodAutoscaler\nmetadata: { name: orders }\nspec:\n  targetRef: { apiVersion: apps/v1, kind: Deployment, name: orders }\n  updatePolicy: { updateMode: Recreate }\n  resourcePolicy:\n    containerPolicies:\n      - { containerName: orders, controlledResources: [memory] }\n"
   }
  ]
 },
 "autoscaling/fixed-range": {
  "rationale": "With minReplicas equal to maxReplicas the autoscaler computes metrics every fifteen seconds and can do nothing with\nthem.",
  "ignore": "When the range is closed for a while, as during an incident.",
  "references": [
   "https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "3 to 3",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n---\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: orders }\nspec:\n  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: orders }\n  minReplicas: 3\n  maxReplicas: 3 # finding: minReplicas and maxReplicas are both 3: there is nothing to scale\n"
   },
   {
    "kind": "pass",
    "title": "3 to 6",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n---\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: orders }\nspec:\n  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: orders }\n  minReplicas: 3\n  maxReplicas: 6\n"
   },
   {
    "kind": "look-alike",
    "title": "minReplicas is 1 by default",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n---\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: orders }\nspec:\n  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: orders }\n  maxReplicas: 2\n"
   }
  ]
 },
 "autoscaling/fixed-replicas": {
  "rationale": "Every apply sets the number of Pods back to what the manifest says, in the middle of the load that made the autoscaler\nadd some; it then climbs again from there. Leave replicas out and let the autoscaler have the field.",
  "ignore": "When the object is created once and never applied again, or server-side apply leaves the field to the autoscaler.",
  "references": [
   "https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/",
   "https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#replicas"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "both say how many",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  replicas: 3 # finding: every apply sets replicas back to 3, against HorizontalPodAutoscaler orders\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n---\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: orders }\nspec:\n  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: orders }\n  maxReplicas: 12\n"
   },
   {
    "kind": "pass",
    "title": "only the autoscaler",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n---\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: orders }\nspec:\n  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: orders }\n  maxReplicas: 12\n"
   },
   {
    "kind": "look-alike",
    "title": "0 switches the autoscaler off",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  replicas: 0\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n---\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: orders }\nspec:\n  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: orders }\n  maxReplicas: 12\n"
   },
   {
    "kind": "look-alike",
    "title": "the autoscaler of another Deployment",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  replicas: 3\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec:\n  selector:\n    matchLabels: { app: web }\n  template:\n    metadata:\n      labels: { app: web }\n    spec:\n      containers:\n        - name: web\n          image: registry.example.com/shop/orders:1.18.0\n---\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: web }\nspec:\n  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }\n  maxReplicas: 12\n"
   }
  ]
 },
 "autoscaling/missing-request": {
  "rationale": "Utilization is use divided by request. If one container of the Pods has no request for the resource, sidecars\nincluded, the controller reports FailedGetResourceMetric and does not scale by this metric at all.",
  "ignore": "When a LimitRange of the namespace gives requests and is not in these files.",
  "references": [
   "https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "no CPU request",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n          resources:\n            requests: { memory: 128Mi }\n---\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: orders }\nspec:\n  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: orders }\n  maxReplicas: 12\n  metrics:\n    - type: Resource\n      resource:\n        name: cpu\n        target: # finding: container \"orders\" has no cpu request, so there is no utilization to compute: this metric never scales\n          type: Utilization\n          averageUtilization: 70\n"
   },
   {
    "kind": "fail",
    "title": "the sidecar has none",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n          resources:\n            requests: { cpu: 100m }\n        - name: exporter\n          image: registry.example.com/ops/exporter:1.0.0\n---\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: orders }\nspec:\n  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: orders }\n  maxReplicas: 12\n  metrics:\n    - type: Resource\n      resource:\n        name: cpu\n        target: # finding: container \"exporter\" has no cpu request, so there is no utilization to compute: this metric never scales\n          type: Utilization\n          averageUtilization: 70\n"
   },
   {
    "kind": "pass",
    "title": "a request",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n          resources:\n            requests: { cpu: 100m }\n---\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: orders }\nspec:\n  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: orders }\n  maxReplicas: 12\n  metrics:\n    - type: Resource\n      resource:\n        name: cpu\n        target:\n          type: Utilization\n          averageUtilization: 70\n"
   },
   {
    "kind": "look-alike",
    "title": "an average value needs no request",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n---\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: orders }\nspec:\n  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: orders }\n  maxReplicas: 12\n  metrics:\n    - type: Resource\n      resource:\n        name: cpu\n        target: { type: AverageValue, averageValue: 500m }\n"
   },
   {
    "kind": "look-alike",
    "title": "a limit is a request as well",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n          resources:\n            limits: { cpu: 500m }\n---\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: orders }\nspec:\n  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: orders }\n  maxReplicas: 12\n  metrics:\n    - type: Resource\n      resource:\n        name: cpu\n        target:\n          type: Utilization\n          averageUtilization: 70\n"
   }
  ]
 },
 "autoscaling/missing-target": {
  "rationale": "The autoscaler is accepted and reports FailedGetScale for ever: a misspelt name, a wrong kind, or a workload in\nanother namespace.",
  "ignore": "When the workload comes from somewhere that these files do not show.",
  "references": [
   "https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "a misspelt name",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n---\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: orders }\nspec:\n  scaleTargetRef:\n    apiVersion: apps/v1\n    kind: Deployment\n    name: order # finding: Deployment \"order\" is not in these files: there is nothing to scale\n  maxReplicas: 12\n"
   },
   {
    "kind": "fail",
    "title": "a group that is gone",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n---\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: orders }\nspec:\n  scaleTargetRef:\n    apiVersion: extensions/v1beta1 # finding: Deployment \"orders\" is of apps/v1: there is nothing to scale under this apiVersion\n    kind: Deployment\n    name: orders\n  maxReplicas: 12\n"
   },
   {
    "kind": "pass",
    "title": "the Deployment is here",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n---\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: orders }\nspec:\n  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: orders }\n  maxReplicas: 12\n"
   },
   {
    "kind": "look-alike",
    "title": "a custom resource with a scale",
    "manifest": "apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata: { name: orders }\nspec: {}\n---\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: orders }\nspec:\n  scaleTargetRef: { apiVersion: argoproj.io/v1alpha1, kind: Rollout, name: orders }\n  maxReplicas: 12\n"
   }
  ]
 },
 "autoscaling/unknown-container": {
  "rationale": "A ContainerResource metric names one container of the Pods. If none has that name, after a renaming for one, the\nmetric fails and is left out; as the only metric it stops all scaling.",
  "ignore": "Never: the metric cannot be computed.",
  "references": [
   "https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "a misspelt name",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n---\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: orders }\nspec:\n  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: orders }\n  maxReplicas: 12\n  metrics:\n    - type: ContainerResource\n      containerResource:\n        name: cpu\n        container: order # finding: container \"order\" is not in the Pods of \"orders\"; they have \"orders\"\n        target: { type: AverageValue, averageValue: 500m }\n"
   },
   {
    "kind": "pass",
    "title": "the name of the container",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n---\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: orders }\nspec:\n  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: orders }\n  maxReplicas: 12\n  metrics:\n    - type: ContainerResource\n      containerResource:\n        name: cpu\n        container: orders\n        target: { type: AverageValue, averageValue: 500m }\n"
   },
   {
    "kind": "look-alike",
    "title": "the target is not here to compare",
    "manifest": "apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata: { name: orders }\nspec: {}\n---\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: orders }\nspec:\n  scaleTargetRef: { apiVersion: argoproj.io/v1alpha1, kind: Rollout, name: orders }\n  maxReplicas: 12\n  metrics:\n    - type: ContainerResource\n      containerResource:\n        name: cpu\n        container: app\n        target: { type: AverageValue, averageValue: 500m }\n"
   }
  ]
 },
 "availability/overlapping-pdbs": {
  "rationale": "The eviction API refuses to evict a Pod that two budgets select: it answers with an error whatever the budgets allow,\nso a drain of its node never ends.",
  "ignore": "Never: such Pods cannot be evicted.",
  "references": [
   "https://kubernetes.io/docs/tasks/run-application/configure-pdb/",
   "https://kubernetes.io/docs/concepts/workloads/pods/disruptions/"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "two budgets",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  replicas: 3\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders, tier: backend } # finding: 2 PodDisruptionBudgets select these Pods (backend, orders): every eviction fails\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n---\napiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: { name: orders }\nspec:\n  maxUnavailable: 1\n  selector:\n    matchLabels: { app: orders }\n---\napiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: { name: backend }\nspec:\n  maxUnavailable: 1\n  selector:\n    matchLabels: { tier: backend }\n"
   },
   {
    "kind": "pass",
    "title": "one budget",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  replicas: 3\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n---\napiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: { name: orders }\nspec:\n  maxUnavailable: 1\n  selector:\n    matchLabels: { app: orders }\n"
   },
   {
    "kind": "look-alike",
    "title": "two budgets for two workloads",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  replicas: 3\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec:\n  replicas: 3\n  selector:\n    matchLabels: { app: web }\n  template:\n    metadata:\n      labels: { app: web }\n    spec:\n      containers:\n        - name: web\n          image: registry.example.com/shop/orders:1.18.0\n---\napiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: { name: orders }\nspec:\n  maxUnavailable: 1\n  selector:\n    matchLabels: { app: orders }\n---\napiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: { name: web }\nspec:\n  maxUnavailable: 1\n  selector:\n    matchLabels: { app: web }\n"
   }
  ]
 },
 "availability/pdb-blocks-eviction": {
  "rationale": "A drain evicts Pods only as far as the budget allows. A budget that asks for all of them allows none: draining a node,\nand with it every upgrade of the cluster, waits until somebody deletes the Pod or the budget.",
  "ignore": "When an operator watches drains and moves these Pods by hand.",
  "references": [
   "https://kubernetes.io/docs/tasks/run-application/configure-pdb/",
   "https://kubernetes.io/docs/concepts/workloads/pods/disruptions/"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "all of them",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  replicas: 3\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n---\napiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: { name: orders }\nspec:\n  minAvailable: 3 # finding: minAvailable 3 and there are 3 replicas: no eviction is allowed, a drain waits forever\n  selector:\n    matchLabels: { app: orders }\n"
   },
   {
    "kind": "fail",
    "title": "percentages round up",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  replicas: 2\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n---\napiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: { name: orders }\nspec:\n  minAvailable: 51% # finding: minAvailable 51% of 2 rounds up to 2 and there are 2 replicas: no eviction is allowed, a drain waits forever\n  selector:\n    matchLabels: { app: orders }\n"
   },
   {
    "kind": "fail",
    "title": "the only replica",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n---\napiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: { name: orders }\nspec:\n  minAvailable: 1 # finding: minAvailable 1 and there is 1 replica: no eviction is allowed, a drain waits forever\n  selector:\n    matchLabels: { app: orders }\n"
   },
   {
    "kind": "fail",
    "title": "in plain words",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  replicas: 3\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n---\napiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: { name: orders }\nspec:\n  maxUnavailable: 0 # finding: maxUnavailable 0 allows no eviction: a drain waits for these Pods forever\n  selector:\n    matchLabels: { app: orders }\n"
   },
   {
    "kind": "fail",
    "title": "100%",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  replicas: 3\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n---\napiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: { name: orders }\nspec:\n  minAvailable: 100% # finding: minAvailable 100% allows no eviction: a drain waits for these Pods forever\n  selector:\n    matchLabels: { app: orders }\n"
   },
   {
    "kind": "pass",
    "title": "one may go",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  replicas: 3\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n---\napiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: { name: orders }\nspec:\n  minAvailable: 2\n  selector:\n    matchLabels: { app: orders }\n"
   },
   {
    "kind": "look-alike",
    "title": "an autoscaler adds Pods above the budget",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n---\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: orders }\nspec:\n  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: orders }\n  minReplicas: 2\n  maxReplicas: 5\n---\napiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: { name: orders }\nspec:\n  minAvailable: 1\n  selector:\n    matchLabels: { app: orders }\n"
   },
   {
    "kind": "look-alike",
    "title": "maxUnavailable 1% is 1",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  replicas: 3\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n---\napiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: { name: orders }\nspec:\n  maxUnavailable: 1%\n  selector:\n    matchLabels: { app: orders }\n"
   }
  ]
 },
 "availability/pdb-selects-no-pods": {
  "rationale": "The budget is accepted and protects nothing: a drain takes all Pods of the workload at once. An absent selector\nselects nothing, while an empty one selects every Pod of the namespace.",
  "ignore": "When the Pods come from somewhere that these files do not show.",
  "references": [
   "https://kubernetes.io/docs/tasks/run-application/configure-pdb/",
   "https://kubernetes.io/docs/concepts/workloads/pods/disruptions/"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "one letter short",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  replicas: 3\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n---\napiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: { name: orders }\nspec:\n  minAvailable: 2\n  selector: # finding: selector selects no Pods in these files: the budget protects nothing\n    matchLabels: { app: order }\n"
   },
   {
    "kind": "fail",
    "title": "no selector at all",
    "manifest": "apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: { name: orders }\nspec: # finding: without a selector the budget protects no Pod\n  minAvailable: 1\n"
   },
   {
    "kind": "pass",
    "title": "the label of the Pods",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  replicas: 3\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n---\napiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: { name: orders }\nspec:\n  minAvailable: 2\n  selector:\n    matchLabels: { app: orders }\n"
   },
   {
    "kind": "look-alike",
    "title": "an empty selector selects all Pods",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  replicas: 3\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n---\napiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: { name: orders }\nspec:\n  minAvailable: 2\n  selector: {}\n"
   }
  ]
 },
 "batch/day-or-weekday": {
  "rationale": "Where both fields are restricted, cron fires when either matches: 0 8 1-7 * 1 is not the first Monday of the month,\nbut every Monday and also the first seven days.",
  "ignore": "When either-or is what is meant.",
  "references": [
   "https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "the first Monday, as many believe",
    "manifest": "apiVersion: batch/v1\nkind: CronJob\nmetadata: { name: report }\nspec:\n  schedule: \"0 8 1-7 * 1\" # finding: schedule \"0 8 1-7 * 1\" fires on every such day of the month and on every such weekday, not only where both meet\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          restartPolicy: Never\n          containers:\n            - name: report\n              image: registry.example.com/shop/report:1.2.0\n"
   },
   {
    "kind": "pass",
    "title": "every Monday",
    "manifest": "apiVersion: batch/v1\nkind: CronJob\nmetadata: { name: report }\nspec:\n  schedule: \"0 8 * * 1\"\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          restartPolicy: Never\n          containers:\n            - name: report\n              image: registry.example.com/shop/report:1.2.0\n"
   },
   {
    "kind": "look-alike",
    "title": "every day of the month and a weekday",
    "manifest": "apiVersion: batch/v1\nkind: CronJob\nmetadata: { name: report }\nspec:\n  schedule: \"0 8 */1 * 1\"\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          restartPolicy: Never\n          containers:\n            - name: report\n              image: registry.example.com/shop/report:1.2.0\n"
   }
  ]
 },
 "batch/deadline-before-retries": {
  "rationale": "After a failure the Job controller waits 10 s, then 20, 40 and so on up to 10 minutes before it makes the next Pod.\nactiveDeadlineSeconds counts all of that: a Job with a short deadline fails with DeadlineExceeded long before\nbackoffLimit is reached.",
  "ignore": "When the deadline is what counts and backoffLimit is only there to be generous.",
  "references": [
   "https://kubernetes.io/docs/concepts/workloads/controllers/job/#job-termination-and-cleanup"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "five minutes for six retries",
    "manifest": "apiVersion: batch/v1\nkind: Job\nmetadata: { name: migrate }\nspec:\n  backoffLimit: 6\n  activeDeadlineSeconds: 300 # finding: activeDeadlineSeconds 300 leaves time for 4 of 6 retries: waiting between them takes 630 s\n  template:\n    spec:\n      restartPolicy: Never\n      containers:\n        - name: migrate\n          image: registry.example.com/shop/orders:1.18.0\n"
   },
   {
    "kind": "pass",
    "title": "time enough",
    "manifest": "apiVersion: batch/v1\nkind: CronJob\nmetadata: { name: report }\nspec:\n  schedule: \"0 3 * * *\"\n  jobTemplate:\n    spec:\n      backoffLimit: 2\n      activeDeadlineSeconds: 300\n      template:\n        spec:\n          restartPolicy: Never\n          containers:\n            - name: report\n              image: registry.example.com/shop/report:1.2.0\n"
   },
   {
    "kind": "look-alike",
    "title": "the kubelet restarts the container by itself",
    "manifest": "apiVersion: batch/v1\nkind: Job\nmetadata: { name: migrate }\nspec:\n  backoffLimit: 6\n  activeDeadlineSeconds: 300\n  template:\n    spec:\n      restartPolicy: OnFailure\n      containers:\n        - name: migrate\n          image: registry.example.com/shop/orders:1.18.0\n"
   }
  ]
 },
 "batch/runs-longer-than-interval": {
  "rationale": "activeDeadlineSeconds allows a run to take longer than the schedule leaves until the next one. What then happens is up\nto concurrencyPolicy: Allow piles runs up, Forbid puts the next one off until this one ends, Replace kills this one\nbefore it is done.",
  "ignore": "When runs are short and the deadline is only there for those that hang.",
  "references": [
   "https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "Replace kills it",
    "manifest": "apiVersion: batch/v1\nkind: CronJob\nmetadata: { name: report }\nspec:\n  schedule: \"*/10 * * * *\"\n  concurrencyPolicy: Replace # finding: a run may take 3600 s (activeDeadlineSeconds) and the next is due after 600 s: Replace kills the one that runs\n  jobTemplate:\n    spec:\n      activeDeadlineSeconds: 3600\n      template:\n        spec:\n          restartPolicy: Never\n          containers:\n            - name: report\n              image: registry.example.com/shop/report:1.2.0\n"
   },
   {
    "kind": "fail",
    "title": "Allow is the default",
    "manifest": "apiVersion: batch/v1\nkind: CronJob\nmetadata: { name: report }\nspec: # finding: a run may take 3600 s (activeDeadlineSeconds) and the next is due after 600 s: up to 6 run at once\n  schedule: \"*/10 * * * *\"\n  jobTemplate:\n    spec:\n      activeDeadlineSeconds: 3600\n      template:\n        spec:\n          restartPolicy: Never\n          containers:\n            - name: report\n              image: registry.example.com/shop/report:1.2.0\n"
   },
   {
    "kind": "fail",
    "title": "Forbid puts it off",
    "manifest": "apiVersion: batch/v1\nkind: CronJob\nmetadata: { name: report }\nspec:\n  schedule: \"@hourly\"\n  concurrencyPolicy: Forbid # finding: a run may take 7200 s (activeDeadlineSeconds) and the next is due after 3600 s: Forbid puts it off\n  jobTemplate:\n    spec:\n      activeDeadlineSeconds: 7200\n      template:\n        spec:\n          restartPolicy: Never\n          containers:\n            - name: report\n              image: registry.example.com/shop/report:1.2.0\n"
   },
   {
    "kind": "pass",
    "title": "a run ends before the next is due",
    "manifest": "apiVersion: batch/v1\nkind: CronJob\nmetadata: { name: report }\nspec:\n  schedule: \"*/10 * * * *\"\n  jobTemplate:\n    spec:\n      activeDeadlineSeconds: 500\n      template:\n        spec:\n          restartPolicy: Never\n          containers:\n            - name: report\n              image: registry.example.com/shop/report:1.2.0\n"
   },
   {
    "kind": "look-alike",
    "title": "nobody knows how long a run takes",
    "manifest": "apiVersion: batch/v1\nkind: CronJob\nmetadata: { name: report }\nspec:\n  schedule: \"*/10 * * * *\"\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          restartPolicy: Never\n          containers:\n            - name: report\n              image: registry.example.com/shop/report:1.2.0\n"
   }
  ]
 },
 "batch/schedule-never-fires": {
  "rationale": "The schedule is well-formed and asks for a date that no year has, such as 31 February. The API server accepts it, and\nthe Job never runs.",
  "ignore": "Never: suspend says that a CronJob is not to run.",
  "references": [
   "https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "31 February",
    "manifest": "apiVersion: batch/v1\nkind: CronJob\nmetadata: { name: report }\nspec:\n  schedule: \"0 3 31 2 *\" # finding: schedule \"0 3 31 2 *\" never fires: no month has such a day\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          restartPolicy: Never\n          containers:\n            - name: report\n              image: registry.example.com/shop/report:1.2.0\n"
   },
   {
    "kind": "pass",
    "title": "the last of March",
    "manifest": "apiVersion: batch/v1\nkind: CronJob\nmetadata: { name: report }\nspec:\n  schedule: \"0 3 31 3 *\"\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          restartPolicy: Never\n          containers:\n            - name: report\n              image: registry.example.com/shop/report:1.2.0\n"
   },
   {
    "kind": "look-alike",
    "title": "29 February, every fourth year",
    "manifest": "apiVersion: batch/v1\nkind: CronJob\nmetadata: { name: report }\nspec:\n  schedule: \"0 3 29 2 *\"\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          restartPolicy: Never\n          containers:\n            - name: report\n              image: registry.example.com/shop/report:1.2.0\n"
   },
   {
    "kind": "look-alike",
    "title": "31 February or a Monday",
    "manifest": "apiVersion: batch/v1\nkind: CronJob\nmetadata: { name: report }\nspec:\n  schedule: \"0 3 31 2 0-6/2\"\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          restartPolicy: Never\n          containers:\n            - name: report\n              image: registry.example.com/shop/report:1.2.0\n"
   }
  ]
 },
 "batch/skipped-by-daylight-saving": {
  "rationale": "When clocks go forward an hour does not exist, and a run that is due in it does not happen that day. When they go\nback, a run in the repeated hour happens twice.",
  "ignore": "When one missing run a year does not matter.",
  "references": [
   "https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "half past two in New York",
    "manifest": "apiVersion: batch/v1\nkind: CronJob\nmetadata: { name: report }\nspec:\n  schedule: \"30 2 * * *\" # finding: \"30 2 * * *\" fires at 02:30, which America/New_York skips when its clocks go forward: no run on 2026-03-08\n  timeZone: America/New_York\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          restartPolicy: Never\n          containers:\n            - name: report\n              image: registry.example.com/shop/report:1.2.0\n"
   },
   {
    "kind": "pass",
    "title": "half past four",
    "manifest": "apiVersion: batch/v1\nkind: CronJob\nmetadata: { name: report }\nspec:\n  schedule: \"30 4 * * *\"\n  timeZone: America/New_York\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          restartPolicy: Never\n          containers:\n            - name: report\n              image: registry.example.com/shop/report:1.2.0\n"
   },
   {
    "kind": "look-alike",
    "title": "on weekdays only, and clocks change on a Sunday",
    "manifest": "apiVersion: batch/v1\nkind: CronJob\nmetadata: { name: report }\nspec:\n  schedule: \"30 2 * * 1-5\"\n  timeZone: America/New_York\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          restartPolicy: Never\n          containers:\n            - name: report\n              image: registry.example.com/shop/report:1.2.0\n"
   },
   {
    "kind": "look-alike",
    "title": "a zone without daylight saving time",
    "manifest": "apiVersion: batch/v1\nkind: CronJob\nmetadata: { name: report }\nspec:\n  schedule: \"30 2 * * *\"\n  timeZone: Asia/Tokyo\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          restartPolicy: Never\n          containers:\n            - name: report\n              image: registry.example.com/shop/report:1.2.0\n"
   }
  ]
 },
 "batch/start-deadline-too-short": {
  "rationale": "The controller looks at CronJobs every 10 seconds. A run that is due and has not started within\nstartingDeadlineSeconds counts as missed, so with less than 10 seconds a run can be missed without anything being\nwrong.",
  "ignore": "Never: leave it out, or take more than 10.",
  "references": [
   "https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "5 s",
    "manifest": "apiVersion: batch/v1\nkind: CronJob\nmetadata: { name: report }\nspec:\n  schedule: \"0 3 * * *\"\n  startingDeadlineSeconds: 5 # finding: startingDeadlineSeconds 5 is less than the 10 s between two looks of the controller: runs may never start\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          restartPolicy: Never\n          containers:\n            - name: report\n              image: registry.example.com/shop/report:1.2.0\n"
   },
   {
    "kind": "pass",
    "title": "200 s",
    "manifest": "apiVersion: batch/v1\nkind: CronJob\nmetadata: { name: report }\nspec:\n  schedule: \"0 3 * * *\"\n  startingDeadlineSeconds: 200\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          restartPolicy: Never\n          containers:\n            - name: report\n              image: registry.example.com/shop/report:1.2.0\n"
   },
   {
    "kind": "look-alike",
    "title": "no deadline",
    "manifest": "apiVersion: batch/v1\nkind: CronJob\nmetadata: { name: report }\nspec:\n  schedule: \"0 3 * * *\"\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          restartPolicy: Never\n          containers:\n            - name: report\n              image: registry.example.com/shop/report:1.2.0\n"
   }
  ]
 },
 "batch/step-beyond-range": {
  "rationale": "A step counts within its field and starts anew with each round: */90 in the minute field is minute 0 only, every hour,\nnot every 90 minutes. Cron has no way to say 90 minutes in one line; @every 90m is one that Kubernetes accepts.",
  "ignore": "Never: write the value that is meant.",
  "references": [
   "https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "every 90 minutes",
    "manifest": "apiVersion: batch/v1\nkind: CronJob\nmetadata: { name: report }\nspec:\n  schedule: \"*/90 * * * *\" # finding: */90 in the minute field has only the value 0: there are 60 values, and a step starts anew with each round\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          restartPolicy: Never\n          containers:\n            - name: report\n              image: registry.example.com/shop/report:1.2.0\n"
   },
   {
    "kind": "fail",
    "title": "every 36 hours",
    "manifest": "apiVersion: batch/v1\nkind: CronJob\nmetadata: { name: report }\nspec:\n  schedule: \"0 */36 * * *\" # finding: */36 in the hour field has only the value 0: there are 24 values, and a step starts anew with each round\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          restartPolicy: Never\n          containers:\n            - name: report\n              image: registry.example.com/shop/report:1.2.0\n"
   },
   {
    "kind": "pass",
    "title": "every half hour",
    "manifest": "apiVersion: batch/v1\nkind: CronJob\nmetadata: { name: report }\nspec:\n  schedule: \"*/30 * * * *\"\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          restartPolicy: Never\n          containers:\n            - name: report\n              image: registry.example.com/shop/report:1.2.0\n"
   },
   {
    "kind": "look-alike",
    "title": "a delay instead of fields",
    "manifest": "apiVersion: batch/v1\nkind: CronJob\nmetadata: { name: report }\nspec:\n  schedule: \"@every 90m\"\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          restartPolicy: Never\n          containers:\n            - name: report\n              image: registry.example.com/shop/report:1.2.0\n"
   }
  ]
 },
 "container/duplicate-port": {
  "rationale": "All containers of a Pod share one network. Two that listen on the same port cannot both start: the second one fails\nwith address already in use. Declared twice in one container, one of the two lines is dead.",
  "ignore": "When one of the two containers does not listen on it.",
  "references": [
   "https://kubernetes.io/docs/concepts/workloads/pods/#pod-networking"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "two containers",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n          ports:\n            - containerPort: 8080\n        - name: exporter\n          image: registry.example.com/ops/exporter:1.0.0\n          ports:\n            - containerPort: 8080 # finding: port 8080/TCP is container \"orders\"'s already: containers of a Pod share one network, so one of the two cannot listen\n"
   },
   {
    "kind": "fail",
    "title": "one container",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n          ports:\n            - { name: http, containerPort: 8080 }\n            - { name: web, containerPort: 8080 } # finding: port 8080/TCP is declared twice in container \"orders\"\n"
   },
   {
    "kind": "pass",
    "title": "two ports",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n          ports:\n            - { name: http, containerPort: 8080 }\n            - { name: metrics, containerPort: 9090 }\n"
   },
   {
    "kind": "look-alike",
    "title": "two protocols",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: dns }\nspec:\n  selector:\n    matchLabels: { app: dns }\n  template:\n    metadata:\n      labels: { app: dns }\n    spec:\n      containers:\n        - name: dns\n          image: registry.example.com/shop/orders:1.18.0\n          ports:\n            - { name: dns, containerPort: 53, protocol: UDP }\n            - { name: dns-tcp, containerPort: 53, protocol: TCP }\n"
   }
  ]
 },
 "container/duplicate-variable": {
  "rationale": "The last one counts. The API server accepts it with a warning, and a server-side apply or a strategic merge later\nkeeps one of the two, which need not be the same.",
  "ignore": "Never: one of the two is dead.",
  "references": [
   "https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "two values",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n          env:\n            - name: LOG_LEVEL\n              value: info\n            - name: LOG_LEVEL # finding: variable \"LOG_LEVEL\" is set twice: this one counts\n              value: debug\n"
   },
   {
    "kind": "pass",
    "title": "one each",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n          env:\n            - { name: LOG_LEVEL, value: info }\n            - { name: LOG_FORMAT, value: json }\n"
   },
   {
    "kind": "look-alike",
    "title": "in two containers",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n          env:\n            - { name: LOG_LEVEL, value: info }\n        - name: exporter\n          image: registry.example.com/ops/exporter:1.0.0\n          env:\n            - { name: LOG_LEVEL, value: info }\n"
   }
  ]
 },
 "container/unexpanded-variable": {
  "rationale": "Kubernetes replaces $(NAME) in values, commands and arguments, and only names that stand above in the same list.\n${NAME} is for shells: in a value it reaches the program as it is.",
  "ignore": "When the program itself expands it.",
  "references": [
   "https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "shell style",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n          env:\n            - name: DB_HOST\n              value: payments-db\n            - name: DB_URL\n              value: postgres://${DB_HOST}:5432/orders # finding: ${DB_HOST} stays as it is: only $(NAME) of a variable above in env is expanded\n"
   },
   {
    "kind": "fail",
    "title": "defined further down",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n          env:\n            - name: DB_URL\n              value: postgres://$(DB_HOST):5432/orders # finding: $(DB_HOST) stays as it is: DB_HOST is defined further down, and only variables above are expanded\n            - name: DB_HOST\n              value: payments-db\n"
   },
   {
    "kind": "fail",
    "title": "itself",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n          env:\n            - name: PATH\n              value: $(PATH):/opt/bin # finding: $(PATH) stays as it is: PATH is defined by this very value\n"
   },
   {
    "kind": "pass",
    "title": "defined above",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n          env:\n            - name: DB_HOST\n              value: payments-db\n            - name: DB_URL\n              value: postgres://$(DB_HOST):5432/orders\n"
   },
   {
    "kind": "look-alike",
    "title": "escaped",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n          env:\n            - name: NAME\n              value: orders\n            - name: TEMPLATE\n              value: $$(NAME) $${NAME}\n"
   },
   {
    "kind": "look-alike",
    "title": "a name that only the program knows",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n          env:\n            - name: LOG_FORMAT\n              value: \"${level} ${message}\"\n"
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
 "image/invalid-reference": {
  "rationale": "The API server takes any text for an image. The kubelet does not: a capital in the repository, a space or a\nplaceholder that nobody filled in leaves the Pods in InvalidImageName.",
  "ignore": "When another tool puts the image in before the manifest is applied.",
  "references": [
   "https://kubernetes.io/docs/concepts/containers/images/#image-names"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "a capital",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/Shop/orders:1.18.0 # finding: image \"registry.example.com/Shop/orders:1.18.0\": capitals in \"Shop\": the Pods stay in InvalidImageName\n"
   },
   {
    "kind": "fail",
    "title": "a placeholder",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.<region>.example.com/shop/orders:1.18.0 # finding: image \"registry.<region>.example.com/shop/orders:1.18.0\": bad registry \"registry.<region>.example.com\": the Pods stay in InvalidImageName\n"
   },
   {
    "kind": "fail",
    "title": "a tag with a plus",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0+build.5 # finding: image \"registry.example.com/shop/orders:1.18.0+build.5\": bad tag \"1.18.0+build.5\": the Pods stay in InvalidImageName\n"
   },
   {
    "kind": "pass",
    "title": "registry, port, path, tag",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com:5000/shop/orders:1.18.0\n"
   },
   {
    "kind": "look-alike",
    "title": "a tag with capitals",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0-RC.1\n"
   },
   {
    "kind": "look-alike",
    "title": "a placeholder of a tool",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: ko://example.com/shop/cmd/Orders\n"
   }
  ]
 },
 "image/unpinned-tag": {
  "rationale": "latest is whatever was pushed last. Pods of one revision that start on different days run different code, a restart is\nan update nobody asked for, and undo brings back the same name, not the old image.",
  "ignore": "In a development cluster that is meant to follow every build.",
  "references": [
   "https://kubernetes.io/docs/concepts/containers/images/#image-names"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "latest",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:latest # finding: image registry.example.com/shop/orders:latest is whatever was pushed last: Pods of one revision may run different code\n"
   },
   {
    "kind": "fail",
    "title": "no tag",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com:5000/shop/orders # finding: image registry.example.com:5000/shop/orders has no tag, which is latest: Pods of one revision may run different code\n"
   },
   {
    "kind": "pass",
    "title": "a version",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n"
   },
   {
    "kind": "look-alike",
    "title": "a digest",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\n"
   }
  ]
 },
 "lifecycle/prestop-outlives-grace-period": {
  "rationale": "The grace period starts with the preStop hook, not after it. When it is over, the container gets SIGKILL (two more\nseconds if the hook still runs): the process never has time to react to SIGTERM, and requests in flight are cut off.",
  "ignore": "When the process has nothing to finish after the hook.",
  "references": [
   "https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/",
   "https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "60 s against the default of 30 s",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n          lifecycle:\n            preStop:\n              exec: # finding: preStop sleeps 60 s and terminationGracePeriodSeconds is 30: no time is left between SIGTERM and SIGKILL\n                command: [sleep, \"60\"]\n"
   },
   {
    "kind": "fail",
    "title": "a shell that sleeps",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      terminationGracePeriodSeconds: 15\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n          lifecycle:\n            preStop:\n              exec: # finding: preStop sleeps 20 s and terminationGracePeriodSeconds is 15: no time is left between SIGTERM and SIGKILL\n                command: [/bin/sh, -c, sleep 20 && nginx -s quit]\n"
   },
   {
    "kind": "pass",
    "title": "enough time for both",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      terminationGracePeriodSeconds: 60\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n          lifecycle:\n            preStop:\n              sleep: { seconds: 20 }\n"
   },
   {
    "kind": "look-alike",
    "title": "a hook whose duration nobody knows",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      terminationGracePeriodSeconds: 5\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n          lifecycle:\n            preStop:\n              exec:\n                command: [/bin/drain, --wait, \"60\"]\n"
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
 "manifest/duplicate-object": {
  "rationale": "Two manifests have the same kind, namespace and name. Applied together the later one replaces the earlier one, in the\norder of the file names; which of the two was meant, nobody can tell from the cluster.",
  "ignore": "Never: rename or delete one of the two.",
  "references": [
   "https://kubernetes.io/docs/concepts/overview/working-with-objects/names/"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "copied and not renamed",
    "manifest": "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: orders-config }\ndata:\n  LOG_LEVEL: info\n---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: orders-config # finding: ConfigMap orders-config is here twice: applied together, the last one wins\ndata:\n  LOG_LEVEL: info\n"
   },
   {
    "kind": "pass",
    "title": "two names",
    "manifest": "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: orders-config }\ndata:\n  LOG_LEVEL: info\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: web-config }\ndata:\n  LOG_LEVEL: info\n"
   },
   {
    "kind": "look-alike",
    "title": "two namespaces",
    "manifest": "apiVersion: v1\nkind: ConfigMap\nmetadata: { namespace: shop, name: orders-config }\ndata:\n  LOG_LEVEL: info\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: { namespace: web, name: orders-config }\ndata:\n  LOG_LEVEL: info\n"
   },
   {
    "kind": "look-alike",
    "title": "two kinds",
    "manifest": "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: orders }\ndata:\n  LOG_LEVEL: info\n---\napiVersion: v1\nkind: Service\nmetadata: { name: orders }\nspec:\n  ports:\n    - { name: http, port: 80, targetPort: 8080 }\n"
   }
  ]
 },
 "networking/egress-without-dns": {
  "rationale": "As soon as one policy restricts the egress of a Pod, everything that no policy allows is cut off, DNS as well. The Pod\nmay then talk to the Pods that the policy names, and cannot find out their addresses.",
  "ignore": "When the Pods use addresses only, or a policy of the cluster allows DNS.",
  "references": [
   "https://kubernetes.io/docs/concepts/services-networking/network-policies/"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "the database and nothing else",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: orders }\nspec:\n  podSelector:\n    matchLabels: { app: orders }\n  policyTypes: [Egress]\n  egress: # finding: egress allows no port 53 and neither does another policy: the Pods cannot look up any name\n    - to:\n        - podSelector:\n            matchLabels: { app: payments-db }\n      ports:\n        - { port: 5432 }\n"
   },
   {
    "kind": "pass",
    "title": "another policy allows DNS for all",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: orders }\nspec:\n  podSelector:\n    matchLabels: { app: orders }\n  policyTypes: [Egress]\n  egress:\n    - to:\n        - podSelector:\n            matchLabels: { app: payments-db }\n      ports:\n        - { port: 5432 }\n---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: dns }\nspec:\n  podSelector: {}\n  policyTypes: [Egress]\n  egress:\n    - ports:\n        - { port: 53, protocol: UDP }\n        - { port: 53, protocol: TCP }\n"
   },
   {
    "kind": "look-alike",
    "title": "a policy that allows nothing means it",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: orders }\nspec:\n  podSelector:\n    matchLabels: { app: orders }\n  policyTypes: [Egress]\n"
   },
   {
    "kind": "look-alike",
    "title": "all ports of the peer",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: orders }\nspec:\n  podSelector:\n    matchLabels: { app: orders }\n  policyTypes: [Egress]\n  egress:\n    - to:\n        - podSelector:\n            matchLabels: { app: payments-db }\n"
   }
  ]
 },
 "networking/governing-service-selects-others": {
  "rationale": "The DNS name of a Pod exists only while the headless Service selects the Pod. A Service of the right name with another\nselector gives no names, or those of other Pods.",
  "ignore": "When nobody uses the names of single Pods.",
  "references": [
   "https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "another label",
    "manifest": "apiVersion: apps/v1\nkind: StatefulSet\nmetadata: { name: payments-db }\nspec:\n  serviceName: payments-db # finding: Service \"payments-db\" does not select these Pods, which have app=payments-db\n  selector:\n    matchLabels: { app: payments-db }\n  template:\n    metadata:\n      labels: { app: payments-db }\n    spec:\n      containers:\n        - name: payments-db\n          image: registry.example.com/shop/postgres:16.4\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: payments }\nspec:\n  selector:\n    matchLabels: { app: payments }\n  template:\n    metadata:\n      labels: { app: payments }\n    spec:\n      containers:\n        - name: payments\n          image: registry.example.com/shop/orders:1.18.0\n---\napiVersion: v1\nkind: Service\nmetadata: { name: payments-db }\nspec:\n  clusterIP: None\n  selector: { app: payments }\n  ports:\n    - port: 5432\n"
   },
   {
    "kind": "pass",
    "title": "the same label",
    "manifest": "apiVersion: apps/v1\nkind: StatefulSet\nmetadata: { name: payments-db }\nspec:\n  serviceName: payments-db\n  selector:\n    matchLabels: { app: payments-db }\n  template:\n    metadata:\n      labels: { app: payments-db }\n    spec:\n      containers:\n        - name: payments-db\n          image: registry.example.com/shop/postgres:16.4\n---\napiVersion: v1\nkind: Service\nmetadata: { name: payments-db }\nspec:\n  clusterIP: None\n  selector: { app: payments-db }\n  ports:\n    - port: 5432\n"
   },
   {
    "kind": "look-alike",
    "title": "a Service without a selector",
    "manifest": "apiVersion: apps/v1\nkind: StatefulSet\nmetadata: { name: payments-db }\nspec:\n  serviceName: payments-db\n  selector:\n    matchLabels: { app: payments-db }\n  template:\n    metadata:\n      labels: { app: payments-db }\n    spec:\n      containers:\n        - name: payments-db\n          image: registry.example.com/shop/postgres:16.4\n---\napiVersion: v1\nkind: Service\nmetadata: { name: payments-db }\nspec:\n  clusterIP: None\n  ports:\n    - port: 5432\n"
   }
  ]
 },
 "networking/governing-service-with-cluster-ip": {
  "rationale": "Only a headless Service (clusterIP None) gives every Pod of a StatefulSet a name of its own. With a cluster IP the\nname of the Service resolves, and payments-db-0.payments-db does not.",
  "ignore": "When nobody uses the names of single Pods.",
  "references": [
   "https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id",
   "https://kubernetes.io/docs/concepts/services-networking/service/#headless-services"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "a Service with a cluster IP",
    "manifest": "apiVersion: apps/v1\nkind: StatefulSet\nmetadata: { name: payments-db }\nspec:\n  serviceName: payments-db # finding: Service \"payments-db\" is not headless: payments-db-0.payments-db has no DNS name\n  selector:\n    matchLabels: { app: payments-db }\n  template:\n    metadata:\n      labels: { app: payments-db }\n    spec:\n      containers:\n        - name: payments-db\n          image: registry.example.com/shop/postgres:16.4\n---\napiVersion: v1\nkind: Service\nmetadata: { name: payments-db }\nspec:\n  selector: { app: payments-db }\n  ports:\n    - port: 5432\n"
   },
   {
    "kind": "pass",
    "title": "headless",
    "manifest": "apiVersion: apps/v1\nkind: StatefulSet\nmetadata: { name: payments-db }\nspec:\n  serviceName: payments-db\n  selector:\n    matchLabels: { app: payments-db }\n  template:\n    metadata:\n      labels: { app: payments-db }\n    spec:\n      containers:\n        - name: payments-db\n          image: registry.example.com/shop/postgres:16.4\n---\napiVersion: v1\nkind: Service\nmetadata: { name: payments-db }\nspec:\n  clusterIP: None\n  selector: { app: payments-db }\n  ports:\n    - port: 5432\n"
   },
   {
    "kind": "look-alike",
    "title": "a second Service with a cluster IP, for clients",
    "manifest": "apiVersion: apps/v1\nkind: StatefulSet\nmetadata: { name: payments-db }\nspec:\n  serviceName: payments-db\n  selector:\n    matchLabels: { app: payments-db }\n  template:\n    metadata:\n      labels: { app: payments-db }\n    spec:\n      containers:\n        - name: payments-db\n          image: registry.example.com/shop/postgres:16.4\n---\napiVersion: v1\nkind: Service\nmetadata: { name: payments-db }\nspec:\n  clusterIP: None\n  selector: { app: payments-db }\n  ports:\n    - port: 5432\n---\napiVersion: v1\nkind: Service\nmetadata: { name: payments }\nspec:\n  selector: { app: payments-db }\n  ports:\n    - port: 5432\n"
   }
  ]
 },
 "networking/missing-governing-service": {
  "rationale": "The names of the Pods (payments-db-0.payments-db) come from the headless Service that serviceName names. The API\nserver does not ask whether it exists, and without it none of these names resolves.",
  "ignore": "When the Service comes from somewhere that these files do not show, or nobody uses the names.",
  "references": [
   "https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "the Service has another name",
    "manifest": "apiVersion: apps/v1\nkind: StatefulSet\nmetadata: { name: payments-db }\nspec:\n  serviceName: payments-db # finding: Service \"payments-db\" is not in these files: without it payments-db-0.payments-db has no DNS name\n  selector:\n    matchLabels: { app: payments-db }\n  template:\n    metadata:\n      labels: { app: payments-db }\n    spec:\n      containers:\n        - name: payments-db\n          image: registry.example.com/shop/postgres:16.4\n---\napiVersion: v1\nkind: Service\nmetadata: { name: payments-db-headless }\nspec:\n  clusterIP: None\n  selector: { app: payments-db }\n  ports:\n    - port: 5432\n"
   },
   {
    "kind": "pass",
    "title": "the Service is here",
    "manifest": "apiVersion: apps/v1\nkind: StatefulSet\nmetadata: { name: payments-db }\nspec:\n  serviceName: payments-db\n  selector:\n    matchLabels: { app: payments-db }\n  template:\n    metadata:\n      labels: { app: payments-db }\n    spec:\n      containers:\n        - name: payments-db\n          image: registry.example.com/shop/postgres:16.4\n---\napiVersion: v1\nkind: Service\nmetadata: { name: payments-db }\nspec:\n  clusterIP: None\n  selector: { app: payments-db }\n  ports:\n    - port: 5432\n"
   },
   {
    "kind": "look-alike",
    "title": "a StatefulSet that asks for no names",
    "manifest": "apiVersion: apps/v1\nkind: StatefulSet\nmetadata: { name: payments-db }\nspec:\n  selector:\n    matchLabels: { app: payments-db }\n  template:\n    metadata:\n      labels: { app: payments-db }\n    spec:\n      containers:\n        - name: payments-db\n          image: registry.example.com/shop/postgres:16.4\n"
   }
  ]
 },
 "networking/missing-ingress-backend": {
  "rationale": "The ingress controller has nowhere to send the requests of this path: it answers 503, or drops the rule and says so in\nits log only. Backends are looked up in the namespace of the Ingress.",
  "ignore": "When the Service comes from a chart or a repository of its own.",
  "references": [
   "https://kubernetes.io/docs/concepts/services-networking/ingress/"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "no such Service",
    "manifest": "apiVersion: v1\nkind: Service\nmetadata: { name: orders }\nspec:\n  selector: { app: orders }\n  ports:\n    - { name: http, port: 80, targetPort: 8080 }\n---\napiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: shop }\nspec:\n  rules:\n    - host: shop.example.com\n      http:\n        paths:\n          - path: /\n            pathType: Prefix\n            backend:\n              service:\n                name: order # finding: Service \"order\" is not in these files\n                port: { number: 80 }\n"
   },
   {
    "kind": "pass",
    "title": "the Service is here",
    "manifest": "apiVersion: v1\nkind: Service\nmetadata: { name: orders }\nspec:\n  selector: { app: orders }\n  ports:\n    - { name: http, port: 80, targetPort: 8080 }\n---\napiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: shop }\nspec:\n  rules:\n    - host: shop.example.com\n      http:\n        paths:\n          - path: /\n            pathType: Prefix\n            backend:\n              service:\n                name: orders\n                port: { number: 80 }\n"
   },
   {
    "kind": "look-alike",
    "title": "the load balancer controller reads the backend from an annotation",
    "manifest": "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: shop\n  annotations:\n    alb.ingress.kubernetes.io/actions.redirect: '{\"Type\":\"redirect\"}'\nspec:\n  defaultBackend:\n    service:\n      name: redirect\n      port: { name: use-annotation }\n"
   }
  ]
 },
 "networking/missing-ingress-backend-port": {
  "rationale": "An Ingress names a port of the Service, not of the Pods. If the Service has no port of that number or name, the\ncontroller has no endpoints for the path and answers 503.",
  "ignore": "When the Service that these files show is not the one that is applied.",
  "references": [
   "https://kubernetes.io/docs/concepts/services-networking/ingress/"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "the port of the Pods",
    "manifest": "apiVersion: v1\nkind: Service\nmetadata: { name: orders }\nspec:\n  selector: { app: orders }\n  ports:\n    - { name: http, port: 80, targetPort: 8080 }\n---\napiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: shop }\nspec:\n  rules:\n    - host: shop.example.com\n      http:\n        paths:\n          - path: /\n            pathType: Prefix\n            backend:\n              service:\n                name: orders\n                port: { number: 8080 } # finding: Service \"orders\" has no port 8080; it has 80 \"http\"\n"
   },
   {
    "kind": "fail",
    "title": "a name that is not there",
    "manifest": "apiVersion: v1\nkind: Service\nmetadata: { name: orders }\nspec:\n  selector: { app: orders }\n  ports:\n    - { name: http, port: 80, targetPort: 8080 }\n---\napiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: shop }\nspec:\n  rules:\n    - host: shop.example.com\n      http:\n        paths:\n          - path: /\n            pathType: Prefix\n            backend:\n              service:\n                name: orders\n                port: { name: web } # finding: Service \"orders\" has no port \"web\"; it has 80 \"http\"\n"
   },
   {
    "kind": "pass",
    "title": "by number",
    "manifest": "apiVersion: v1\nkind: Service\nmetadata: { name: orders }\nspec:\n  selector: { app: orders }\n  ports:\n    - { name: http, port: 80, targetPort: 8080 }\n---\napiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: shop }\nspec:\n  rules:\n    - host: shop.example.com\n      http:\n        paths:\n          - path: /\n            pathType: Prefix\n            backend:\n              service:\n                name: orders\n                port: { number: 80 }\n"
   },
   {
    "kind": "pass",
    "title": "by name",
    "manifest": "apiVersion: v1\nkind: Service\nmetadata: { name: orders }\nspec:\n  selector: { app: orders }\n  ports:\n    - { name: http, port: 80, targetPort: 8080 }\n---\napiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: shop }\nspec:\n  rules:\n    - host: shop.example.com\n      http:\n        paths:\n          - path: /\n            pathType: Prefix\n            backend:\n              service:\n                name: orders\n                port: { name: http }\n"
   },
   {
    "kind": "look-alike",
    "title": "an ExternalName Service passes every port on",
    "manifest": "apiVersion: v1\nkind: Service\nmetadata: { name: legacy }\nspec:\n  type: ExternalName\n  externalName: legacy.example.com\n---\napiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: shop }\nspec:\n  rules:\n    - host: shop.example.com\n      http:\n        paths:\n          - path: /\n            pathType: Prefix\n            backend:\n              service:\n                name: legacy\n                port: { number: 443 }\n"
   }
  ]
 },
 "networking/namespace-name-label": {
  "rationale": "Kubernetes gives every namespace the label kubernetes.io/metadata.name and no other. A selector for name: ingress-\nnginx matches no namespace until somebody sets that label, and the policy lets nobody in.",
  "ignore": "When namespaces get the label from whoever makes them.",
  "references": [
   "https://kubernetes.io/docs/concepts/services-networking/network-policies/#targeting-a-namespace-by-its-name"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "name",
    "manifest": "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: orders }\nspec:\n  podSelector: {}\n  ingress:\n    - from:\n        - namespaceSelector:\n            matchLabels:\n              name: ingress-nginx # finding: namespaces have no label name unless somebody sets it; kubernetes.io/metadata.name: ingress-nginx is always there\n"
   },
   {
    "kind": "pass",
    "title": "the label that is always there",
    "manifest": "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: orders }\nspec:\n  podSelector: {}\n  ingress:\n    - from:\n        - namespaceSelector:\n            matchLabels:\n              kubernetes.io/metadata.name: ingress-nginx\n"
   },
   {
    "kind": "look-alike",
    "title": "the namespace is here and has the label",
    "manifest": "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: ingress-nginx\n  labels: { name: ingress-nginx }\n---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: orders }\nspec:\n  podSelector: {}\n  ingress:\n    - from:\n        - namespaceSelector:\n            matchLabels:\n              name: ingress-nginx\n"
   }
  ]
 },
 "networking/network-policy-selects-no-pods": {
  "rationale": "A policy isolates the Pods that it selects and no others. One that selects nothing looks like protection and is none:\nthe Pods stay open to everybody.",
  "ignore": "When the Pods come from somewhere that these files do not show.",
  "references": [
   "https://kubernetes.io/docs/concepts/services-networking/network-policies/"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "one letter short",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: orders }\nspec:\n  podSelector: # finding: podSelector selects no Pods in these files: the policy protects nothing\n    matchLabels: { app: order }\n  policyTypes: [Ingress]\n"
   },
   {
    "kind": "pass",
    "title": "the label of the Pods",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: orders }\nspec:\n  podSelector:\n    matchLabels: { app: orders }\n  policyTypes: [Ingress]\n"
   },
   {
    "kind": "look-alike",
    "title": "an empty selector means all Pods of the namespace",
    "manifest": "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: orders }\nspec:\n  podSelector: {}\n  policyTypes: [Ingress]\n"
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
 "networking/undeclared-target-port": {
  "rationale": "Containers need not declare the ports they listen on, so this may work. Pods that declare other ports and not this one\npoint to a mix-up, most often a Service without targetPort, which then sends traffic to the number of its own port.",
  "ignore": "When the container listens on the port and does not say so.",
  "references": [
   "https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "without targetPort traffic goes to 80",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n          ports:\n            - { name: http, containerPort: 8080 }\n---\napiVersion: v1\nkind: Service\nmetadata: { name: orders }\nspec:\n  selector: { app: orders }\n  ports:\n    - port: 80 # finding: without targetPort, traffic goes to port 80/TCP; the selected Pods declare 8080/TCP\n"
   },
   {
    "kind": "fail",
    "title": "another number",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n          ports:\n            - { name: http, containerPort: 8080 }\n---\napiVersion: v1\nkind: Service\nmetadata: { name: orders }\nspec:\n  selector: { app: orders }\n  ports:\n    - port: 80\n      targetPort: 8000 # finding: targetPort 8000/TCP; the selected Pods declare 8080/TCP\n"
   },
   {
    "kind": "pass",
    "title": "the number of a container port",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n          ports:\n            - { name: http, containerPort: 8080 }\n---\napiVersion: v1\nkind: Service\nmetadata: { name: orders }\nspec:\n  selector: { app: orders }\n  ports:\n    - { name: http, port: 80, targetPort: 8080 }\n"
   },
   {
    "kind": "look-alike",
    "title": "Pods that declare no port say nothing",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n---\napiVersion: v1\nkind: Service\nmetadata: { name: orders }\nspec:\n  selector: { app: orders }\n  ports:\n    - { name: http, port: 80, targetPort: 8080 }\n"
   }
  ]
 },
 "networking/unresolved-target-port": {
  "rationale": "A targetPort given by name is looked up in each selected Pod. Where no container has a port of that name and protocol,\nthe port is left out of the endpoints: the Service exists, and connections to that port are refused.",
  "ignore": "When the Pods that these files show are not those the Service is for.",
  "references": [
   "https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "a misspelt name",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n          ports:\n            - { name: http, containerPort: 8080 }\n---\napiVersion: v1\nkind: Service\nmetadata: { name: orders }\nspec:\n  selector: { app: orders }\n  ports:\n    - port: 80\n      targetPort: htpp # finding: targetPort \"htpp\" (TCP) is no port of the selected Pods; they have \"http\"\n"
   },
   {
    "kind": "fail",
    "title": "the right name under another protocol",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: dns }\nspec:\n  selector:\n    matchLabels: { app: dns }\n  template:\n    metadata:\n      labels: { app: dns }\n    spec:\n      containers:\n        - name: dns\n          image: registry.example.com/shop/orders:1.18.0\n          ports:\n            - { name: dns, containerPort: 53, protocol: UDP }\n---\napiVersion: v1\nkind: Service\nmetadata: { name: dns }\nspec:\n  selector: { app: dns }\n  ports:\n    - port: 53\n      targetPort: dns # finding: targetPort \"dns\" (TCP) is no port of the selected Pods; they have none\n"
   },
   {
    "kind": "pass",
    "title": "the name of a container port",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n          ports:\n            - { name: http, containerPort: 8080 }\n---\napiVersion: v1\nkind: Service\nmetadata: { name: orders }\nspec:\n  selector: { app: orders }\n  ports:\n    - { port: 80, targetPort: http }\n"
   },
   {
    "kind": "look-alike",
    "title": "the port is a sidecar's",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      initContainers:\n        - name: proxy\n          image: registry.example.com/ops/proxy:1.9.0\n          restartPolicy: Always\n          ports:\n            - { name: proxy, containerPort: 9000 }\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n---\napiVersion: v1\nkind: Service\nmetadata: { name: orders }\nspec:\n  selector: { app: orders }\n  ports:\n    - { port: 80, targetPort: proxy }\n"
   },
   {
    "kind": "look-alike",
    "title": "no Pods to compare with",
    "manifest": "apiVersion: v1\nkind: Service\nmetadata: { name: orders }\nspec:\n  ports:\n    - { port: 80, targetPort: http }\n"
   }
  ]
 },
 "policy/pod-security": {
  "rationale": "The API server refuses a Pod that breaks the standard which its Namespace enforces by the label\npod-security.kubernetes.io/enforce, or which the cluster enforces where no label does (podSecurity in the\nconfiguration). A namespace that is not written counts as default. Modes audit and warn refuse nothing.",
  "ignore": "When the Pod's user, namespace or runtime class is exempt in the API server's configuration.",
  "references": [
   "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
   "https://kubernetes.io/docs/concepts/security/pod-security-admission/"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "a privileged container where baseline is enforced",
    "manifest": "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n  labels:\n    pod-security.kubernetes.io/enforce: baseline\n---\napiVersion: v1\nkind: Pod\nmetadata: { name: web, namespace: shop }\nspec:\n  containers:\n    - name: web\n      image: registry.example.com/shop/web:2.4.0\n      securityContext:\n        privileged: true # finding: violates PodSecurity \"baseline:latest\": privileged (container \"web\" must not set securityContext.privileged=true)\n"
   },
   {
    "kind": "pass",
    "title": "nothing that baseline forbids",
    "manifest": "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n  labels:\n    pod-security.kubernetes.io/enforce: baseline\n---\napiVersion: v1\nkind: Pod\nmetadata: { name: web, namespace: shop }\nspec:\n  containers:\n    - name: web\n      image: registry.example.com/shop/web:2.4.0\n"
   },
   {
    "kind": "look-alike",
    "title": "a privileged container in a namespace that only warns",
    "manifest": "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n  labels:\n    pod-security.kubernetes.io/warn: baseline\n---\napiVersion: v1\nkind: Pod\nmetadata: { name: web, namespace: shop }\nspec:\n  containers:\n    - name: web\n      image: registry.example.com/shop/web:2.4.0\n      securityContext: { privileged: true }\n"
   },
   {
    "kind": "look-alike",
    "title": "a probe of another host, where an older version of the standard is enforced",
    "manifest": "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n  labels:\n    pod-security.kubernetes.io/enforce: baseline\n    pod-security.kubernetes.io/enforce-version: v1.33\n---\napiVersion: v1\nkind: Pod\nmetadata: { name: web, namespace: shop }\nspec:\n  containers:\n    - name: web\n      image: registry.example.com/shop/web:2.4.0\n      readinessProbe:\n        httpGet: { host: shop.example.com, port: 8080 }\n"
   }
  ]
 },
 "policy/pod-security-template": {
  "rationale": "The API server takes the workload, for Pod Security refuses Pods only. Its controller then makes Pods and every one is\nrefused, so the workload stays without Pods and tells so only in its events.",
  "ignore": "When a webhook changes the Pods so that they fit the standard, or they are exempt from it.",
  "references": [
   "https://kubernetes.io/docs/concepts/security/pod-security-admission/#workload-resources-and-pod-templates",
   "https://kubernetes.io/docs/concepts/security/pod-security-standards/"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "a Deployment on the host's network where baseline is enforced",
    "manifest": "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n  labels:\n    pod-security.kubernetes.io/enforce: baseline\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web, namespace: shop }\nspec:\n  replicas: 2\n  selector:\n    matchLabels: { app: web }\n  template:\n    metadata:\n      labels: { app: web }\n    spec:\n      hostNetwork: true # finding: its Pods will be refused: violates PodSecurity \"baseline:latest\": host namespaces (hostNetwork=true)\n      containers:\n        - name: web\n          image: registry.example.com/shop/web:2.4.0\n          ports:\n            - { name: http, containerPort: 8080 } # finding\n"
   },
   {
    "kind": "pass",
    "title": "nothing that baseline forbids",
    "manifest": "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n  labels:\n    pod-security.kubernetes.io/enforce: baseline\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web, namespace: shop }\nspec:\n  replicas: 2\n  selector:\n    matchLabels: { app: web }\n  template:\n    metadata:\n      labels: { app: web }\n    spec:\n      hostNetwork: false\n      containers:\n        - name: web\n          image: registry.example.com/shop/web:2.4.0\n          ports:\n            - { name: http, containerPort: 8080 }\n"
   },
   {
    "kind": "look-alike",
    "title": "a Deployment in another namespace",
    "manifest": "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: other\n  labels:\n    pod-security.kubernetes.io/enforce: baseline\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web, namespace: shop }\nspec:\n  replicas: 2\n  selector:\n    matchLabels: { app: web }\n  template:\n    metadata:\n      labels: { app: web }\n    spec:\n      hostPID: true\n      containers:\n        - name: web\n          image: registry.example.com/shop/web:2.4.0\n          ports:\n            - { name: http, containerPort: 8080 }\n"
   }
  ]
 },
 "policy/validating-admission-policy": {
  "rationale": "Once the policy and its binding are in the cluster, the API server refuses to create the object (Deny, an error), says\nso and takes it (Warn, a warning) or writes it into the audit log (Audit, an info). What hangs on the user, on\nthe authorizer or on objects outside of the files is listed as not checked; a MutatingAdmissionPolicy is never applied.\n\nPolicies that are in the cluster and not in these files judge as well: `policies:` in the configuration, or `--policies`,\nnames them, with their bindings and params. For `rollcast plan` a change is an update: `oldObject` is what was there.",
  "ignore": "When the object is in the cluster before the policy is, or another one changes it first.",
  "references": [
   "https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "more replicas than the policy allows",
    "manifest": "apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingAdmissionPolicy\nmetadata: { name: few-replicas.example.com }\nspec:\n  matchConstraints:\n    resourceRules:\n      - { apiGroups: [apps], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [deployments] }\n  validations:\n    - expression: object.spec.replicas <= 5\n      message: no more than five replicas\n---\napiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingAdmissionPolicyBinding\nmetadata: { name: everywhere }\nspec:\n  policyName: few-replicas.example.com\n  validationActions: [Deny]\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web # finding: ValidatingAdmissionPolicy few-replicas.example.com (binding everywhere) denies it: no more than five replicas\nspec:\n  replicas: 9\n  selector:\n    matchLabels: { app: web }\n  template:\n    metadata:\n      labels: { app: web }\n    spec:\n      containers:\n        - name: web\n          image: registry.example.com/shop/web:2.4.0\n          ports:\n            - { name: http, containerPort: 8080 }\n"
   },
   {
    "kind": "pass",
    "title": "as many replicas as the policy allows",
    "manifest": "apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingAdmissionPolicy\nmetadata: { name: few-replicas.example.com }\nspec:\n  matchConstraints:\n    resourceRules:\n      - { apiGroups: [apps], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [deployments] }\n  validations:\n    - expression: object.spec.replicas <= 5\n      message: no more than five replicas\n---\napiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingAdmissionPolicyBinding\nmetadata: { name: everywhere }\nspec:\n  policyName: few-replicas.example.com\n  validationActions: [Deny]\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  replicas: 5\n  selector:\n    matchLabels: { app: web }\n  template:\n    metadata:\n      labels: { app: web }\n    spec:\n      containers:\n        - name: web\n          image: registry.example.com/shop/web:2.4.0\n          ports:\n            - { name: http, containerPort: 8080 }\n"
   },
   {
    "kind": "look-alike",
    "title": "a binding of another policy puts this one not in force",
    "manifest": "apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingAdmissionPolicy\nmetadata: { name: few-replicas.example.com }\nspec:\n  matchConstraints:\n    resourceRules:\n      - { apiGroups: [apps], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [deployments] }\n  validations:\n    - expression: object.spec.replicas <= 5\n      message: no more than five replicas\n---\napiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingAdmissionPolicyBinding\nmetadata: { name: everywhere }\nspec:\n  policyName: other.example.com\n  validationActions: [Deny]\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  replicas: 9\n  selector:\n    matchLabels: { app: web }\n  template:\n    metadata:\n      labels: { app: web }\n    spec:\n      containers:\n        - name: web\n          image: registry.example.com/shop/web:2.4.0\n          ports:\n            - { name: http, containerPort: 8080 }\n"
   }
  ]
 },
 "probe/liveness-before-readiness": {
  "rationale": "The readiness probe's delay says how long the container takes to start. A liveness probe that has used up its failures\nby then restarts the container while it starts, again and again, whenever the start is a little slow.",
  "ignore": "When the liveness endpoint answers long before the application is ready.",
  "references": [
   "https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/",
   "https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "one failure at 5 s",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n          ports:\n            - { name: http, containerPort: 8080 }\n          readinessProbe:\n            httpGet: { path: /readyz, port: http }\n            initialDelaySeconds: 30\n          livenessProbe: # finding: livenessProbe may restart the container at 0 s (0 + 0 × 5); readinessProbe starts at 30 s\n            httpGet: { path: /healthz, port: http }\n            periodSeconds: 5\n            failureThreshold: 1\n"
   },
   {
    "kind": "pass",
    "title": "the liveness probe waits longer",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n          ports:\n            - { name: http, containerPort: 8080 }\n          readinessProbe:\n            httpGet: { path: /readyz, port: http }\n            initialDelaySeconds: 10\n          livenessProbe:\n            httpGet: { path: /healthz, port: http }\n            initialDelaySeconds: 30\n"
   },
   {
    "kind": "look-alike",
    "title": "a startup probe holds it back",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n          ports:\n            - { name: http, containerPort: 8080 }\n          startupProbe:\n            httpGet: { path: /healthz, port: http }\n            failureThreshold: 30\n          readinessProbe:\n            httpGet: { path: /readyz, port: http }\n            initialDelaySeconds: 30\n          livenessProbe:\n            httpGet: { path: /healthz, port: http }\n            periodSeconds: 5\n            failureThreshold: 1\n"
   }
  ]
 },
 "probe/liveness-same-as-readiness": {
  "rationale": "Where both probes ask the same and give up at the same moment, the readiness probe never gets to do its work: a\ncontainer that cannot serve for a while is restarted instead of being left alone until it can.",
  "ignore": "When a restart is the only cure for whatever makes the check fail.",
  "references": [
   "https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/",
   "https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "the same check, the same patience",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n          ports:\n            - { name: http, containerPort: 8080 }\n          readinessProbe:\n            httpGet: { path: /healthz, port: http }\n          livenessProbe: # finding: livenessProbe asks what readinessProbe asks and gives up as soon (3 × 10 s): overload becomes a restart\n            httpGet: { port: http, path: /healthz }\n"
   },
   {
    "kind": "pass",
    "title": "two endpoints",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n          ports:\n            - { name: http, containerPort: 8080 }\n          readinessProbe:\n            httpGet: { path: /readyz, port: http }\n          livenessProbe:\n            httpGet: { path: /livez, port: http }\n"
   },
   {
    "kind": "look-alike",
    "title": "the same endpoint with more patience",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n          ports:\n            - { name: http, containerPort: 8080 }\n          readinessProbe:\n            httpGet: { path: /healthz, port: http }\n          livenessProbe:\n            httpGet: { path: /healthz, port: http }\n            failureThreshold: 10\n"
   }
  ]
 },
 "probe/liveness-stricter-than-readiness": {
  "rationale": "Both probes ask the same, and the liveness probe loses patience first: a container that is busy for a moment is\nrestarted before it is taken out of its Services. Under load this takes down one replica after the other.",
  "ignore": "When a container that fails this check cannot recover by itself.",
  "references": [
   "https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/",
   "https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "5 s against 30 s",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n          ports:\n            - { name: http, containerPort: 8080 }\n          readinessProbe:\n            httpGet: { path: /healthz, port: http }\n          livenessProbe: # finding: livenessProbe restarts the container after 5 s of failures, before readinessProbe takes it out of Services (30 s)\n            httpGet: { path: /healthz, port: http }\n            periodSeconds: 5\n            failureThreshold: 1\n"
   },
   {
    "kind": "pass",
    "title": "the liveness probe is the patient one",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n          ports:\n            - { name: http, containerPort: 8080 }\n          readinessProbe:\n            httpGet: { path: /healthz, port: http }\n          livenessProbe:\n            httpGet: { path: /healthz, port: http }\n            failureThreshold: 6\n"
   },
   {
    "kind": "look-alike",
    "title": "another question",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n          ports:\n            - { name: http, containerPort: 8080 }\n          readinessProbe:\n            httpGet: { path: /readyz, port: http }\n          livenessProbe:\n            httpGet: { path: /livez, port: http }\n            periodSeconds: 5\n"
   }
  ]
 },
 "probe/missing-readiness-probe": {
  "rationale": "Without a readiness probe a Pod counts as ready the moment its containers run. Clients reach it before it listens, a\nrolling update goes on although the new version cannot serve, and an overloaded Pod keeps getting requests.",
  "ignore": "When the process listens within milliseconds of its start, or clients retry.",
  "references": [
   "https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/",
   "https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "a Service sends traffic at once",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers: # finding: no readinessProbe: Service \"orders\" may send traffic as soon as the container starts\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n          ports:\n            - { name: http, containerPort: 8080 }\n---\napiVersion: v1\nkind: Service\nmetadata: { name: orders }\nspec:\n  selector: { app: orders }\n  ports:\n    - { name: http, port: 80, targetPort: 8080 }\n"
   },
   {
    "kind": "pass",
    "title": "with a probe",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n          ports:\n            - { name: http, containerPort: 8080 }\n          readinessProbe:\n            httpGet: { path: /readyz, port: http }\n---\napiVersion: v1\nkind: Service\nmetadata: { name: orders }\nspec:\n  selector: { app: orders }\n  ports:\n    - { name: http, port: 80, targetPort: 8080 }\n"
   },
   {
    "kind": "look-alike",
    "title": "a worker that no Service selects",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: order-worker }\nspec:\n  selector:\n    matchLabels: { app: order-worker }\n  template:\n    metadata:\n      labels: { app: order-worker }\n    spec:\n      containers:\n        - name: order-worker\n          image: registry.example.com/shop/orders:1.18.0\n"
   },
   {
    "kind": "look-alike",
    "title": "one probe makes the whole Pod wait",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n          ports:\n            - { name: http, containerPort: 8080 }\n          readinessProbe:\n            httpGet: { path: /readyz, port: http }\n        - name: exporter\n          image: registry.example.com/ops/exporter:1.0.0\n---\napiVersion: v1\nkind: Service\nmetadata: { name: orders }\nspec:\n  selector: { app: orders }\n  ports:\n    - { name: http, port: 80, targetPort: 8080 }\n"
   }
  ]
 },
 "probe/startup-budget-too-short": {
  "rationale": "A startup probe kills the container when its failures are used up. Where another probe waits longer than that before\nits first check, the author expects a slower start than the startup probe allows.",
  "ignore": "When the longer delay is a leftover from before the startup probe.",
  "references": [
   "https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/",
   "https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "30 s against 120 s",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n          ports:\n            - { name: http, containerPort: 8080 }\n          startupProbe: # finding: startupProbe allows 30 s (0 + 3 × 10), less than livenessProbe's initialDelaySeconds 120\n            httpGet: { path: /healthz, port: http }\n          livenessProbe:\n            httpGet: { path: /healthz, port: http }\n            initialDelaySeconds: 120\n"
   },
   {
    "kind": "pass",
    "title": "300 s are enough",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n          ports:\n            - { name: http, containerPort: 8080 }\n          startupProbe:\n            httpGet: { path: /healthz, port: http }\n            failureThreshold: 30\n          livenessProbe:\n            httpGet: { path: /healthz, port: http }\n            initialDelaySeconds: 120\n"
   },
   {
    "kind": "look-alike",
    "title": "no delay elsewhere",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n          ports:\n            - { name: http, containerPort: 8080 }\n          startupProbe:\n            httpGet: { path: /healthz, port: http }\n          livenessProbe:\n            httpGet: { path: /healthz, port: http }\n"
   }
  ]
 },
 "probe/timeout-exceeds-period": {
  "rationale": "Probes of one kind run one after the other. While a check hangs until its timeout, the checks that were due do not\nrun, so the container is noticed later than periodSeconds and failureThreshold promise.",
  "ignore": "When the period is short on purpose and checks rarely hang.",
  "references": [
   "https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/",
   "https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "10 s of timeout every 5 s",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n          ports:\n            - { name: http, containerPort: 8080 }\n          readinessProbe:\n            httpGet: { path: /readyz, port: http }\n            periodSeconds: 5\n            timeoutSeconds: 10 # finding: readinessProbe: timeoutSeconds 10 is longer than periodSeconds 5: a check that hangs holds up the next ones\n"
   },
   {
    "kind": "fail",
    "title": "against the default of 10 s",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n          ports:\n            - { name: http, containerPort: 8080 }\n          livenessProbe:\n            httpGet: { path: /livez, port: http }\n            timeoutSeconds: 30 # finding: livenessProbe: timeoutSeconds 30 is longer than periodSeconds 10 (default): a check that hangs holds up the next ones\n"
   },
   {
    "kind": "pass",
    "title": "shorter",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n          ports:\n            - { name: http, containerPort: 8080 }\n          readinessProbe:\n            httpGet: { path: /readyz, port: http }\n            timeoutSeconds: 5\n"
   },
   {
    "kind": "look-alike",
    "title": "as long as the period",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n          ports:\n            - { name: http, containerPort: 8080 }\n          readinessProbe:\n            httpGet: { path: /readyz, port: http }\n            periodSeconds: 5\n            timeoutSeconds: 5\n"
   }
  ]
 },
 "probe/undeclared-port": {
  "rationale": "The kubelet looks up the name among the ports of the same container. If it is not there, every run of the probe fails:\na readiness probe keeps the Pod out of its Services, a liveness or startup probe restarts the container forever.",
  "ignore": "Never: the probe cannot pass.",
  "references": [
   "https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#use-a-named-port"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "a misspelt name",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n          ports:\n            - { name: http, containerPort: 8080 }\n          readinessProbe:\n            httpGet: { path: /readyz, port: htpp } # finding: readinessProbe: port name \"htpp\" is not in the container; it has \"http\"\n"
   },
   {
    "kind": "fail",
    "title": "a port of the other container",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n          ports:\n            - { name: http, containerPort: 8080 }\n        - name: exporter\n          image: registry.example.com/ops/exporter:1.0.0\n          livenessProbe:\n            tcpSocket:\n              port: http # finding: livenessProbe: port name \"http\" is not in the container; it has none\n"
   },
   {
    "kind": "pass",
    "title": "the name of its own port",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n          ports:\n            - { name: http, containerPort: 8080 }\n          readinessProbe:\n            httpGet: { path: /readyz, port: http }\n"
   },
   {
    "kind": "look-alike",
    "title": "a number needs no declaration",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n          readinessProbe:\n            httpGet: { path: /readyz, port: 8080 }\n"
   }
  ]
 },
 "reference/missing-config-map": {
  "rationale": "A container whose ConfigMap does not exist is not started: the Pod stays in CreateContainerConfigError, or in\nContainerCreating if it is a volume. A rolling update stops there.",
  "ignore": "When something else makes the ConfigMap, such as an operator or a pipeline.",
  "references": [
   "https://kubernetes.io/docs/concepts/configuration/configmap/"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "a misspelt name",
    "manifest": "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: orders-config }\ndata:\n  LOG_LEVEL: info\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n          envFrom:\n            - configMapRef:\n                name: order-config # finding: ConfigMap \"order-config\" is not in these files: without it the container does not start\n"
   },
   {
    "kind": "pass",
    "title": "the ConfigMap is here",
    "manifest": "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: orders-config }\ndata:\n  LOG_LEVEL: info\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n          envFrom:\n            - configMapRef:\n                name: orders-config\n"
   },
   {
    "kind": "look-alike",
    "title": "optional",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n          envFrom:\n            - configMapRef:\n                name: orders-config\n                optional: true\n"
   },
   {
    "kind": "look-alike",
    "title": "every namespace has this one",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      volumes:\n        - name: ca\n          configMap: { name: kube-root-ca.crt }\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n"
   }
  ]
 },
 "reference/missing-key": {
  "rationale": "The object exists and lacks the key. A container with such a variable stays in CreateContainerConfigError; a volume\nwith such an item is never mounted.",
  "ignore": "When something else adds the key before the Pods start.",
  "references": [
   "https://kubernetes.io/docs/concepts/configuration/configmap/"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "another spelling",
    "manifest": "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: orders-config }\ndata:\n  LOG_LEVEL: info\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n          env:\n            - name: LOG_LEVEL\n              valueFrom:\n                configMapKeyRef:\n                  name: orders-config\n                  key: LOGLEVEL # finding: key \"LOGLEVEL\" is not in ConfigMap \"orders-config\"; it has \"LOG_LEVEL\"\n"
   },
   {
    "kind": "fail",
    "title": "an item of a volume",
    "manifest": "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: orders-config }\ndata:\n  LOG_LEVEL: info\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      volumes:\n        - name: config\n          configMap:\n            name: orders-config\n            items:\n              - key: app.yaml # finding: key \"app.yaml\" is not in ConfigMap \"orders-config\"; it has \"LOG_LEVEL\"\n                path: app.yaml\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n"
   },
   {
    "kind": "pass",
    "title": "the key is there",
    "manifest": "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: orders-config }\ndata:\n  LOG_LEVEL: info\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n          env:\n            - name: LOG_LEVEL\n              valueFrom:\n                configMapKeyRef:\n                  name: orders-config\n                  key: LOG_LEVEL\n"
   },
   {
    "kind": "look-alike",
    "title": "optional",
    "manifest": "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: orders-config }\ndata:\n  LOG_LEVEL: info\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n          env:\n            - name: LOG_LEVEL\n              valueFrom:\n                configMapKeyRef:\n                  name: orders-config\n                  key: LOGLEVEL\n                  optional: true\n"
   },
   {
    "kind": "look-alike",
    "title": "a Secret that something else fills",
    "manifest": "apiVersion: v1\nkind: Secret\nmetadata: { name: orders-config }\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n          env:\n            - name: TOKEN\n              valueFrom:\n                secretKeyRef: { name: orders-config, key: token }\n"
   }
  ]
 },
 "reference/missing-priority-class": {
  "rationale": "The API server refuses Pods of a PriorityClass that does not exist. The workload itself is accepted and never gets a\nPod.",
  "ignore": "When the cluster has the class already.",
  "references": [
   "https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "no such class",
    "manifest": "apiVersion: scheduling.k8s.io/v1\nkind: PriorityClass\nmetadata: { name: shop-batch }\nvalue: 10\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      priorityClassName: shop-critical # finding: PriorityClass \"shop-critical\" is not in these files: without it no Pod is created\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n"
   },
   {
    "kind": "pass",
    "title": "the class is here",
    "manifest": "apiVersion: scheduling.k8s.io/v1\nkind: PriorityClass\nmetadata: { name: shop-critical }\nvalue: 1000\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      priorityClassName: shop-critical\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n"
   },
   {
    "kind": "look-alike",
    "title": "every cluster has this one",
    "manifest": "apiVersion: apps/v1\nkind: DaemonSet\nmetadata: { name: node-agent }\nspec:\n  selector:\n    matchLabels: { app: node-agent }\n  template:\n    metadata:\n      labels: { app: node-agent }\n    spec:\n      priorityClassName: system-node-critical\n      containers:\n        - name: node-agent\n          image: registry.example.com/ops/node-agent:3.1.0\n"
   },
   {
    "kind": "look-alike",
    "title": "files without any class, so the cluster has them",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      priorityClassName: shop-critical\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec:\n  selector:\n    matchLabels: { app: web }\n  template:\n    metadata:\n      labels: { app: web }\n    spec:\n      containers:\n        - name: web\n          image: registry.example.com/shop/orders:1.18.0\n"
   }
  ]
 },
 "reference/missing-role": {
  "rationale": "A binding to a role that does not exist is accepted and grants nothing, until somebody makes a role of that name,\nwhich then takes effect at once.",
  "ignore": "When the role comes with the cluster or from another repository.",
  "references": [
   "https://kubernetes.io/docs/reference/access-authn-authz/rbac/"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "a misspelt name",
    "manifest": "apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: { name: orders }\nrules:\n  - { apiGroups: [\"\"], resources: [configmaps], verbs: [get] }\n---\napiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: { name: orders }\nroleRef:\n  apiGroup: rbac.authorization.k8s.io\n  kind: Role\n  name: order # finding: Role \"order\" is not in these files: without it the binding grants nothing\nsubjects:\n  - { kind: ServiceAccount, name: orders, namespace: shop }\n"
   },
   {
    "kind": "pass",
    "title": "the role is here",
    "manifest": "apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: { name: orders }\nrules:\n  - { apiGroups: [\"\"], resources: [configmaps], verbs: [get] }\n---\napiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: { name: orders }\nroleRef:\n  apiGroup: rbac.authorization.k8s.io\n  kind: Role\n  name: orders\nsubjects:\n  - { kind: ServiceAccount, name: orders, namespace: shop }\n"
   },
   {
    "kind": "look-alike",
    "title": "every cluster has this one",
    "manifest": "apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: { name: orders }\nroleRef:\n  apiGroup: rbac.authorization.k8s.io\n  kind: ClusterRole\n  name: view\nsubjects:\n  - { kind: ServiceAccount, name: orders, namespace: shop }\n"
   }
  ]
 },
 "reference/missing-secret": {
  "rationale": "A container whose Secret does not exist is not started. Secrets are often kept out of the files on purpose, so this is\nno more than a list of what has to be there before.",
  "ignore": "When the Secret is made outside of these files.",
  "references": [
   "https://kubernetes.io/docs/concepts/configuration/secret/"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "no such Secret",
    "manifest": "apiVersion: v1\nkind: Secret\nmetadata: { name: orders-token }\nstringData: { token: example }\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n          env:\n            - name: DB_PASSWORD\n              valueFrom:\n                secretKeyRef:\n                  name: payments-db # finding: Secret \"payments-db\" is not in these files: without it the container does not start\n                  key: password\n"
   },
   {
    "kind": "pass",
    "title": "the Secret is here",
    "manifest": "apiVersion: v1\nkind: Secret\nmetadata: { name: payments-db }\nstringData: { password: example }\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n          envFrom:\n            - secretRef: { name: payments-db }\n"
   },
   {
    "kind": "look-alike",
    "title": "files without any Secret, so they are kept elsewhere",
    "manifest": "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: orders }\ndata:\n  LOG_LEVEL: info\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n          envFrom:\n            - secretRef: { name: payments-db }\n"
   },
   {
    "kind": "look-alike",
    "title": "an ExternalSecret makes it",
    "manifest": "apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata: { name: payments }\nspec:\n  target: { name: payments-db }\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n          envFrom:\n            - secretRef: { name: payments-db }\n"
   }
  ]
 },
 "reference/missing-service-account": {
  "rationale": "The API server refuses Pods of a ServiceAccount that does not exist. The Deployment itself is accepted: its ReplicaSet\nreports FailedCreate, and no Pod appears.",
  "ignore": "When the ServiceAccount is made outside of these files.",
  "references": [
   "https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "a misspelt name",
    "manifest": "apiVersion: v1\nkind: ServiceAccount\nmetadata: { name: orders }\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      serviceAccountName: orderz # finding: ServiceAccount \"orderz\" is not in these files: without it no Pod is created\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n"
   },
   {
    "kind": "pass",
    "title": "the ServiceAccount is here",
    "manifest": "apiVersion: v1\nkind: ServiceAccount\nmetadata: { name: orders }\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      serviceAccountName: orders\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n"
   },
   {
    "kind": "look-alike",
    "title": "every namespace has this one",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      serviceAccountName: default\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n"
   }
  ]
 },
 "reference/missing-volume-claim": {
  "rationale": "The scheduler does not place a Pod whose claim does not exist: it stays Pending with persistentvolumeclaim not found.",
  "ignore": "When the claim is made outside of these files, so that deleting them does not delete the data.",
  "references": [
   "https://kubernetes.io/docs/concepts/storage/persistent-volumes/#claims-as-volumes"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "no such claim",
    "manifest": "apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: { name: spool }\nspec:\n  accessModes: [ReadWriteMany]\n  resources:\n    requests: { storage: 5Gi }\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      volumes:\n        - name: spool\n          persistentVolumeClaim:\n            claimName: spol # finding: PersistentVolumeClaim \"spol\" is not in these files: without it the Pods are not scheduled\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n"
   },
   {
    "kind": "pass",
    "title": "the claim is here",
    "manifest": "apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: { name: spool }\nspec:\n  accessModes: [ReadWriteMany]\n  resources:\n    requests: { storage: 5Gi }\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      volumes:\n        - name: spool\n          persistentVolumeClaim:\n            claimName: spool\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n"
   },
   {
    "kind": "look-alike",
    "title": "a claim that a StatefulSet makes",
    "manifest": "apiVersion: apps/v1\nkind: StatefulSet\nmetadata: { name: payments-db }\nspec:\n  volumeClaimTemplates:\n    - metadata: { name: data }\n      spec:\n        accessModes: [ReadWriteOnce]\n        resources:\n          requests: { storage: 5Gi }\n  selector:\n    matchLabels: { app: payments-db }\n  template:\n    metadata:\n      labels: { app: payments-db }\n    spec:\n      containers:\n        - name: payments-db\n          image: registry.example.com/shop/postgres:16.4\n---\napiVersion: batch/v1\nkind: Job\nmetadata: { name: inspect }\nspec:\n  template:\n    spec:\n      restartPolicy: Never\n      volumes:\n        - name: data\n          persistentVolumeClaim: { claimName: data-payments-db-0 }\n      containers:\n        - name: inspect\n          image: registry.example.com/shop/inspect:1.0.0\n"
   }
  ]
 },
 "resources/larger-than-any-node": {
  "rationale": "A bare number of CPU is cores: cpu 250 asks for 250 of them. A Pod that asks for more than any node has stays Pending;\nas a limit the number means no limit at all.",
  "ignore": "When there are such machines in the cluster.",
  "references": [
   "https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#meaning-of-cpu"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "cores instead of millicores",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n          resources:\n            requests:\n              cpu: 250 # finding: cpu 250 is 250 cores, more than a node has; 250m is probably meant\n              memory: 128Mi\n"
   },
   {
    "kind": "fail",
    "title": "tebibytes instead of gibibytes",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n          resources:\n            requests:\n              memory: 16Ti # finding: memory 16Ti is more than a node has\n"
   },
   {
    "kind": "pass",
    "title": "millicores",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n          resources:\n            requests: { cpu: 250m, memory: 128Mi }\n"
   },
   {
    "kind": "look-alike",
    "title": "many cores, but there are such nodes",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n          resources:\n            requests: { cpu: 96, memory: 1Ti }\n"
   }
  ]
 },
 "resources/memory-in-wrong-unit": {
  "rationale": "In a quantity m means milli, so 128m of memory is 0.128 bytes, and a bare number is bytes. As a request it asks for\nnothing and the Pod is placed on full nodes; as a limit no container can start under it.",
  "ignore": "Never: no process fits.",
  "references": [
   "https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#meaning-of-memory"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "milli instead of mebi",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n          resources:\n            requests:\n              cpu: 100m\n              memory: 128m # finding: memory 128m is 0.128 bytes, less than any process needs; 128Mi is probably meant\n"
   },
   {
    "kind": "fail",
    "title": "a bare number",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n          resources:\n            limits:\n              memory: 512 # finding: memory 512 is 512 bytes, less than any process needs; 512Mi is probably meant\n"
   },
   {
    "kind": "pass",
    "title": "mebibytes",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n          resources:\n            requests: { cpu: 100m, memory: 128Mi }\n"
   },
   {
    "kind": "look-alike",
    "title": "bytes that are enough",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n          resources:\n            requests: { memory: 134217728 }\n"
   },
   {
    "kind": "look-alike",
    "title": "milli of CPU",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n          resources:\n            requests: { cpu: 128m, memory: 64M }\n"
   }
  ]
 },
 "resources/missing-memory-request": {
  "rationale": "The scheduler counts requests only. A container without one fits on every node, also on a full one, and when the node\nruns out of memory the kernel and the kubelet take the Pods first that use more than they asked for.",
  "ignore": "When a LimitRange of the namespace gives requests and is not in these files.",
  "references": [
   "https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/",
   "https://kubernetes.io/docs/concepts/scheduling-eviction/node-pressure-eviction/"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "CPU only",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n          resources: # finding: container \"orders\" has no memory request: it is scheduled onto full nodes and killed first when one runs out\n            requests: { cpu: 100m }\n"
   },
   {
    "kind": "pass",
    "title": "with a request",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n          resources:\n            requests: { memory: 128Mi }\n"
   },
   {
    "kind": "look-alike",
    "title": "a limit is a request as well",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n          resources:\n            limits: { memory: 128Mi }\n"
   },
   {
    "kind": "look-alike",
    "title": "a LimitRange gives one",
    "manifest": "apiVersion: v1\nkind: LimitRange\nmetadata: { name: defaults }\nspec:\n  limits:\n    - type: Container\n      defaultRequest: { memory: 128Mi }\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n"
   }
  ]
 },
 "rollout/all-pods-unavailable": {
  "rationale": "maxUnavailable counts Pods that may be missing while the update runs. If it reaches the number of replicas, the\ncontroller removes all old Pods at once and the Service has no endpoints until a new one is ready: an outage with each\nupdate.",
  "ignore": "When an interruption is acceptable; Recreate says so in one word.",
  "references": [
   "https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#strategy"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "100%",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  replicas: 3\n  strategy:\n    rollingUpdate:\n      maxUnavailable: 100% # finding: maxUnavailable 100% lets an update take down all 3 Pods before a new one is ready\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n"
   },
   {
    "kind": "fail",
    "title": "1 of 1",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  strategy:\n    rollingUpdate:\n      maxUnavailable: 1 # finding: maxUnavailable 1 lets an update take down the only Pod before a new one is ready\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n"
   },
   {
    "kind": "fail",
    "title": "every node of a DaemonSet",
    "manifest": "apiVersion: apps/v1\nkind: DaemonSet\nmetadata: { name: node-agent }\nspec:\n  updateStrategy:\n    rollingUpdate:\n      maxUnavailable: 100% # finding: maxUnavailable 100% lets an update take down the Pods of all nodes at once\n  selector:\n    matchLabels: { app: node-agent }\n  template:\n    metadata:\n      labels: { app: node-agent }\n    spec:\n      containers:\n        - name: node-agent\n          image: registry.example.com/ops/node-agent:3.1.0\n"
   },
   {
    "kind": "pass",
    "title": "1 of 3",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  replicas: 3\n  strategy:\n    rollingUpdate: { maxUnavailable: 1 }\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n"
   },
   {
    "kind": "look-alike",
    "title": "25% of 1 is 0",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  replicas: 1\n  strategy:\n    rollingUpdate: { maxUnavailable: 25% }\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n"
   }
  ]
 },
 "rollout/anti-affinity-blocks-surge": {
  "rationale": "Required anti-affinity puts each Pod on a node of its own. With maxUnavailable 0 the update first adds a Pod, which\nneeds one node more than there are replicas; in a cluster that has just enough nodes it stays Pending and the update\nstands still.",
  "ignore": "When there are always more nodes than replicas, or an autoscaler adds one.",
  "references": [
   "https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#inter-pod-affinity-and-anti-affinity"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "25% of 3 is 0",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  replicas: 3\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      affinity:\n        podAntiAffinity:\n          requiredDuringSchedulingIgnoredDuringExecution:\n            - topologyKey: kubernetes.io/hostname # finding: an update keeps 3 Pods and adds one, each on a node of its own: with 3 nodes it never ends\n              labelSelector:\n                matchLabels: { app: orders }\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n"
   },
   {
    "kind": "pass",
    "title": "one Pod may go first",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  replicas: 3\n  strategy:\n    rollingUpdate: { maxUnavailable: 1 }\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      affinity:\n        podAntiAffinity:\n          requiredDuringSchedulingIgnoredDuringExecution:\n            - topologyKey: kubernetes.io/hostname\n              labelSelector:\n                matchLabels: { app: orders }\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n"
   },
   {
    "kind": "look-alike",
    "title": "preferred only",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  replicas: 3\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      affinity:\n        podAntiAffinity:\n          preferredDuringSchedulingIgnoredDuringExecution:\n            - weight: 100\n              podAffinityTerm:\n                topologyKey: kubernetes.io/hostname\n                labelSelector:\n                  matchLabels: { app: orders }\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n"
   }
  ]
 },
 "rollout/deadline-before-startup": {
  "rationale": "A rollout is reported as failed (ProgressDeadlineExceeded) when nothing has changed for progressDeadlineSeconds. If a\nPod may take longer than that to get ready, a good rollout is reported as failed, and a pipeline that waits for it\nrolls back.",
  "ignore": "When the probe is generous on purpose and no start ever takes that long.",
  "references": [
   "https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#progress-deadline-seconds"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "a startup probe of 300 s",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  progressDeadlineSeconds: 120 # finding: progressDeadlineSeconds 120 passes first: startupProbe allows 300 s to start\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n          ports:\n            - { name: http, containerPort: 8080 }\n          startupProbe:\n            httpGet: { path: /healthz, port: http }\n            failureThreshold: 30\n"
   },
   {
    "kind": "pass",
    "title": "a longer deadline",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  progressDeadlineSeconds: 600\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n          ports:\n            - { name: http, containerPort: 8080 }\n          startupProbe:\n            httpGet: { path: /healthz, port: http }\n            failureThreshold: 30\n"
   },
   {
    "kind": "look-alike",
    "title": "the deadline starts anew when a Pod gets ready",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  replicas: 10\n  minReadySeconds: 50\n  progressDeadlineSeconds: 60\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n          ports:\n            - { name: http, containerPort: 8080 }\n          readinessProbe:\n            httpGet: { path: /readyz, port: http }\n            initialDelaySeconds: 20\n"
   }
  ]
 },
 "rollout/discarded-history": {
  "rationale": "With revisionHistoryLimit 0 the controller deletes old ReplicaSets or ControllerRevisions as soon as an update is\ncomplete. kubectl rollout undo then has nothing to go back to.",
  "ignore": "When every roll-back is an apply of an older manifest.",
  "references": [
   "https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#clean-up-policy"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "limit 0",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  revisionHistoryLimit: 0 # finding: revisionHistoryLimit 0 keeps no old revision: kubectl rollout undo has nothing to go back to\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n"
   },
   {
    "kind": "pass",
    "title": "limit 3",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  revisionHistoryLimit: 3\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n"
   },
   {
    "kind": "look-alike",
    "title": "10 by default",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n"
   }
  ]
 },
 "rollout/exclusive-volume-shared": {
  "rationale": "A ReadWriteOnce volume is attached to one node at a time. Replicas on other nodes stay in ContainerCreating with a\nMulti-Attach error, and a rolling update, which adds a Pod before it removes one, can wait forever for the volume.",
  "ignore": "When all Pods run on one node for certain.",
  "references": [
   "https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "the surge Pod needs the volume too",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      volumes:\n        - name: spool\n          persistentVolumeClaim:\n            claimName: spool # finding: claim \"spool\" is ReadWriteOnce and an update adds a second Pod (maxSurge): Pods of one node may use it, the others wait\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n---\napiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: { name: spool }\nspec:\n  accessModes: [ReadWriteOnce]\n  resources:\n    requests: { storage: 5Gi }\n"
   },
   {
    "kind": "fail",
    "title": "three replicas",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  replicas: 3\n  strategy: { type: Recreate }\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      volumes:\n        - name: spool\n          persistentVolumeClaim:\n            claimName: spool # finding: claim \"spool\" is ReadWriteOncePod and 3 replicas: one Pod may use it, the others wait\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n---\napiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: { name: spool }\nspec:\n  accessModes: [ReadWriteOncePod]\n  resources:\n    requests: { storage: 5Gi }\n"
   },
   {
    "kind": "pass",
    "title": "many writers allowed",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  replicas: 3\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      volumes:\n        - name: spool\n          persistentVolumeClaim:\n            claimName: spool\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n---\napiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: { name: spool }\nspec:\n  accessModes: [ReadWriteMany]\n  resources:\n    requests: { storage: 5Gi }\n"
   },
   {
    "kind": "look-alike",
    "title": "one Pod at a time",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  strategy: { type: Recreate }\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      volumes:\n        - name: spool\n          persistentVolumeClaim:\n            claimName: spool\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n---\napiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: { name: spool }\nspec:\n  accessModes: [ReadWriteOnce]\n  resources:\n    requests: { storage: 5Gi }\n"
   }
  ]
 },
 "rollout/host-port-blocks-surge": {
  "rationale": "Two Pods with the same host port cannot be on one node. An update that adds the new Pod before it removes the old one\nneeds another node with the port free; a DaemonSet with maxSurge never has one, and stands still.",
  "ignore": "When there are always more nodes than replicas.",
  "references": [
   "https://kubernetes.io/docs/concepts/configuration/overview/",
   "https://kubernetes.io/docs/tasks/manage-daemon/update-daemon-set/"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "a DaemonSet with a surge",
    "manifest": "apiVersion: apps/v1\nkind: DaemonSet\nmetadata: { name: node-agent }\nspec:\n  updateStrategy:\n    rollingUpdate:\n      maxUnavailable: 0\n      maxSurge: 1 # finding: maxSurge 1: the new Pod waits on its node for host port 9100, which the old one holds until the new one is ready\n  selector:\n    matchLabels: { app: node-agent }\n  template:\n    metadata:\n      labels: { app: node-agent }\n    spec:\n      containers:\n        - name: node-agent\n          image: registry.example.com/ops/node-agent:3.1.0\n          ports:\n            - { containerPort: 9100, hostPort: 9100 }\n"
   },
   {
    "kind": "fail",
    "title": "a Deployment that must not lose a Pod",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  replicas: 2\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n          ports:\n            - { containerPort: 8080, hostPort: 80 } # finding: host port 80: an update adds a Pod before one goes, and needs 3 nodes with the port free\n"
   },
   {
    "kind": "pass",
    "title": "one Pod goes first",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  replicas: 2\n  strategy:\n    rollingUpdate: { maxUnavailable: 1, maxSurge: 0 }\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n          ports:\n            - { containerPort: 8080, hostPort: 80 }\n"
   },
   {
    "kind": "look-alike",
    "title": "a port of the Pod only",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  replicas: 2\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n          ports:\n            - { containerPort: 8080 }\n"
   }
  ]
 },
 "rollout/ignored-max-unavailable": {
  "rationale": "The field is behind the feature gate MaxUnavailableStatefulSet, which is off by default in all bundled versions but\n1.35.0 to 1.35.3. The API server then drops it without a word, and the Pods are updated one by one.",
  "ignore": "When the gate is switched on in the cluster.",
  "references": [
   "https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#maximum-unavailable-pods",
   "https://github.com/kubernetes/kubernetes/pull/137904"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "two at a time",
    "manifest": "apiVersion: apps/v1\nkind: StatefulSet\nmetadata: { name: payments-db }\nspec:\n  replicas: 5\n  updateStrategy:\n    rollingUpdate:\n      maxUnavailable: 2 # finding: maxUnavailable 2 is dropped in 1.34: Pods are updated one by one\n  selector:\n    matchLabels: { app: payments-db }\n  template:\n    metadata:\n      labels: { app: payments-db }\n    spec:\n      containers:\n        - name: payments-db\n          image: registry.example.com/shop/postgres:16.4\n",
    "version": "1.34"
   },
   {
    "kind": "pass",
    "title": "the gate is on in this patch release",
    "manifest": "apiVersion: apps/v1\nkind: StatefulSet\nmetadata: { name: payments-db }\nspec:\n  replicas: 5\n  updateStrategy:\n    rollingUpdate: { maxUnavailable: 2 }\n  selector:\n    matchLabels: { app: payments-db }\n  template:\n    metadata:\n      labels: { app: payments-db }\n    spec:\n      containers:\n        - name: payments-db\n          image: registry.example.com/shop/postgres:16.4\n",
    "version": "1.35.2"
   },
   {
    "kind": "look-alike",
    "title": "one at a time is what happens anyway",
    "manifest": "apiVersion: apps/v1\nkind: StatefulSet\nmetadata: { name: payments-db }\nspec:\n  replicas: 5\n  updateStrategy:\n    rollingUpdate: { maxUnavailable: 1 }\n  selector:\n    matchLabels: { app: payments-db }\n  template:\n    metadata:\n      labels: { app: payments-db }\n    spec:\n      containers:\n        - name: payments-db\n          image: registry.example.com/shop/postgres:16.4\n"
   }
  ]
 },
 "rollout/partition-holds-all": {
  "rationale": "Pods with an ordinal below the partition keep the old revision. With a partition above the highest ordinal an update\nis accepted, rollout status says it is complete, and no Pod has changed.",
  "ignore": "When the update is staged and the partition is lowered later.",
  "references": [
   "https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#partitions"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "partition 3 of 3",
    "manifest": "apiVersion: apps/v1\nkind: StatefulSet\nmetadata: { name: payments-db }\nspec:\n  replicas: 3\n  updateStrategy:\n    rollingUpdate:\n      partition: 3 # finding: partition 3 is above the highest ordinal 2: an update changes no Pod\n  selector:\n    matchLabels: { app: payments-db }\n  template:\n    metadata:\n      labels: { app: payments-db }\n    spec:\n      containers:\n        - name: payments-db\n          image: registry.example.com/shop/postgres:16.4\n"
   },
   {
    "kind": "pass",
    "title": "partition 2 of 3",
    "manifest": "apiVersion: apps/v1\nkind: StatefulSet\nmetadata: { name: payments-db }\nspec:\n  replicas: 3\n  updateStrategy:\n    rollingUpdate: { partition: 2 }\n  selector:\n    matchLabels: { app: payments-db }\n  template:\n    metadata:\n      labels: { app: payments-db }\n    spec:\n      containers:\n        - name: payments-db\n          image: registry.example.com/shop/postgres:16.4\n"
   },
   {
    "kind": "look-alike",
    "title": "ordinals that start at 5",
    "manifest": "apiVersion: apps/v1\nkind: StatefulSet\nmetadata: { name: payments-db }\nspec:\n  replicas: 3\n  ordinals: { start: 5 }\n  updateStrategy:\n    rollingUpdate: { partition: 6 }\n  selector:\n    matchLabels: { app: payments-db }\n  template:\n    metadata:\n      labels: { app: payments-db }\n    spec:\n      containers:\n        - name: payments-db\n          image: registry.example.com/shop/postgres:16.4\n"
   }
  ]
 },
 "rollout/recreate-behind-service": {
  "rationale": "Recreate waits until all old Pods have ended and only then creates the new ones. In between the Service has no\nendpoints, for the grace period and the start together, with every change of the template.",
  "ignore": "When two versions must not run side by side, or clients can wait.",
  "references": [
   "https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#strategy"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "three Pods behind a Service",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  replicas: 3\n  strategy:\n    type: Recreate # finding: Recreate stops all 3 Pods first: no endpoints for Service \"orders\" during an update\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n---\napiVersion: v1\nkind: Service\nmetadata: { name: orders }\nspec:\n  selector: { app: orders }\n  ports:\n    - { name: http, port: 80, targetPort: 8080 }\n"
   },
   {
    "kind": "pass",
    "title": "a rolling update",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  replicas: 3\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n---\napiVersion: v1\nkind: Service\nmetadata: { name: orders }\nspec:\n  selector: { app: orders }\n  ports:\n    - { name: http, port: 80, targetPort: 8080 }\n"
   },
   {
    "kind": "look-alike",
    "title": "a worker that no Service selects",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: order-worker }\nspec:\n  strategy: { type: Recreate }\n  selector:\n    matchLabels: { app: order-worker }\n  template:\n    metadata:\n      labels: { app: order-worker }\n    spec:\n      containers:\n        - name: order-worker\n          image: registry.example.com/shop/orders:1.18.0\n"
   },
   {
    "kind": "look-alike",
    "title": "a volume that one Pod holds",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  strategy: { type: Recreate }\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      volumes:\n        - name: spool\n          persistentVolumeClaim: { claimName: spool }\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n---\napiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: { name: spool }\nspec:\n  accessModes: [ReadWriteOnce]\n  resources:\n    requests: { storage: 5Gi }\n---\napiVersion: v1\nkind: Service\nmetadata: { name: orders }\nspec:\n  selector: { app: orders }\n  ports:\n    - { name: http, port: 80, targetPort: 8080 }\n"
   }
  ]
 },
 "rollout/unavailable-rounds-to-zero": {
  "rationale": "maxUnavailable rounds down. Where it comes to 0 and maxSurge is 0 as well, the update could never begin, so the\ncontroller takes 1 for maxUnavailable: one Pod fewer than the manifest seems to promise.",
  "ignore": "When one Pod fewer is fine.",
  "references": [
   "https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#strategy"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "10% of 5",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  replicas: 5\n  strategy:\n    rollingUpdate:\n      maxSurge: 0\n      maxUnavailable: 10% # finding: maxUnavailable 10% of 5 rounds down to 0 and maxSurge is 0: the controller takes 1, so 4 of 5 Pods stay available\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n"
   },
   {
    "kind": "pass",
    "title": "20% of 5 is 1",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  replicas: 5\n  strategy:\n    rollingUpdate: { maxSurge: 0, maxUnavailable: 20% }\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n"
   },
   {
    "kind": "look-alike",
    "title": "no Pod may be missing, and there is a surge",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  replicas: 3\n  strategy:\n    rollingUpdate: { maxSurge: 1, maxUnavailable: 0 }\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n"
   },
   {
    "kind": "look-alike",
    "title": "it rounds to 0, and there is a surge",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  replicas: 3\n  strategy:\n    rollingUpdate: { maxSurge: 1, maxUnavailable: 25% }\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n"
   }
  ]
 },
 "scheduling/removed-master-label": {
  "rationale": "kubeadm stopped setting node-role.kubernetes.io/master: the label in 1.24, the taint in 1.25. A node selector on it\nmatches no node, and a toleration of it alone does not let Pods onto control plane nodes.",
  "ignore": "When the nodes carry the label because somebody sets it.",
  "references": [
   "https://github.com/kubernetes/enhancements/tree/master/keps/sig-cluster-lifecycle/kubeadm/2067-rename-master-label-taint"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "a node selector",
    "manifest": "apiVersion: apps/v1\nkind: DaemonSet\nmetadata: { name: node-agent }\nspec:\n  selector:\n    matchLabels: { app: node-agent }\n  template:\n    metadata:\n      labels: { app: node-agent }\n    spec:\n      nodeSelector:\n        node-role.kubernetes.io/master: \"\" # finding: no node has the label node-role.kubernetes.io/master since 1.24: the Pods are never scheduled\n      containers:\n        - name: node-agent\n          image: registry.example.com/ops/node-agent:3.1.0\n"
   },
   {
    "kind": "fail",
    "title": "a toleration",
    "manifest": "apiVersion: apps/v1\nkind: DaemonSet\nmetadata: { name: node-agent }\nspec:\n  selector:\n    matchLabels: { app: node-agent }\n  template:\n    metadata:\n      labels: { app: node-agent }\n    spec:\n      tolerations:\n        - key: node-role.kubernetes.io/master # finding: the taint node-role.kubernetes.io/master is node-role.kubernetes.io/control-plane since 1.25: control plane nodes are not tolerated\n          effect: NoSchedule\n      containers:\n        - name: node-agent\n          image: registry.example.com/ops/node-agent:3.1.0\n"
   },
   {
    "kind": "pass",
    "title": "the new name",
    "manifest": "apiVersion: apps/v1\nkind: DaemonSet\nmetadata: { name: node-agent }\nspec:\n  selector:\n    matchLabels: { app: node-agent }\n  template:\n    metadata:\n      labels: { app: node-agent }\n    spec:\n      tolerations:\n        - { key: node-role.kubernetes.io/control-plane, effect: NoSchedule }\n      containers:\n        - name: node-agent\n          image: registry.example.com/ops/node-agent:3.1.0\n"
   },
   {
    "kind": "look-alike",
    "title": "both names, for old and new clusters",
    "manifest": "apiVersion: apps/v1\nkind: DaemonSet\nmetadata: { name: node-agent }\nspec:\n  selector:\n    matchLabels: { app: node-agent }\n  template:\n    metadata:\n      labels: { app: node-agent }\n    spec:\n      tolerations:\n        - { key: node-role.kubernetes.io/master, effect: NoSchedule }\n        - { key: node-role.kubernetes.io/control-plane, effect: NoSchedule }\n      containers:\n        - name: node-agent\n          image: registry.example.com/ops/node-agent:3.1.0\n"
   }
  ]
 },
 "scheduling/spread-misses-own-pods": {
  "rationale": "A topology spread constraint counts the Pods that its labelSelector selects. If the Pod itself is not among them,\nplacing it changes no count: all replicas may end up in one zone, and the constraint looks fulfilled.",
  "ignore": "When the Pods are to be spread against those of another workload.",
  "references": [
   "https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "another label",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  replicas: 3\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      topologySpreadConstraints:\n        - maxSkew: 1\n          topologyKey: topology.kubernetes.io/zone\n          whenUnsatisfiable: ScheduleAnyway\n          labelSelector: # finding: labelSelector does not select these Pods: they are not spread over topology.kubernetes.io/zone\n            matchLabels: { app: order }\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n"
   },
   {
    "kind": "fail",
    "title": "no selector",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  replicas: 3\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      topologySpreadConstraints:\n        - maxSkew: 1 # finding: without labelSelector the constraint counts no Pods: they are not spread over topology.kubernetes.io/zone\n          topologyKey: topology.kubernetes.io/zone\n          whenUnsatisfiable: ScheduleAnyway\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n"
   },
   {
    "kind": "pass",
    "title": "its own label",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  replicas: 3\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      topologySpreadConstraints:\n        - maxSkew: 1\n          topologyKey: topology.kubernetes.io/zone\n          whenUnsatisfiable: ScheduleAnyway\n          labelSelector:\n            matchLabels: { app: orders }\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n"
   },
   {
    "kind": "look-alike",
    "title": "by an expression",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  replicas: 3\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      topologySpreadConstraints:\n        - maxSkew: 1\n          topologyKey: topology.kubernetes.io/zone\n          whenUnsatisfiable: ScheduleAnyway\n          labelSelector:\n            matchExpressions:\n              - { key: app, operator: In, values: [orders, web] }\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n"
   }
  ]
 },
 "scheduling/unknown-topology-key": {
  "rationale": "Labels below kubernetes.io and topology.kubernetes.io are Kubernetes's own. A topology key that is none of them puts\nno node into any domain: required affinity and DoNotSchedule never find a place, preferred ones do nothing.",
  "ignore": "When a cloud provider or an administrator sets the label in spite of the prefix.",
  "references": [
   "https://kubernetes.io/docs/reference/labels-annotations-taints/"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "there is no rack",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  replicas: 3\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      topologySpreadConstraints:\n        - maxSkew: 1\n          topologyKey: topology.kubernetes.io/rack # finding: Kubernetes sets no label topology.kubernetes.io/rack on nodes: no node is in such a domain\n          whenUnsatisfiable: ScheduleAnyway\n          labelSelector:\n            matchLabels: { app: orders }\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n"
   },
   {
    "kind": "fail",
    "title": "a slip",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  replicas: 3\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      affinity:\n        podAntiAffinity:\n          requiredDuringSchedulingIgnoredDuringExecution:\n            - topologyKey: kubernetes.io/host-name # finding: Kubernetes sets no label kubernetes.io/host-name on nodes: no node is in such a domain\n              labelSelector:\n                matchLabels: { app: orders }\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n"
   },
   {
    "kind": "pass",
    "title": "the zone",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  replicas: 3\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      topologySpreadConstraints:\n        - maxSkew: 1\n          topologyKey: topology.kubernetes.io/zone\n          whenUnsatisfiable: ScheduleAnyway\n          labelSelector:\n            matchLabels: { app: orders }\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n"
   },
   {
    "kind": "look-alike",
    "title": "a label of one's own",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  replicas: 3\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      topologySpreadConstraints:\n        - maxSkew: 1\n          topologyKey: example.com/rack\n          whenUnsatisfiable: ScheduleAnyway\n          labelSelector:\n            matchLabels: { app: orders }\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n"
   }
  ]
 },
 "selector/overlapping-workloads": {
  "rationale": "Controllers tell their Pods by their selector. Where two select the same Pods, an autoscaler averages over both, a\nbudget counts both, kubectl shows the wrong ones, and a Pod that loses its owner is taken over by the other workload.",
  "ignore": "When the two are never applied together.",
  "references": [
   "https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#selector"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "the canary has the labels of the stable one",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders-canary }\nspec:\n  selector:\n    matchLabels: { app: orders, track: canary }\n  template:\n    metadata:\n      labels: { app: orders, track: canary } # finding: the selector of Deployment orders also selects these Pods\n    spec:\n      containers:\n        - name: orders-canary\n          image: registry.example.com/shop/orders:1.18.0\n"
   },
   {
    "kind": "pass",
    "title": "a label that both have and that differs",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders, track: stable }\n  template:\n    metadata:\n      labels: { app: orders, track: stable }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders-canary }\nspec:\n  selector:\n    matchLabels: { app: orders, track: canary }\n  template:\n    metadata:\n      labels: { app: orders, track: canary }\n    spec:\n      containers:\n        - name: orders-canary\n          image: registry.example.com/shop/orders:1.18.0\n"
   },
   {
    "kind": "look-alike",
    "title": "a common label that no selector asks for",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders, team: shop }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec:\n  selector:\n    matchLabels: { app: web }\n  template:\n    metadata:\n      labels: { app: web, team: shop }\n    spec:\n      containers:\n        - name: web\n          image: registry.example.com/shop/orders:1.18.0\n"
   }
  ]
 },
 "selector/version-in-selector": {
  "rationale": "The selector of a workload cannot be changed after its creation. With the version of the chart or the application in\nit, the next release is refused, and the workload has to be deleted first.",
  "ignore": "When every version is a workload of its own, under another name.",
  "references": [
   "https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#label-selector-updates"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "the version of the application",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders, app.kubernetes.io/version: 1.18.0 } # finding: app.kubernetes.io/version: 1.18.0 changes with the next version, and the API server refuses to change a selector\n  template:\n    metadata:\n      labels: { app: orders, app.kubernetes.io/version: 1.18.0 }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n"
   },
   {
    "kind": "pass",
    "title": "the version is on the Pods only",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders, app.kubernetes.io/version: 1.18.0 }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n"
   },
   {
    "kind": "look-alike",
    "title": "a version that tells two Deployments apart",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders-v2 }\nspec:\n  selector:\n    matchLabels: { app: orders-v2, version: v2 }\n  template:\n    metadata:\n      labels: { app: orders-v2, version: v2 }\n    spec:\n      containers:\n        - name: orders-v2\n          image: registry.example.com/shop/orders:1.18.0\n"
   }
  ]
 },
 "storage/sub-path-of-config": {
  "rationale": "The kubelet refreshes ConfigMaps and Secrets that are mounted as directories. A single file mounted by subPath is\ncopied once: a change reaches it only when the Pod is replaced.",
  "ignore": "When every change of the ConfigMap comes with a new revision of the Pods.",
  "references": [
   "https://kubernetes.io/docs/concepts/configuration/configmap/#mounted-configmaps-are-updated-automatically"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "one file of a ConfigMap",
    "manifest": "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: orders-config }\ndata:\n  LOG_LEVEL: info\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      volumes:\n        - name: config\n          configMap: { name: orders-config }\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n          volumeMounts:\n            - name: config\n              mountPath: /etc/orders/LOG_LEVEL\n              subPath: LOG_LEVEL # finding: a file mounted by subPath keeps its first content: changes of the ConfigMap reach it only with a new Pod\n"
   },
   {
    "kind": "pass",
    "title": "the whole directory",
    "manifest": "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: orders-config }\ndata:\n  LOG_LEVEL: info\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      volumes:\n        - name: config\n          configMap: { name: orders-config }\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n          volumeMounts:\n            - { name: config, mountPath: /etc/orders }\n"
   },
   {
    "kind": "look-alike",
    "title": "a directory of a claim",
    "manifest": "apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: { name: spool }\nspec:\n  accessModes: [ReadWriteMany]\n  resources:\n    requests: { storage: 5Gi }\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      volumes:\n        - name: spool\n          persistentVolumeClaim:\n            claimName: spool\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n          volumeMounts:\n            - { name: spool, mountPath: /spool, subPath: orders }\n"
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
    "manifest": "apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec:\n  containers:\n    - name: web\n      image: registry.example.com/shop/web:2.4.0 # rollcast-ignore image/unpinned-tag -- rebuilt on every commit # finding\n"
   },
   {
    "kind": "pass",
    "title": "with rule and reason",
    "manifest": "apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec:\n  containers:\n    - name: web\n      image: registry.example.com/shop/web:latest # rollcast-ignore image/unpinned-tag -- rebuilt on every commit\n"
   }
  ]
 },
 "workload/bare-pod": {
  "rationale": "A Pod by itself is bound to its node for life. Nobody makes a new one when the node is drained, fails or runs out of\nmemory, and its template cannot be changed.",
  "ignore": "When the Pod is a tool that somebody starts by hand.",
  "references": [
   "https://kubernetes.io/docs/concepts/workloads/pods/#pods-and-controllers"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "a server",
    "manifest": "apiVersion: v1\nkind: Pod # finding: no controller owns this Pod: when its node is drained or lost, nothing replaces it\nmetadata: { name: orders }\nspec:\n  containers:\n    - name: orders\n      image: registry.example.com/shop/orders:1.18.0\n"
   },
   {
    "kind": "pass",
    "title": "a Deployment",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n"
   },
   {
    "kind": "look-alike",
    "title": "a task that ends",
    "manifest": "apiVersion: v1\nkind: Pod\nmetadata: { name: orders }\nspec:\n  restartPolicy: Never\n  containers:\n    - name: orders\n      image: registry.example.com/shop/orders:1.18.0\n"
   },
   {
    "kind": "look-alike",
    "title": "a Pod of one node",
    "manifest": "apiVersion: v1\nkind: Pod\nmetadata: { name: orders }\nspec:\n  nodeName: node-1\n  containers:\n    - name: orders\n      image: registry.example.com/shop/orders:1.18.0\n"
   }
  ]
 },
 "workload/superseded-kind": {
  "rationale": "These keep a number of Pods and do not update them: a new image in the template is used for Pods made later, and the\nrunning ones stay. A Deployment makes ReplicaSets and moves from one to the next.",
  "ignore": "When something else replaces the Pods.",
  "references": [
   "https://kubernetes.io/docs/concepts/workloads/controllers/replicaset/#when-to-use-a-replicaset"
  ],
  "options": {},
  "examples": [
   {
    "kind": "fail",
    "title": "a ReplicaSet",
    "manifest": "apiVersion: apps/v1\nkind: ReplicaSet # finding: a change of the template of a ReplicaSet reaches no running Pod; a Deployment rolls it out\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n"
   },
   {
    "kind": "pass",
    "title": "a Deployment",
    "manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n"
   },
   {
    "kind": "look-alike",
    "title": "one that a Deployment made",
    "manifest": "apiVersion: apps/v1\nkind: ReplicaSet\nmetadata:\n  name: orders-7d4c9\n  ownerReferences:\n    - { apiVersion: apps/v1, kind: Deployment, name: orders, uid: 0b3a1c52-8f55-4c2e-9a69-6d0f0c4d7e11, controller: true }\nspec:\n  selector:\n    matchLabels: { app: orders }\n  template:\n    metadata:\n      labels: { app: orders }\n    spec:\n      containers:\n        - name: orders\n          image: registry.example.com/shop/orders:1.18.0\n"
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
