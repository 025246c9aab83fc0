// Twin of ValidateResourceSlice: pkg/apis/resource/validation/validation.go and
// pkg/registry/resource/resourceslice/strategy.go, Kubernetes v1.35.4.
import { type FieldErrors, invalid, required } from '../../kube/field-error.js';
import { child } from '../../kube/field-path.js';
import { isGateOn } from '../../kube/gates.js';
import { isDns1123Subdomain } from '../../kube/names.js';
import type { CounterSet, Device, DeviceCapacity, ResourcePool, ResourceSlice } from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { withFirstGeneration } from '../first-generation.js';
import { validateObjectMeta } from '../meta/object-meta.js';
import { validateCounters, validateDevice } from './device.js';
import { validateSet } from './limits.js';
import { validateDriverName, validateLabelLike, validatePoolName } from './names.js';
import { validateNodeChoice } from './node-choice.js';

const SPEC = child(undefined, 'spec');
const POOL = child(SPEC, 'pool');
const MAX_DEVICES = 128;
const MAX_ADVANCED_DEVICES = 64;
const MAX_COUNTER_SETS = 8;

/** A ResourceSlice as the server validates it: without the fields whose feature gate is off. */
export function preparedResourceSlice(slice: ResourceSlice, { version }: ApiContext): ResourceSlice {
  const { spec = {} } = slice;
  const isPartitionable = isGateOn('DRAPartitionableDevices', version);
  const binds = isGateOn('DRADeviceBindingConditions', version) && isGateOn('DRAResourceClaimDeviceStatus', version);
  const isShared = isGateOn('DRAConsumableCapacity', version);
  const devices = spec.devices?.map((device) => ({
    ...device,
    ...(!isGateOn('DRADeviceTaints', version) && { taints: undefined }),
    ...(!isPartitionable && {
      consumesCounters: undefined,
      nodeName: undefined,
      nodeSelector: undefined,
      allNodes: undefined,
    }),
    ...(!binds && { bindingConditions: undefined, bindingFailureConditions: undefined }),
    ...(!isShared && { allowMultipleAllocations: undefined, capacity: withoutPolicies(device) }),
  }));
  return withFirstGeneration({
    ...slice,
    spec: {
      ...spec,
      ...(!isPartitionable && { sharedCounters: undefined, perDeviceNodeSelection: undefined }),
      devices,
    },
  });
}

function withoutPolicies({ capacity }: Device): Device['capacity'] {
  if (capacity === undefined) return undefined;
  const bare = ({ value }: DeviceCapacity): DeviceCapacity => ({ value });
  return Object.fromEntries(Object.entries(capacity).map(([name, entry]) => [name, bare(entry)]));
}

/** A ResourceSlice, on create and on update. */
export function validateResourceSlice(slice: ResourceSlice, context: ApiContext, errors: FieldErrors): void {
  validateObjectMeta(slice.metadata, { namespaced: false, name: isDns1123Subdomain }, errors);
  const { spec = {} } = slice;
  const { devices, sharedCounters, perDeviceNodeSelection } = spec;
  validateDriverName(spec.driver, child(SPEC, 'driver'), context, errors);
  validatePool(spec.pool ?? {}, errors);
  validateNodeChoice(spec, { perDeviceNodeSelection }, SPEC, errors);
  if (sharedCounters !== undefined && devices !== undefined) {
    errors.push(invalid(SPEC, undefined, 'only one of `sharedCounters` or `devices` is allowed'));
  }
  const isAdvanced = (device: Device): boolean =>
    (device.taints ?? []).length > 0 || (device.consumesCounters ?? []).length > 0;
  const max = (devices ?? []).some(isAdvanced) ? MAX_ADVANCED_DEVICES : MAX_DEVICES;
  const nameOf = ({ name = '' }: Device | CounterSet): string => name;
  validateSet(devices ?? [], max, child(SPEC, 'devices'), errors, nameOf, (device, at) =>
    validateDevice(device, perDeviceNodeSelection, at, context, errors),
  );
  validateSet(sharedCounters ?? [], MAX_COUNTER_SETS, child(SPEC, 'sharedCounters'), errors, nameOf, (set, at) => {
    const { name = '', counters = {} } = set;
    if (name === '') errors.push(required(child(at, 'name')));
    else validateLabelLike(name, child(at, 'name'), errors);
    validateCounters(counters, child(at, 'counters'), errors);
  });
}

function validatePool(pool: ResourcePool, errors: FieldErrors): void {
  const { name = '', resourceSliceCount: count = 0, generation = 0 } = pool;
  validatePoolName(name, child(POOL, 'name'), errors);
  if (count <= 0) errors.push(invalid(child(POOL, 'resourceSliceCount'), count, 'must be greater than zero'));
  if (generation < 0) {
    errors.push(invalid(child(POOL, 'generation'), generation, 'must be greater than or equal to zero'));
  }
}
