/** How much Go has decoded, and how much of it was repeated by aliases. */
export interface AliasBudget {
  decoded: number;
  repeated: number;
}

/** A budget at its start. */
export function aliasBudget(): AliasBudget {
  return { decoded: 0, repeated: 0 };
}

/** Counts one key, value, item or document. */
export function spend(budget: AliasBudget): void {
  budget.decoded++;
}

/** Counts what an alias repeats. False when that is too much: an alias bomb (`decode.go`, `allowedAliasRatio`). */
export function spendAlias(budget: AliasBudget, cost: number): boolean {
  budget.decoded += cost;
  budget.repeated += cost;
  const { decoded, repeated } = budget;
  return !(repeated > 100 && decoded > 1000 && repeated / decoded > allowedRatio(decoded));
}

const low = 400_000;
const high = 4_000_000;

function allowedRatio(decoded: number): number {
  if (decoded <= low) return 0.99;
  if (decoded >= high) return 0.1;
  return 0.99 - 0.89 * ((decoded - low) / (high - low));
}
