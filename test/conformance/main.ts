import { existsSync } from 'node:fs';

/** A conformance command: prints its account, one line of JSON last; the exit status (0 held, 1 below the figures, 2 misuse). */
type Command = (args: readonly string[]) => number | Promise<number>;

// One line per command; each is loaded only when it runs.
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  all: async () => (await import('./all.js')).main,
  verdicts: async () => (await import('./verdicts.js')).main,
  files: async () => (await import('./files.js')).main,
  values: async () => (await import('./values.js')).main,
  schema: async () => (await import('./schema.js')).main,
  updates: async () => (await import('./updates.js')).main,
  pss: async () => (await import('./pss.js')).main,
  rollouts: async () => (await import('./rollouts.js')).main,
  generate: async () => (await import('./generate.js')).main,
  mutate: async () => (await import('./mutate.js')).main,
  fuzz: async () => (await import('./fuzz.js')).main,
  'generate-rollouts': async () => (await import('./random-rollouts.js')).main,
};

/** Runs the command that the first argument names. */
export async function main(args: readonly string[]): Promise<number> {
  // Without arguments: everything that lies beside the repository.
  const [name = '', ...rest] = args.length === 0 && existsSync('../shared/verdicts') ? ['all', '../shared'] : args;
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (load === undefined) {
    process.stderr.write(`usage: npm run conformance -- ${Object.keys(COMMANDS).join('|')} ARGUMENT…\n`);
    return 2;
  }
  return (await load())(rest);
}
