import { child } from '../../src/kube/field-path.js';
import type { LifecycleHandler } from '../../src/kube/types.generated.js';
import type { RuleContext, RuleProblem } from '../../src/lint/rule.js';
import type { Resource } from '../../src/manifest/resource.js';

// pkg/apis/core/v1/defaults.go SetDefaults_PodSpec.
const DEFAULT_GRACE_SECONDS = 30;

export default function* (resource: Resource, { graph }: RuleContext): Iterable<RuleProblem> {
  const workload = graph.workloadOf(resource);
  const grace = Number(workload?.spec.terminationGracePeriodSeconds ?? DEFAULT_GRACE_SECONDS);
  for (const { container, path } of workload?.containers ?? []) {
    const preStop = container.lifecycle?.preStop;
    const sleep = preStop === undefined ? undefined : sleepSeconds(preStop);
    if (preStop === undefined || sleep === undefined || sleep < grace) continue;
    // A sleep action above the grace period is refused by the API server.
    if (preStop.sleep !== undefined && sleep > grace) continue;
    const field = preStop.sleep === undefined ? 'exec' : 'sleep';
    yield {
      path: child(path, 'lifecycle', 'preStop', field),
      message: `preStop sleeps ${sleep} s and terminationGracePeriodSeconds is ${grace}: no time is left between SIGTERM and SIGKILL`,
    };
  }
}

// `sleep 20`, also as a command of a shell: what runs for certain, whatever follows it.
function sleepSeconds({ sleep, exec }: LifecycleHandler): number | undefined {
  if (sleep?.seconds !== undefined) return Number(sleep.seconds);
  const command = (exec?.command ?? []).join(' ');
  const seconds =
    /^(?:(?:\/(?:usr\/)?bin\/)?(?:ba|a|da)?sh -c )?["']?(?:\/(?:usr\/)?bin\/)?sleep (\d{1,6})s?["']?(?:$|\s*[;&])/.exec(
      command,
    )?.[1];
  return seconds === undefined ? undefined : Number(seconds);
}
