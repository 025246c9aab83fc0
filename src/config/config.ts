import type { JsonObject } from '../kube/json.js';
import type { Severity } from '../lint/finding.js';

/** A severity as written: YAML reads an unquoted `off` as false. */
export type WrittenSeverity = Severity | 'off' | false;

/** Rule id → severity, or severity and options. */
export interface WrittenRules {
  readonly [rule: string]: WrittenSeverity | { readonly severity?: WrittenSeverity; readonly options?: JsonObject };
}

/** The configuration file as written; `schemas/rollcast.schema.json` says the same. */
export interface Config {
  readonly kubernetesVersion?: string;
  readonly include?: readonly string[];
  readonly ignore?: readonly string[];
  readonly profile?: string;
  readonly profiles?: readonly string[];
  readonly rules?: WrittenRules;
  readonly overrides?: readonly { readonly files: readonly string[]; readonly rules: WrittenRules }[];
  readonly bundles?: readonly { readonly name: string; readonly files: readonly string[] }[];
  readonly podSecurity?: {
    readonly enforce: string;
    readonly version?: string;
    readonly exemptNamespaces?: readonly string[];
  };
  readonly crds?: readonly string[];
  readonly policies?: readonly string[];
  readonly suppressions?: readonly {
    readonly rules: readonly string[];
    readonly reason: string;
    readonly files?: readonly string[];
    readonly kind?: string;
    readonly namespace?: string;
    readonly name?: string;
  }[];
}

/** Something wrong in the configuration file. Line and column from 1, columns in UTF-16 units. */
export interface ConfigMistake {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** What the configuration may speak of. */
export interface Vocabulary {
  readonly rules: readonly string[];
  readonly profiles: readonly string[];
  /** What is wrong with a rule's name, as a sentence; `undefined` if it is one, or `category/*` with rules. */
  readonly unknownRule: (written: string) => string | undefined;
}
