import type { Graph } from '../graph/graph.js';
import type { JsonObject } from '../kube/json.js';
import type { KubernetesVersion } from '../kube/version.js';
import type { Resource } from '../manifest/resource.js';
import type { Problem, Severity } from './finding.js';

/** What a check may know besides the resource it judges. */
export interface RuleContext {
  readonly graph: Graph;
  readonly version: KubernetesVersion;
  /** The rule's options: what the settings say over what the page says. */
  readonly options: JsonObject;
}

/**
 * A problem of a rule's check. With `withheld` it would be one, but rests on something not being in the files while a file
 * of the same bundle cannot be read; the text says which. It is counted and not shown.
 */
export interface RuleProblem extends Problem {
  readonly withheld?: string;
}

/** A rule's code: yields what is wrong with one resource. Pure; called for the kinds that the page lists. */
export type Check = (resource: Resource, context: RuleContext) => Iterable<RuleProblem>;

/** Who finds the problems of a rule that has no check: the stage of the engine, in its order. */
export type Stage = 'manifest' | 'schema' | 'api' | 'lint';

/** What every rule has, whoever finds its problems. */
interface CompiledPage {
  /** `category/name`, the page's path. */
  readonly id: string;
  /** One line: the problem, as a noun phrase. */
  readonly summary: string;
  readonly severity: Severity;
  /** The profiles that turn the rule on; none: only a setting does. */
  readonly profiles: readonly string[];
  /** The first version of rollcast that has the rule. */
  readonly since: string;
  /** The kinds that the rule is about, as `apiVersion/Kind`; `*`: all. */
  readonly kinds: readonly string[];
  /** The options with their defaults. */
  readonly options: JsonObject;
}

/** A rule whose problems a stage of the engine finds. */
export interface StageRule extends CompiledPage {
  readonly from: Stage;
}

/** A rule with a check of its own. */
export interface CheckRule extends CompiledPage {
  readonly from: 'check';
  readonly check: Check;
}

/** A rule as compiled from its page. */
export type CompiledRule = StageRule | CheckRule;

/** The part of a page that only `explain` and documents show; loaded when asked for. */
export interface RuleDocs {
  readonly rationale: string;
  /** When it is right to ignore the rule. */
  readonly ignore: string;
  readonly references: readonly string[];
  /** JSON schema of each option, by name. */
  readonly options: JsonObject;
  readonly examples: readonly RuleExample[];
}

/** Manifests that show the rule: a `fail` has findings on the lines marked `# finding`, a `pass` has none. */
export interface RuleExample {
  readonly kind: 'fail' | 'pass' | 'look-alike';
  readonly title: string;
  readonly manifest: string;
  /** The object before the change that the manifest is. */
  readonly before?: string;
  /** The Kubernetes version that the example is about, if not the newest. */
  readonly version?: string;
}
