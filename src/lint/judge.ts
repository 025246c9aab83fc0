import { creationErrors } from '../api/create.js';
import { customMetadataErrors } from '../api/meta/custom-object-meta.js';
import type { FieldError } from '../kube/field-error.js';
import { child, formatPath } from '../kube/field-path.js';
import type { JsonObject } from '../kube/json.js';
import { nearName } from '../kube/near-name.js';
import type { Unidentified } from '../manifest/identify.js';
import type { Resource } from '../manifest/resource.js';
import { type Decoded, decode } from '../schema/decode.js';
import { offByDefault, type ResourceType } from '../schema/kinds.js';
import { RULE_OF_FIELD_ERROR } from './api-rules.js';
import type { Extensions } from './extensions.js';
import { fieldMessage, kindMessage } from './field-message.js';
import type { NotChecked, Problem } from './finding.js';
import type { ResourceProblem } from './place.js';
import type { Failure } from './report.js';
import { ruleOf } from './rule-list.js';
import { type Settings, severityOf } from './settings.js';

/** What came of judging one object by itself. */
export interface Judgement {
  /** The object as decoded, for the graph and the rules; absent when nobody can tell what it is. */
  readonly resource?: Resource;
  readonly findings: readonly ResourceProblem[];
  /** The API server takes the object, unless admission refuses it. */
  readonly isValid?: true;
  readonly notChecked?: NotChecked;
  readonly failure?: Failure;
}

/** Judges objects as the API server of the settings' version does on create. */
export interface Judge {
  readonly resource: (resource: Resource) => Judgement;
  readonly unidentified: (unidentified: Unidentified) => Judgement;
}

/** A judge that knows the kinds of `extensions`. */
export function judge(extensions: Extensions, settings: Settings): Judge {
  return {
    resource: (resource) => judged(resource, extensions, settings),
    unidentified: ({ resource, errors }) => ({
      findings: errors.flatMap((error) => {
        const rule = error.type === 'Required' ? 'api/missing-kind' : RULE_OF_FIELD_ERROR[error.type];
        return finding(rule, error, { resource, settings });
      }),
    }),
  };
}

function judged(resource: Resource, extensions: Extensions, settings: Settings): Judgement {
  try {
    const context = {
      version: settings.kubernetesVersion,
      crds: extensions.crds,
      metadataErrors: customMetadataErrors,
    };
    return verdict(decode(resource, context), { resource, extensions, settings });
  } catch (error) {
    // A bug in one validator must not silence the others; the front end names kind and file and ends with exit code 2.
    const rule = `the validation of ${resource.kind}`;
    const message = error instanceof Error ? error.message : String(error);
    return { resource, findings: [], failure: { rule, file: resource.file.file, message } };
  }
}

interface Asked {
  readonly resource: Resource;
  readonly settings: Settings;
}

function verdict(decoded: Decoded, asked: Asked & { readonly extensions: Extensions }): Judgement {
  const { resource, settings } = asked;
  switch (decoded.kind) {
    case 'unnamed':
      return { findings: decoded.errors.flatMap((error) => finding('api/missing-kind', error, asked)) };
    case 'unknown-kind':
      return unknownKind(resource, decoded, settings);
    case 'custom': {
      const judgement = refused(withObject(resource, decoded.object), decoded.errors, settings);
      if (decoded.notChecked.length === 0) return judgement;
      return { ...judgement, notChecked: notEvaluated(resource, decoded.notChecked) };
    }
    case 'decoded': {
      const known = withObject(resource, decoded.object);
      const judgement = refused(known, errorsOf(decoded.errors, { ...asked, resource: known }), settings);
      const more = [...leftOff(known, decoded.type, settings), ...deprecation(known, decoded.type, settings)];
      return more.length === 0 ? judgement : { ...judgement, findings: [...judgement.findings, ...more] };
    }
  }
}

function withObject(resource: Resource, object: JsonObject): Resource {
  return object === resource.object ? resource : { ...resource, object };
}

/**
 * All that the API server would say until it accepts the object. It stops at the first stage that fails; unknown and
 * repeated fields leave an object that can be judged further, so that one run tells as much as several requests would.
 */
function errorsOf(
  errors: readonly FieldError[],
  { resource, extensions, settings }: Asked & { readonly extensions: Extensions },
): readonly FieldError[] {
  const isDecodable = errors.every(({ type }) => type === 'UnknownField' || type === 'DuplicateField');
  if (!isDecodable) return errors;
  const { apiVersion, kind, object } = resource;
  const rules = extensions.groups.get(apiVersion)?.get(kind);
  const refusals = rules === undefined ? [] : creationErrors(rules, object, settings.kubernetesVersion);
  if (errors.length === 0) return refusals;
  return [...errors, ...refusals.filter((refusal) => !isMisspelt(refusal, errors))];
}

