/**
 * A pod template as `kubectl describe` and `kubectl rollout history --revision` print it; tabs are where kubectl has them.
 * Follows k8s.io/kubectl@v0.35.4 pkg/describe/describe.go `DescribePodTemplate`.
 */

import type { PodTemplateSpec } from '../../kube/types.generated.js';
import { containersLines, spreadLines, volumesLines } from './describe/containers.js';
import { annotationLines, labelLines, tolerationLines } from './describe/lists.js';

const CONTEXT = { indent: '   ' } as const;

/** The lines of a template. */
export function templateLines({ metadata = {}, spec = {} }: PodTemplateSpec): string[] {
  const { initContainers = [], containers = [], volumes = [], nodeSelector = {}, tolerations = [] } = spec;
  const { annotations = {} } = metadata;
  const account = spec.serviceAccountName ?? '';
  const priority = spec.priorityClassName ?? '';
  return [
    'Pod Template:',
    ...labelLines('  Labels', metadata.labels),
    ...(Object.keys(annotations).length > 0 ? annotationLines('  Annotations', annotations) : []),
    ...(account === '' ? [] : [`  Service Account:\t${account}`]),
    ...(initContainers.length === 0 ? [] : containersLines('Init Containers', initContainers, CONTEXT)),
    ...containersLines('Containers', containers, CONTEXT),
    ...volumesLines(volumes, '  '),
    ...spreadLines(spec.topologySpreadConstraints, '  '),
    ...(priority === '' ? [] : [`  Priority Class Name:\t${priority}`]),
    ...labelLines('  Node-Selectors', nodeSelector),
    ...tolerationLines('  Tolerations', tolerations),
  ];
}
