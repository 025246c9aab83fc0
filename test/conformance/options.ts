import { parseArgs } from 'node:util';
import { type KubernetesVersion, ofMinor, parseVersion } from '../../src/kube/version.js';

/** The options that the conformance commands share. */
export interface Options {
  readonly files: readonly string[];
  readonly as: KubernetesVersion;
  readonly isOtherVersion: boolean;
  readonly reportOnly: boolean;
  readonly verbose: boolean;
  readonly all: boolean;
  /** Only lines of this kind or stage. */
  readonly kind: string | undefined;
  readonly stage: string | undefined;
}

// The recordings are of v1.35.4 unless `--as` says otherwise.
const RECORDED = ofMinor(35);

/** Reads the arguments of a command; throws on misuse. */
export function readOptions(args: readonly string[]): Options {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      as: { type: 'string' },
      'report-only': { type: 'boolean' },
      verbose: { type: 'boolean', short: 'v' },
      all: { type: 'boolean' },
      kind: { type: 'string' },
      stage: { type: 'string' },
    },
  });
  const as = values.as === undefined ? RECORDED : parseVersion(values.as);
  if (as === undefined) throw new Error(`--as ${values.as}: not a Kubernetes version`);
  return {
    files: positionals,
    as,
    isOtherVersion: values.as !== undefined,
    reportOnly: values['report-only'] === true,
    verbose: values.verbose === true,
    all: values.all === true,
    kind: values.kind,
    stage: values.stage,
  };
}
