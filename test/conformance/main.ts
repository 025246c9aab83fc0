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

const USAGE = `usage: npm run conformance -- COMMAND ARGUMENT…

compare with recorded answers
  all DIR                          everything below a folder of shared data, as one table (the default)
  verdicts FILE… [--as 1.30 OTHER] objects, against a server's answers to their creation
  updates FILE… [--as 1.30]        pairs of objects, against a server's answers to the change
  files DIR VERDICTS…              manifests on disk
  values DIR CASES                 YAML values, against Go's
  schema DIR --openapi DIR         types, against ajv
  pss DIR                          Pod Security Standards
  rollouts DIR [NAME…]             simulations, against recorded controllers

make new questions for a server
  generate DEFINITIONS DIR         fields of test/conformance/bases.json set to what their types suggest
  mutate DEFINITIONS DIR           mistakes in objects that nobody chose: [--objects DIR]… [--kind K]… [--seed N] [--count N]
  mutate DEFINITIONS FILE --updates  changes of such objects; ask with the oracle's verdict -updates
  generate-rollouts SEED COUNT DIR scenarios for the oracle's trace

look for crashes
  fuzz DIR [--seconds N]           lint files with random bytes changed
`;

/** Runs the command that the first argument names. */
export async function main(args: readonly string[]): Promise<number> {
  // Without arguments: everything that lies beside the repository.
  const [name = '', ...rest] = args.length === 0 && existsSync('../shared/verdicts') ? ['all', '../shared'] : args;
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (load === undefined) {
    process.stderr.write(USAGE);
    return name === '--help' ? 0 : 2;
  }
  return (await load())(rest);
}
