/** What a forecast cannot know of autoscalers: metrics of which nobody said anything. */

import type { NotModelled, PlacedManifest } from '../../inputs.js';
import type { World } from '../../world.js';

/** The metrics that autoscalers looked at in vain, as fields that are not modelled. */
export function unknownMetrics(world: World, manifests: readonly PlacedManifest[]): NotModelled[] {
  return [...world.objects.HorizontalPodAutoscaler.values()].flatMap(({ metadata, spec, status }) => {
    const { name, namespace } = metadata;
    const file = manifests.findLast(
      (manifest) =>
        manifest.kind === 'HorizontalPodAutoscaler' &&
        manifest.name === name &&
        (manifest.namespace ?? 'default') === namespace,
    )?.file;
    return status.unknownMetrics.map((place) => {
      const { type = '' } = spec.metrics[place] ?? {};
      const isMetered = type === 'Resource' || type === 'ContainerResource';
      const target = `${spec.scaleTargetRef.kind.toLowerCase()}/${spec.scaleTargetRef.name}`;
      const between = `${target} stays between ${spec.minReplicas} and ${spec.maxReplicas} replicas`;
      const why = isMetered ? 'no load step says what pods use' : `no load step gives the ${type} metric a value`;
      return {
        file: file ?? '',
        resource: `HorizontalPodAutoscaler/${name}`,
        namespace,
        field: `spec.metrics[${place}]`,
        effect: `${why}; ${between}, and it is not scaled by this metric`,
      };
    });
  });
}
