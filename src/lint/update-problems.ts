/** What the API server refuses of a change: fields that may not become what they are to be. */

import { creationErrors } from '../api/create.js';
import { customUpdateVerdict } from '../api/custom-update.js';
import { GROUPS } from '../api/groups.js';
import { validateUpdate } from '../api/validate-update.js';
import { wayOut } from '../api/way-out.js';
import type { FieldError } from '../kube/field-error.js';
import { type FieldPath, formatPath } from '../kube/field-path.js';
import type { Resource } from '../manifest/resource.js';
import { type CrdIndex, customResourceType } from '../schema/custom-type.js';
import { RULE_OF_FIELD_ERROR } from './api-rules.js';
import { fieldMessage } from './field-message.js';
import { type Judgement, notEvaluated } from './judge.js';
import type { ResourceProblem } from './place.js';
import { ruleOf } from './rule-list.js';
import { type Settings, severityOf } from './settings.js';

const RULE = 'api/immutable-field';
const MAKE_ANEW = 'the object has to be deleted and made anew, or the field set back';

/** What comes of an update. */
export interface UpdateProblems {
  /** What it is refused for, beside what is wrong with the new object by itself. */
  readonly problems: readonly ResourceProblem[];
  /** What a new object would be refused for and this one is not: rule and path of the findings. */
  readonly passed: ReadonlySet<string>;
  /** Rules that were not evaluated, with the reason. */
  readonly notChecked: readonly string[];
}

const NOTHING: UpdateProblems = { problems: [], passed: new Set(), notChecked: [] };

/**
 * The refusals of turning `from`, which a server accepted, into `to`. What is wrong with `to` by itself is not said again.
 * Both are decoded; kinds without update validation here have none.
 */
export function updateProblems(
  from: Resource,
  to: Resource,
  { settings, crds }: { readonly settings: Settings; readonly crds: CrdIndex },
): UpdateProblems {
  const { apiVersion, kind, object } = to;
  const isSameVersion = from.apiVersion === apiVersion;
  const version = settings.kubernetesVersion;
  const rules = GROUPS.get(apiVersion)?.get(kind);
  if (rules !== undefined) {
    // Another version of the API: what was stored is converted first, which is not done here.
    if (!isSameVersion) return NOTHING;
    const known = new Set(creationErrors(rules, object, version).map(idOf));
    const errors = validateUpdate(apiVersion, kind, from.object, object, version);
    return {
      ...NOTHING,
      problems: problemsOf(
        errors.filter((error) => !known.has(idOf(error))),
        { from, to, settings },
      ),
    };
  }
  const type = customResourceType(crds, apiVersion, kind);
  if (type === undefined || (!isSameVersion && type.isConverted)) return NOTHING;
  const { errors, passed, notChecked } = customUpdateVerdict(type, from.object, object, version);
  return {
    problems: problemsOf(errors, { from, to, settings }),
    passed: new Set(passed.map((error) => findingId(RULE_OF_FIELD_ERROR[error.type], error.path))),
    notChecked,
  };
}

/** The judgement of a new object as that of an update: with what only an update is refused for, without what it passes. */
export function asUpdate(judgement: Judgement, { problems, passed, notChecked }: UpdateProblems): Judgement {
  const { isValid, resource, ...rest } = judgement;
  const kept = judgement.findings.filter(({ rule, problem }) => !passed.has(findingId(rule, problem.path)));
  const isPassed = kept.length < judgement.findings.length && !kept.some(({ rule }) => rule.startsWith('api/'));
  const isAccepted = (isValid === true || isPassed) && problems.length === 0;
  return {
    ...rest,
    findings: [...kept, ...problems],
    ...(resource !== undefined && { resource }),
    ...(isAccepted && { isValid: true }),
    ...(resource !== undefined && notChecked.length > 0 && { notChecked: notEvaluated(resource, notChecked) }),
  };
}

function findingId(rule: string, path: FieldPath | undefined): string {
  return `${rule} ${formatPath(path)}`;
}

function problemsOf(
  errors: readonly FieldError[],
  { from, to, settings }: { readonly from: Resource; readonly to: Resource; readonly settings: Settings },
): readonly ResourceProblem[] {
  const rule = ruleOf(RULE);
  if (rule === undefined) throw new Error(`rule ${RULE} has no page`);
  const severity = severityOf(rule, to.file.file, settings);
  if (severity === 'off') return [];
  return errors.map((error) => {
    const out = wayOut({ kind: to.kind, name: to.name ?? '', namespace: to.namespace ?? '' }, [error]);
    const problem = {
      path: error.path,
      message: fieldMessage(error),
      help: out === undefined ? MAKE_ANEW : `set the field back, or ${out}`,
      related: [{ resource: from, path: error.path, message: 'as it was' }],
    };
    return { rule: RULE, severity, resource: to, problem };
  });
}

function idOf({ type, path }: FieldError): string {
  return `${type} ${formatPath(path)}`;
}
