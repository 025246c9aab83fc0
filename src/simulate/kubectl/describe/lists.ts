/** Lists of names and values as `kubectl describe` prints them: the first beside the title, the others below it. */

import type { Taint, Toleration } from '../../../kube/types.generated.js';
import type { Labels } from '../../objects/metadata.js';

/** The first value beside the title, the others below it; tabs are where kubectl has them. */
export function listed(title: string, values: readonly string[]): string[] {
  return (values.length === 0 ? ['<none>'] : values).map(
    (value, place) => `${place === 0 ? `${title}:` : ''}\t${value}`,
  );
}

/** `Labels:  app=web` */
export function labelLines(title: string, labels: Labels = {}): string[] {
  return listed(
    title,
    Object.keys(labels)
      .sort()
      .map((name) => `${name}=${labels[name]}`),
  );
}

// `maxAnnotationLen`, and the annotation that kubectl does not show.
const LONG = 140;
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** Annotations without that of `kubectl apply`. */
export function plainAnnotations(annotations: Labels): Labels {
  return Object.fromEntries(Object.entries(annotations).filter(([name]) => name !== LAST_APPLIED));
}

/** `Annotations:  deployment.kubernetes.io/revision: 1`; long ones are cut and stand below their name. */
export function annotationLines(title: string, annotations: Labels = {}): string[] {
  const texts = Object.keys(annotations)
    .filter((name) => name !== LAST_APPLIED)
    .sort()
    .flatMap((name) => {
      const value = (annotations[name] ?? '').replace(/\n$/, '');
      if (value.length + name.length + 2 <= LONG && !value.includes('\n')) return [`${name}: ${value}`];
      return [`${name}:`, ...value.split('\n').map((line) => `  ${shortened(line, LONG - 2)}`)];
    });
  return listed(title, texts);
}

function shortened(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length)}...` : text;
}

/** `Tolerations:  node.kubernetes.io/not-ready:NoExecute op=Exists for 300s` */
export function tolerationLines(title: string, tolerations: readonly Toleration[] = []): string[] {
  const sorted = [...tolerations].sort((one, other) => order(one.key ?? '', other.key ?? ''));
  return listed(title, sorted.map(tolerationText));
}

function tolerationText({ key = '', operator = '', value = '', effect = '', tolerationSeconds }: Toleration): string {
  const what = `${key}${value === '' ? '' : `=${value}`}${effect === '' ? '' : `:${effect}`}`;
  const how = operator === 'Exists' && value === '' ? (what === '' ? 'op=Exists' : ' op=Exists') : '';
  return `${what}${how}${tolerationSeconds === undefined ? '' : ` for ${tolerationSeconds}s`}`;
}

/** `Taints:  disk=full:NoSchedule` */
export function taintLines(taints: readonly Taint[]): string[] {
  const keyOf = ({ effect, key }: Taint) => `${effect},${key}`;
  const sorted = [...taints].sort((one, other) => order(keyOf(one), keyOf(other)));
  return listed(
    'Taints',
    sorted.map(({ key, value = '', effect }) => `${key}${value === '' ? '' : `=${value}`}:${effect}`),
  );
}

function order(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
