// Twin of k8s.io/pod-security-admission v0.35.4 policy/check_seLinuxOptions.go.
import type { FieldPath } from '../../kube/field-path.js';
import { child } from '../../kube/field-path.js';
import type { SELinuxOptions } from '../../kube/types.generated.js';
import { type Check, type Pod, placedContainers, plural, quoted, type Refusal, setters, sorted } from './check.js';

const ALLOWED_TYPES = ['', 'container_t', 'container_init_t', 'container_kvm_t'];
const ALLOWED_TYPES_1_31 = [...ALLOWED_TYPES, 'container_engine_t'];

/** Baseline: SELinux type is one of the confined container types; user and role stay unset. */
export const seLinuxOptions: Check = {
  id: 'seLinuxOptions',
  level: 'baseline',
  versions: [
    { since: 0, check: (pod) => onlyContainerTypes(pod, ALLOWED_TYPES) },
    { since: 31, check: (pod) => onlyContainerTypes(pod, ALLOWED_TYPES_1_31) },
  ],
};

function onlyContainerTypes(pod: Pod, allowed: readonly string[]): Refusal | undefined {
  const options = [
    { name: undefined, options: pod.spec.securityContext?.seLinuxOptions, at: pod.specPath },
    ...placedContainers(pod).map((c) => ({
      name: c.name,
      options: c.container.securityContext?.seLinuxOptions,
      at: c.path,
    })),
  ];
  const bad = options.flatMap(({ name, options, at }) => {
    const fields = forbiddenFields(options, child(at, 'securityContext', 'seLinuxOptions'), allowed);
    return fields.length === 0 ? [] : [{ name, fields }];
  });
  if (bad.length === 0) return undefined;
  const fields = bad.flatMap((b) => b.fields);
  const types = sorted(fields.flatMap((f) => (f.field === 'type' ? [f.value] : [])));
  const data = [
    ...(types.length > 0 ? [`${plural('type', 'types', types.length)} ${quoted(types)}`] : []),
    ...(fields.some((f) => f.field === 'user') ? ['user may not be set'] : []),
    ...(fields.some((f) => f.field === 'role') ? ['role may not be set'] : []),
  ];
  const who = setters(
    bad.some((b) => b.name === undefined),
    bad.flatMap((b) => (b.name === undefined ? [] : [b.name])),
  );
  return {
    reason: 'seLinuxOptions',
    detail: `${who.join(' and ')} set forbidden securityContext.seLinuxOptions: ${data.join('; ')}`,
    paths: fields.map((f) => f.path),
  };
}

function forbiddenFields(options: SELinuxOptions | undefined, path: FieldPath, allowed: readonly string[]) {
  if (options === undefined) return [];
  const { type = '', user = '', role = '' } = options;
  return [
    ...(allowed.includes(type) ? [] : [{ field: 'type', value: type, path: child(path, 'type') }]),
    ...(user === '' ? [] : [{ field: 'user', value: user, path: child(path, 'user') }]),
    ...(role === '' ? [] : [{ field: 'role', value: role, path: child(path, 'role') }]),
  ];
}
