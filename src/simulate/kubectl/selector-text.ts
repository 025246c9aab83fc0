import { formatSelectorText, type Requirement } from '../../kube/selector.js';
import type { LabelSelector } from '../../kube/types.generated.js';

/** A selector as kubectl writes it: `app=web,tier in (a,b)`; `<none>` if it is empty. */
export function selectorText(selector: LabelSelector | undefined): string {
  const requirements: Requirement[] = [
    ...Object.entries(selector?.matchLabels ?? {}).map(
      ([key, value]): Requirement => ({ key, operator: '=', values: [value] }),
    ),
    ...(selector?.matchExpressions ?? []).flatMap(({ key = '', operator = '', values = [] }): Requirement[] =>
      isOperator(operator) ? [{ key, operator, values }] : [],
    ),
  ];
  requirements.sort((one, other) => (one.key < other.key ? -1 : one.key > other.key ? 1 : 0));
  return formatSelectorText(requirements) || '<none>';
}

function isOperator(text: string): text is 'In' | 'NotIn' | 'Exists' | 'DoesNotExist' {
  return ['In', 'NotIn', 'Exists', 'DoesNotExist'].includes(text);
}
