// Twins of validateHandler, the probes and validateLifecycle: pkg/apis/core/validation/validation.go, Kubernetes v1.35.4.
import { type FieldErrors, forbidden, invalid, notSupported, required } from '../../kube/field-error.js';
import { child, type FieldPath } from '../../kube/field-path.js';
import { isGateOn } from '../../kube/gates.js';
import { isHttpHeaderName, isValidPortName, isValidPortNumber } from '../../kube/names.js';
import type {
  HTTPGetAction,
  IntOrString,
  Lifecycle,
  LifecycleHandler,
  Probe,
  SleepAction,
} from '../../kube/types.generated.js';
import { pushInvalid, requireOneOf, requireText, validateNonnegative } from '../meta/fields.js';
import type { PodScope } from './pod-scope.js';
import { LINUX_STOP_SIGNALS, WINDOWS_STOP_SIGNALS } from './stop-signals.js';

/** A port by number, or by the name of one of the container's ports. */
function validatePortNumberOrName(port: IntOrString | undefined, path: FieldPath, errors: FieldErrors): void {
  const value = port ?? 0;
  pushInvalid(typeof value === 'number' ? isValidPortNumber(value) : isValidPortName(value), value, path, errors);
}

// The kinds of handler in the order in which upstream looks at them; a second one is forbidden.
const HANDLERS = ['exec', 'httpGet', 'tcpSocket', 'grpc', 'sleep'] as const;

type Handler = Pick<Probe, 'exec' | 'httpGet' | 'tcpSocket' | 'grpc'> & Pick<LifecycleHandler, 'sleep'>;

function validateHandler(handler: Handler, path: FieldPath, scope: PodScope): void {
  const [first, ...others] = HANDLERS.filter((field) => handler[field] !== undefined);
  if (first === undefined) {
    scope.errors.push(required(path, 'must specify a handler type'));
    return;
  }
  validateAction(handler, child(path, first), scope, first);
  for (const field of others) {
    scope.errors.push(forbidden(child(path, field), 'may not specify more than 1 handler type'));
  }
}

function validateAction(handler: Handler, path: FieldPath, scope: PodScope, field: (typeof HANDLERS)[number]): void {
  const { errors } = scope;
  switch (field) {
    case 'exec':
      if ((handler.exec?.command ?? []).length === 0) errors.push(required(child(path, 'command')));
      return;
    case 'httpGet':
      validateHttpGet(handler.httpGet ?? {}, path, errors);
      return;
    case 'tcpSocket':
      validatePortNumberOrName(handler.tcpSocket?.port, child(path, 'port'), errors);
      return;
    case 'grpc':
      validatePortNumberOrName(handler.grpc?.port, child(path, 'port'), errors);
      return;
    case 'sleep':
      validateSleep(handler.sleep ?? {}, path, scope);
      return;
    default:
      field satisfies never;
  }
}

function validateHttpGet(httpGet: HTTPGetAction, path: FieldPath, errors: FieldErrors): void {
  requireText(httpGet.path, child(path, 'path'), errors);
  validatePortNumberOrName(httpGet.port, child(path, 'port'), errors);
  requireOneOf(httpGet.scheme, ['HTTP', 'HTTPS'], child(path, 'scheme'), errors);
  for (const { name = '' } of httpGet.httpHeaders ?? []) {
    pushInvalid(isHttpHeaderName(name), name, child(path, 'httpHeaders'), errors);
  }
}

function validateSleep(sleep: SleepAction, path: FieldPath, scope: PodScope): void {
  const seconds = sleep.seconds ?? 0;
  const gracePeriod = scope.spec.terminationGracePeriodSeconds;
  if (gracePeriod === undefined) return;
  const lowest = isGateOn('PodLifecycleSleepActionAllowZero', scope.context.version) ? 0 : 1;
  if (seconds >= lowest && seconds <= gracePeriod) return;
  const detail = `must be between ${lowest} and terminationGracePeriodSeconds (${gracePeriod})`;
  scope.errors.push(invalid(path, seconds, detail));
}

/** A container's probes: `livenessProbe`, `readinessProbe`, `startupProbe`. */
export function validateProbes(
  container: {
    readonly livenessProbe?: Probe | undefined;
    readonly readinessProbe?: Probe | undefined;
    readonly startupProbe?: Probe | undefined;
  },
  path: FieldPath,
  scope: PodScope,
): void {
  for (const field of ['livenessProbe', 'readinessProbe', 'startupProbe'] as const) {
    const probe = container[field];
    if (probe === undefined) continue;
    const probePath = child(path, field);
    validateProbe(probe, probePath, scope);
    if (field === 'readinessProbe') {
      const seconds = probe.terminationGracePeriodSeconds;
      const detail = 'must not be set for readinessProbes';
      if (seconds !== undefined) {
        scope.errors.push(invalid(child(probePath, 'terminationGracePeriodSeconds'), seconds, detail));
      }
    } else if (probe.successThreshold !== 1) {
      scope.errors.push(invalid(child(probePath, 'successThreshold'), probe.successThreshold ?? 0, 'must be 1'));
    }
  }
}

const COUNTS = [
  'initialDelaySeconds',
  'timeoutSeconds',
  'periodSeconds',
  'successThreshold',
  'failureThreshold',
] as const;

function validateProbe(probe: Probe, path: FieldPath, scope: PodScope): void {
  validateHandler(probe, path, scope);
  for (const field of COUNTS) {
    const value = probe[field];
    if (value !== undefined && value < 0) validateNonnegative(value, child(path, field), scope.errors);
  }
  const seconds = probe.terminationGracePeriodSeconds;
  if (seconds !== undefined && seconds <= 0) {
    scope.errors.push(invalid(child(path, 'terminationGracePeriodSeconds'), seconds, 'must be greater than 0'));
  }
}

/** What runs after a container's start and before its end, and the signal that ends it. */
export function validateLifecycle(lifecycle: Lifecycle, path: FieldPath, scope: PodScope): void {
  if (lifecycle.postStart !== undefined) validateHandler(lifecycle.postStart, child(path, 'postStart'), scope);
  if (lifecycle.preStop !== undefined) validateHandler(lifecycle.preStop, child(path, 'preStop'), scope);
  if (lifecycle.stopSignal !== undefined) validateStopSignal(lifecycle.stopSignal, child(path, 'stopSignal'), scope);
}

function validateStopSignal(signal: string, path: FieldPath, scope: PodScope): void {
  const os = scope.spec.os;
  if (os === undefined) {
    scope.errors.push(forbidden(path, 'may not be set for containers with empty `spec.os.name`'));
    return;
  }
  const signals = os.name === 'windows' ? WINDOWS_STOP_SIGNALS : os.name === 'linux' ? LINUX_STOP_SIGNALS : [signal];
  if (!signals.includes(signal)) scope.errors.push(notSupported(path, signal, signals));
}
