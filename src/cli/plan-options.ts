import { type CommandSpec, type GivenOptions, lastValue } from './options.js';
import { SIMULATE, type SimulateOptions, simulateOptions } from './simulate-options.js';

/** Options that mean the same as for `simulate`. */
const SHARED = new Set([
  'config',
  'crds',
  'policies',
  'kubernetes-version',
  'assert',
  'assume',
  'seed',
  'horizon',
  'exit-zero',
  'allow-empty',
  'color',
  'quiet',
  'verbose',
  'help',
]);

/** The formats of a plan. */
const PLAN_FORMATS = ['pretty', 'json', 'markdown', 'html'];

/** `rollcast plan`. */
export const PLAN: CommandSpec = {
  name: 'plan',
  operands: '[PATH...]',
  summary:
    'Tells what applying a change does: which objects change, what the API server refuses of it (fields that cannot change\nincluded), and how the rollout goes. PATHs narrow a git revision or the working directory; default: everything.',
  options: [
    {
      name: 'from',
      value: 'A',
      summary: 'what runs now: a folder, a file or a git revision (HEAD, main, v1.2.0); a path wins over a revision',
    },
    { name: 'to', value: 'B', summary: 'what is to be applied; default: the working directory' },
    { name: 'prune', summary: 'delete what B lacks, as kubectl apply --prune and GitOps tools do' },
    { name: 'format', value: 'FORMAT[=FILE]', repeatable: true, summary: PLAN_FORMATS.join(', ') },
    ...SIMULATE.options.filter(({ name }) => SHARED.has(name)),
  ],
};

/** The options with their values read. */
export interface PlanOptions {
  readonly from: string;
  /** `undefined`: the working directory. */
  readonly to: string | undefined;
  readonly prune: boolean;
  /** What the forecast takes. */
  readonly simulate: SimulateOptions;
}

/** Reads the values of the options; a mistake is a sentence. */
export function planOptions(given: GivenOptions): PlanOptions | string {
  const from = lastValue(given, 'from');
  if (from === undefined) return 'plan needs --from: a folder, a file or a git revision, such as --from HEAD';
  const simulate = simulateOptions(given);
  if (typeof simulate === 'string') return simulate;
  const unknown = simulate.outputs.find(({ format }) => !PLAN_FORMATS.includes(format));
  if (unknown !== undefined) return `--format ${unknown.format}: a plan comes as ${PLAN_FORMATS.join(', ')}`;
  return { from, to: lastValue(given, 'to'), prune: given.switches.has('prune'), simulate };
}
