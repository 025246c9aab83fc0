import type { Finding, NotChecked } from './finding.js';

/** What was looked at, and how it went, in numbers. */
export interface Summary {
  readonly files: number;
  readonly documents: number;
  /** Objects in the documents; the items of a `kind: List` count one by one. */
  readonly resources: number;
  readonly notChecked: number;
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
  readonly suppressed: number;
  /** Findings that a baseline knows already. */
  readonly baselined: number;
  /** Findings withheld because a document they depend on does not parse. */
  readonly withheld: number;
}

/** A bug in rollcast that a file brought to light: the rule named could not judge it. */
export interface Failure {
  readonly rule: string;
  readonly file: string;
  readonly message: string;
}

/** The outcome of one lint run. Findings are sorted by file, position, rule. */
export interface Report {
  /** `1.35` */
  readonly kubernetesVersion: string;
  readonly summary: Summary;
  readonly findings: readonly Finding[];
  readonly notChecked: readonly NotChecked[];
  /** Not empty: the report is not to be trusted to be whole. */
  readonly failures: readonly Failure[];
}
