import { parseVersion } from '../../../src/kube/version.js';
import { identify } from '../../../src/manifest/identify.js';
import { readDocuments } from '../../../src/manifest/read.js';
import type { Resource } from '../../../src/manifest/resource.js';
import { inputsOf } from '../../../src/simulate/inputs.js';
import { play } from '../../../src/simulate/play.js';
import type { SimulationReport } from '../../../src/simulate/report.js';
import { readScenario } from '../../../src/simulate/scenario/read-scenario.js';
import { WHAT_IFS } from '../../../src/simulate/what-if/question.js';

/** What is forecast: files, and what a scenario does with them. */
export interface Forecasted {
  /** Text of each file that is given or applied. */
  readonly files: Readonly<Record<string, string>>;
  /** `spec` of a scenario as flow YAML; without it everything is applied, and the what-ifs are asked. */
  readonly scenario?: string;
  readonly name?: string;
  /** Of names in the scenario that say none. */
  readonly namespace?: string;
}

/** The report as `rollcast simulate` makes it. */
export function reportOf({ files, scenario, name = 'test', namespace = 'default' }: Forecasted): SimulationReport {
  const version = parseVersion('1.35.4');
  if (version === undefined) throw new Error('no version');
  const read = new Map(
    Object.entries(files).map(([file, text]) => [file, inputsOf(resourcesOf(file, text), version)] as const),
  );
  const options = { version, assume: {}, assertions: [], horizonMs: 86_400_000, whatIfs: new Set(WHAT_IFS) };
  const all = [...read.values()];
  const inputs = {
    manifests: all.flatMap((one) => one.manifests),
    rejected: all.flatMap((one) => one.rejected),
    notModelled: all.flatMap((one) => one.notModelled),
    inert: 0,
  };
  if (scenario === undefined) return play({ inputs, scenario: undefined, applied: new Map() }, options);
  const text = `apiVersion: rollcast.dev/v1\nkind: Scenario\nmetadata: { name: ${JSON.stringify(name)}, namespace: ${namespace} }\nspec: ${scenario}\n`;
  const [document] = resourcesOf('scenario.yaml', text);
  const outcome = readScenario(document?.object ?? {});
  if (outcome.kind === 'mistakes') throw new Error(JSON.stringify(outcome.problems));
  const nothing = { manifests: [], rejected: [], notModelled: [], inert: 0 };
  return play({ inputs: nothing, scenario: outcome.scenario, applied: read }, options);
}

function resourcesOf(file: string, text: string): readonly Resource[] {
  const outcome = readDocuments(file, text);
  if (outcome.kind !== 'read') throw new Error(`${file}: ${outcome.why}`);
  return identify(outcome.file).resources;
}

/** A Deployment `web`. */
export function web(image = 'registry.example.com/shop/web:1', replicas = 4): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: ${replicas}
  selector: { matchLabels: { app: web } }
  strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 1 } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: app
          image: ${JSON.stringify(image)}
          readinessProbe: { httpGet: { path: /healthz, port: 8080 }, periodSeconds: 5 }
          resources: { requests: { cpu: 250m, memory: 128Mi } }
`;
}

/** A StatefulSet `db` with a claim for each pod, deleted with it when it is scaled. */
export const DB = `apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db }
spec:
  replicas: 3
  serviceName: db
  persistentVolumeClaimRetentionPolicy: { whenScaled: Delete, whenDeleted: Retain }
  selector: { matchLabels: { app: db } }
  template:
    metadata: { labels: { app: db } }
    spec: { containers: [{ name: db, image: "registry.example.com/shop/db:1" }] }
  volumeClaimTemplates:
    - metadata: { name: data }
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
`;

/** A CronJob that runs four times an hour. */
export const REPORT = `apiVersion: batch/v1
kind: CronJob
metadata: { name: report }
spec:
  schedule: "*/15 * * * *"
  jobTemplate:
    spec:
      template:
        spec: { restartPolicy: Never, containers: [{ name: app, image: "registry.example.com/shop/report:1" }] }
`;

/** A change to an image that never gets ready, with what has to hold. */
export const STUCK: Forecasted = {
  name: 'broken update',
  files: { 'v1.yaml': web(), 'broken.yaml': web('registry.example.com/shop/web:2-broken') },
  scenario: `{ pods: [{ match: { image: "*-broken" }, behaviour: { ready: never } }],
    steps: [{ apply: v1.yaml }, { apply: broken.yaml }],
    assert: ["deployment/web minAvailable >= 3", "deployment/web completes within 5m"] }`,
};
