/** What the API server refuses of a change: fields that may not become what they are to be. */

import { creationErrors } from '../api/create.js';
import { GROUPS } from '../api/groups.js';
import { validateUpdate } from '../api/validate-update.js';
import type { FieldError } from '../kube/field-error.js';
import { formatPath } from '../kube/field-path.js';
import type { Resource } from '../manifest/resource.js';
import { fieldMessage } from './field-message.js';
import type { ResourceProblem } from './place.js';
import { ruleOf } from './rule-list.js';
import { type Settings, severityOf } from './settings.js';

const RULE = 'api/immutable-field';

/**
 * The refusals of turning `from`, which a server accepted, into `to`. What is wrong with `to` by itself is not said again.
 * Both are decoded; kinds without update validation here have none.
 */
export function updateProblems(from: Resource, to: Resource, settings: Settings): ResourceProblem[] {
  const rule = ruleOf(RULE);
  if (rule === undefined) throw new Error(`rule ${RULE} has no page`);
  const severity = severityOf(rule, to.file.file, settings);
  const { apiVersion, kind, object } = to;
  const rules = GROUPS.get(apiVersion)?.get(kind);
  // Another version of the API: what was stored is converted first, which is not done here.
  if (severity === 'off' || rules === undefined || from.apiVersion !== apiVersion) return [];
  const version = settings.kubernetesVersion;
  const known = new Set(creationErrors(rules, object, version).map(idOf));
  const errors = validateUpdate(apiVersion, kind, from.object, object, version);
  return errors
    .filter((error) => !known.has(idOf(error)))
    .map((error) => {
      const problem = {
        path: error.path,
        message: fieldMessage(error),
        help: 'the object has to be deleted and made anew, or the field set back',
        related: [{ resource: from, path: error.path, message: 'as it was' }],
      };
      return { rule: RULE, severity, resource: to, problem };
    });
}

function idOf({ type, path }: FieldError): string {
  return `${type} ${formatPath(path)}`;
}
