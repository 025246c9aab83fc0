import type { JsonObject } from '../kube/json.js';
import type { KubernetesVersion } from '../kube/version.js';
import type { Resource } from '../manifest/resource.js';
import type { Severity } from './finding.js';

/** What somebody says of one rule: how bad it is, or off, and its options. Absent parts keep what the page says. */
export interface RuleSetting {
  readonly severity?: Severity | 'off';
  readonly options?: JsonObject;
}

/** Rule settings for some files only. */
export interface Override {
  /** Is this file (as in findings: relative to the working directory) meant? */
  readonly matches: (file: string) => boolean;
  readonly rules: ReadonlyMap<string, RuleSetting>;
}

/** Files that are applied together although their folders do not say so. */
export interface BundleSetting {
  readonly name: string;
  readonly matches: (file: string) => boolean;
}

/** A suppression from the configuration file: for manifests that nobody here may edit. Every given part must match. */
export interface SuppressionSetting {
  readonly rules: readonly string[];
  readonly reason: string;
  readonly matches?: (file: string) => boolean;
  readonly kind?: string;
  readonly namespace?: string;
  readonly name?: string;
}

/** The Pod Security Standard that the cluster enforces where a Namespace's labels ask for none. */
export interface PodSecuritySetting {
  readonly enforce: string;
  /** `latest`, or a version as `v1.30`. */
  readonly version: string;
  /** Namespaces whose Pods are not judged at all. */
  readonly exemptNamespaces: readonly string[];
}

/** What the cluster has besides the objects of the texts. It judges them; nothing is said of it. */
export interface Installed {
  /** CustomResourceDefinitions; one in the texts for the same kind counts instead. */
  readonly crds: readonly Resource[];
  /** Admission policies, bindings, params and Namespaces, decoded and valid; one in the texts of the same name counts instead. */
  readonly policies: readonly Resource[];
}

/** Everything that a report depends on besides the texts. */
export interface Settings {
  readonly kubernetesVersion: KubernetesVersion;
  /** Names of the profiles in force; `recommended` unless somebody says otherwise. */
  readonly profiles: readonly string[];
  readonly rules: ReadonlyMap<string, RuleSetting>;
  /** Later ones win. */
  readonly overrides: readonly Override[];
  readonly bundles: readonly BundleSetting[];
  readonly suppressions: readonly SuppressionSetting[];
  readonly podSecurity?: PodSecuritySetting;
  readonly installed?: Installed;
  /** Do `# rollcast-ignore` comments count? */
  readonly inlineSuppressions: boolean;
  /** Is a suppression that suppresses nothing a finding? */
  readonly reportUnused: boolean;
}

/** The part of a rule's page that decides whether and how loudly it speaks. */
export interface RuleDials {
  readonly id: string;
  readonly severity: Severity;
  /** The profiles that turn the rule on; none: only a setting does. */
  readonly profiles: readonly string[];
}

/** How bad a problem of this rule is in this file, or `off`. */
export function severityOf(rule: RuleDials, file: string, settings: Settings): Severity | 'off' {
  let said = settings.rules.get(rule.id)?.severity;
  for (const override of settings.overrides) {
    const severity = override.rules.get(rule.id)?.severity;
    if (severity !== undefined && override.matches(file)) said = severity;
  }
  if (said !== undefined) return said;
  return rule.profiles.some((profile) => settings.profiles.includes(profile)) ? rule.severity : 'off';
}

/** The options of a rule in this file: overrides over the rule's own setting, key by key; `{}` if nobody sets any. */
export function optionsOf(rule: string, file: string, settings: Settings): JsonObject {
  let options = settings.rules.get(rule)?.options ?? {};
  for (const override of settings.overrides) {
    const more = override.rules.get(rule)?.options;
    if (more !== undefined && override.matches(file)) options = { ...options, ...more };
  }
  return options;
}