/** Is the missing field there under a slightly wrong name? Then that was said already. */
function isMisspelt({ type, path }: FieldError, errors: readonly FieldError[]): boolean {
  if (type !== 'Required' || typeof path?.segment !== 'string') return false;
  const missing = path.segment;
  const parent = formatPath(path.parent);
  return errors.some((error) => {
    const written = error.path?.segment;
    return (
      typeof written === 'string' &&
      formatPath(error.path?.parent) === parent &&
      nearName(written, [missing]) !== undefined
    );
  });
}

function refused(resource: Resource, errors: readonly FieldError[], settings: Settings): Judgement {
  if (errors.length === 0) return { resource, findings: NONE, isValid: true };
  return {
    resource,
    findings: errors.flatMap((error) => finding(RULE_OF_FIELD_ERROR[error.type], error, { resource, settings })),
  };
}

const NONE: readonly ResourceProblem[] = [];

function unknownKind(
  resource: Resource,
  { absence, error }: Extract<Decoded, { readonly kind: 'unknown-kind' }>,
  settings: Settings,
): Judgement {
  switch (absence.reason) {
    case 'not-built-in': {
      const reason = resource.apiVersion.startsWith('rollcast.dev/')
        ? `${resource.kind} for rollcast simulate`
        : `${resource.apiVersion} ${resource.kind}: no CustomResourceDefinition of it in these files`;
      return { resource, findings: NONE, notChecked: notCheckedAt(resource, reason) };
    }
    case 'removed':
    case 'not-yet':
    case 'unknown': {
      const said = { path: error.path, message: kindMessage(error) };
      return { resource, findings: problem(RULE_OF_ABSENCE[absence.reason], said, { resource, settings }) };
    }
  }
}

const RULE_OF_ABSENCE = {
  removed: 'api/removed-version',
  'not-yet': 'api/not-yet-version',
  unknown: 'api/unknown-kind',
} as const;

const API_VERSION = child(undefined, 'apiVersion');

function deprecation(resource: Resource, { lifecycle }: ResourceType, settings: Settings): readonly ResourceProblem[] {
  const { minor } = settings.kubernetesVersion;
  if (lifecycle?.deprecatedIn === undefined || minor < lifecycle.deprecatedIn) return NONE;
  const { removedIn, replacement, replacementKind = resource.kind } = lifecycle;
  const until = removedIn === undefined ? '' : ` and gone in 1.${removedIn}`;
  const message = `${resource.apiVersion} ${resource.kind} is deprecated since 1.${lifecycle.deprecatedIn}${until}`;
  const help = replacement === undefined ? {} : { help: `use ${replacement} ${replacementKind}` };
  return problem('deprecation/deprecated-version', { path: API_VERSION, message, ...help }, { resource, settings });
}

/** A version that only some servers serve; who has one of them turns the finding off, and the object is judged all the same. */
function leftOff(resource: Resource, type: ResourceType, settings: Settings): readonly ResourceProblem[] {
  const off = offByDefault(type, settings.kubernetesVersion);
  if (off === undefined) return NONE;
  const { apiVersion, kind } = type;
  const to = off.instead === undefined ? '' : `; use ${off.instead.apiVersion}`;
  const message = `${apiVersion} ${kind} is off by default in Kubernetes 1.${settings.kubernetesVersion.minor}${to}`;
  const help = `a server has it with --runtime-config=${apiVersion}=true`;
  return problem('api/unknown-kind', { path: API_VERSION, message, help }, { resource, settings });
}

function finding(rule: string, error: FieldError, asked: Asked): readonly ResourceProblem[] {
  const last = error.path?.segment;
  const isKey = typeof last === 'object' && last.key === error.value;
  const atKey = isKey || /^(UnknownField|DuplicateField|Forbidden)$/.test(error.type);
  const spot = error.spot !== undefined && { spot: error.spot };
  const said = { path: error.path, message: fieldMessage(error), ...(atKey && { at: 'key' as const }), ...spot };
  return problem(rule, said, asked);
}

function problem(id: string, said: Problem, { resource, settings }: Asked): readonly ResourceProblem[] {
  const rule = ruleOf(id);
  if (rule === undefined) throw new Error(`rule ${id} has no page`);
  const severity = severityOf(rule, resource.file.file, settings);
  return severity === 'off' ? NONE : [{ rule: id, severity, resource, problem: said }];
}

/** CEL rules of a custom resource that nobody evaluated, with the reasons. */
export function notEvaluated(resource: Resource, reasons: readonly string[]): NotChecked {
  return notCheckedAt(resource, `${resource.kind} ${resource.name ?? ''}: not evaluated: ${reasons.join(', ')}`);
}

function notCheckedAt({ file, document }: Resource, reason: string): NotChecked {
  return { file: file.file, document: document.index, reason };
}
