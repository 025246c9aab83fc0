/** A PromQL expression as far as alerts over kube-state-metrics need it. Times are in milliseconds. */

/** `{label op value}` */
export interface LabelMatcher {
  readonly label: string;
  readonly op: '=' | '!=' | '=~' | '!~';
  readonly value: string;
}

/** `metric{matchers} offset 5m` */
export interface Selector {
  readonly kind: 'selector';
  readonly metric: string;
  readonly matchers: readonly LabelMatcher[];
  readonly offsetMs: number;
}

/** `selector[5m]` */
export interface RangeSelector {
  readonly kind: 'range';
  readonly selector: Selector;
  readonly rangeMs: number;
}

/** Which series of the two sides belong together. */
export interface Matching {
  readonly on: boolean;
  readonly labels: readonly string[];
  /** The side with many series, and the labels that its result takes from the other one. */
  readonly group?: { readonly many: 'left' | 'right'; readonly include: readonly string[] };
}

/** An operator between two expressions. */
export interface Binary {
  readonly kind: 'binary';
  readonly op: string;
  readonly bool: boolean;
  readonly matching: Matching;
  readonly left: Expression;
  readonly right: Expression;
}

/** `sum by (namespace) (operand)`; `topk(parameter, operand)` */
export interface Aggregation {
  readonly kind: 'aggregation';
  readonly op: string;
  readonly grouping: { readonly by: boolean; readonly labels: readonly string[] };
  readonly parameter: Expression | undefined;
  readonly operand: Expression;
}

/** `changes(x[5m])` */
export interface Call {
  readonly kind: 'call';
  readonly name: string;
  readonly args: readonly Expression[];
}

/** A series that rules record, and what each of them records. */
export interface Recorded {
  readonly kind: 'recorded';
  readonly selector: Selector;
  readonly parts: readonly {
    readonly expression: Expression;
    /** Labels that the rule adds. */
    readonly labels: readonly (readonly [string, string])[];
  }[];
}

/** What is PromQL and not evaluated here; `what` names the construct. */
export interface Unsupported {
  readonly kind: 'unsupported';
  readonly what: string;
}

/** An expression; text literals are arguments that no function here takes. */
export type Expression =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'negative'; readonly operand: Expression }
  | Selector
  | RangeSelector
  | Binary
  | Aggregation
  | Call
  | Recorded
  | Unsupported;

/** The parts of an expression. */
export function operandsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'binary':
      return [expression.left, expression.right];
    case 'aggregation':
      return expression.parameter === undefined ? [expression.operand] : [expression.parameter, expression.operand];
    case 'call':
      return expression.args;
    case 'negative':
      return [expression.operand];
    case 'range':
      return [expression.selector];
    case 'recorded':
      return expression.parts.map((part) => part.expression);
    default:
      return [];
  }
}

/** The expression and everything in it. */
export function within(expression: Expression): readonly Expression[] {
  const found = [expression];
  for (const part of found) found.push(...operandsOf(part));
  return found;
}
