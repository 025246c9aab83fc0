import { kindOf } from '../../src/graph/identity.js';
import { verticalTarget } from '../../src/graph/scale-target.js';
import { asKind } from '../../src/graph/typed.js';
import { nameOf } from '../../src/graph/words.js';
import { child } from '../../src/kube/field-path.js';
import { arrayOf, isJsonObject, type JsonObject, objectOf } from '../../src/kube/json.js';
import type { RuleContext, RuleProblem } from '../../src/lint/rule.js';
import type { Resource } from '../../src/manifest/resource.js';

export default function* (resource: Resource, { graph }: RuleContext): Iterable<RuleProblem> {
  const { apiVersion, kind, name } = verticalTarget(resource) ?? {};
  const spec = objectOf(resource.object.spec);
  if (apiVersion === undefined || kind === undefined || name === undefined) return;
  if (objectOf(spec?.updatePolicy)?.updateMode === 'Off') return;
  const controlled = controlledBy(objectOf(spec?.resourcePolicy));
  // What scales the target is asked for by its name: the target itself may be in no file.
  for (const autoscaler of graph.autoscalersOf({ ...resource, apiVersion, kind, name })) {
    const shared = measuredBy(autoscaler).filter((one) => controlled.has(one));
    const [first] = shared;
    if (first === undefined) continue;
    yield {
      path: child(undefined, 'spec', 'targetRef'),
      message: `${nameOf(autoscaler)} scales ${kind} ${name} by ${shared.join(' and ')} too: each moves what the other measures`,
      related: [
        {
          resource: autoscaler,
          path: child(undefined, 'spec', 'scaleTargetRef'),
          message: `${nameOf(autoscaler)} measures ${first} here`,
        },
      ],
    };
  }
}

const BOTH = ['cpu', 'memory'];

/** The resources whose requests the VerticalPodAutoscaler changes, of some container. */
function controlledBy(policy: JsonObject | undefined): ReadonlySet<unknown> {
  const policies = (arrayOf(policy?.containerPolicies) ?? []).filter(isJsonObject);
  if (policies.length === 0) return new Set(BOTH);
  const changing = policies.filter(({ mode }) => mode !== 'Off');
  return new Set(changing.flatMap(({ controlledResources }) => arrayOf(controlledResources) ?? BOTH));
}

/** The resources by which the other one scales, each once. */
function measuredBy(autoscaler: Resource): string[] {
  return [...new Set(kindOf(autoscaler) === 'keda.sh/ScaledObject' ? triggers(autoscaler) : metrics(autoscaler))];
}

function triggers({ object }: Resource): string[] {
  const all = (arrayOf(objectOf(object.spec)?.triggers) ?? []).filter(isJsonObject);
  return all.flatMap(({ type }) => (type === 'cpu' || type === 'memory' ? [type] : []));
}

function metrics(autoscaler: Resource): string[] {
  const given = asKind(autoscaler, 'autoscaling/v2/HorizontalPodAutoscaler')?.spec?.metrics;
  // autoscaling/v1 has CPU alone, and v2 without metrics takes CPU at 80 %.
  if (given === undefined) return ['cpu'];
  return given.flatMap(({ resource, containerResource }) => resource?.name ?? containerResource?.name ?? []);
}
