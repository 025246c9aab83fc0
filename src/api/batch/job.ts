// Twin of ValidateJob: pkg/apis/batch/validation/validation.go and pkg/registry/batch/job/strategy.go, Kubernetes v1.35.4.
import { type FieldErrors, invalid, required } from '../../kube/field-error.js';
import { child, key } from '../../kube/field-path.js';
import { isDns1123Label, isDns1123Subdomain } from '../../kube/names.js';
import { matchesSelector } from '../../kube/selector.js';
import type { Job, JobSpec, LabelSelector } from '../../kube/types.generated.js';
import { preparedTemplate } from '../apps/prepare.js';
import { validateTemplateLabels } from '../apps/replica-set.js';
import { isEmptySelector } from '../apps/selector.js';
import type { ApiContext } from '../context.js';
import { withFirstGeneration } from '../first-generation.js';
import { isUsableSelector, validateLabelSelector } from '../meta/label-selector.js';
import { validateObjectMeta } from '../meta/object-meta.js';
import { isSince } from '../since.js';
import { withoutGatedFields } from './job-gates.js';
import { validateJobSpecFields } from './job-spec.js';

const SPEC = child(undefined, 'spec');
const METADATA = child(undefined, 'metadata');
const TEMPLATE_LABELS = child(SPEC, 'template', 'metadata', 'labels');

// The server makes a UID before it looks at the object; nobody can have written it into a label or selector.
const UID = 'generated-by-the-server';
/** What the server calls the labels that it puts on a Job's Pods: its uid and its name. */
export const LEGACY_LABELS: readonly string[] = ['controller-uid', 'job-name'];
/** The same since they have Kubernetes' prefix. */
export const PREFIXED_LABELS: readonly string[] = [
  'batch.kubernetes.io/controller-uid',
  'batch.kubernetes.io/job-name',
];

/** A Job on create, prepared by `preparedJob`. */
export function validateJob(job: Job, context: ApiContext, errors: FieldErrors): void {
  validateJobWith(job, generatedLabelNames(context), context, errors);
}

/** A Job with those labels of `expected` that the server generates, on create and on update. */
export function validateJobWith(job: Job, expected: readonly string[], context: ApiContext, errors: FieldErrors): void {
  validateObjectMeta(job.metadata, { namespaced: true, name: isDns1123Subdomain }, errors);
  validateGeneratedSelector(job, expected, errors);
  validateJobSpec(job.spec ?? {}, context, errors);
  validatePodHostname(job, errors);
}

/** The spec of a Job with its selector, on create and on update. */
function validateJobSpec(spec: JobSpec, context: ApiContext, errors: FieldErrors): void {
  validateJobSpecFields(spec, SPEC, context, errors);
  const selectorPath = child(SPEC, 'selector');
  if (spec.selector === undefined) errors.push(required(selectorPath));
  else validateLabelSelector(spec.selector, selectorPath, errors);
  if (spec.selector === undefined || isUsableSelector(spec.selector)) {
    validateTemplateLabels(spec.template ?? {}, spec.selector, TEMPLATE_LABELS, errors);
  }
}

/** The Job as the server prepares it for validation: gated fields dropped, selector and labels made of UID and name. */
export function preparedJob(job: Job, context: ApiContext): Job {
  const gated = withoutGatedFields(job.spec ?? {}, context);
  const spec = { ...gated, template: preparedTemplate(gated.template, context) };
  if (spec.manualSelector === true) return withFirstGeneration({ ...job, spec });
  const labels = { ...generatedLabels(job, generatedLabelNames(context)), ...spec.template?.metadata?.labels };
  const [uidLabel] = generatedLabelNames(context);
  const matchLabels = { [uidLabel ?? '']: UID, ...spec.selector?.matchLabels };
  // A Job without labels got its template's in defaulting, and with them those that are added here.
  const { metadata } = job;
  const sharesLabels = metadata?.labels !== undefined && metadata.labels === job.spec?.template?.metadata?.labels;
  return withFirstGeneration({
    ...job,
    ...(sharesLabels && { metadata: { ...metadata, labels } }),
    spec: {
      ...spec,
      selector: { ...spec.selector, matchLabels },
      template: { ...spec.template, metadata: { ...spec.template?.metadata, labels } },
    },
  });
}

/** The labels that the server of this release puts on a Job's Pods. */
export function generatedLabelNames(context: ApiContext): readonly string[] {
  return isSince('prefixedJobLabels', context.version) ? [...PREFIXED_LABELS, ...LEGACY_LABELS] : LEGACY_LABELS;
}

function generatedLabels(job: Job, names: readonly string[]): { readonly [key: string]: string } {
  const name = job.metadata?.name ?? '';
  return Object.fromEntries(names.map((label) => [label, label.endsWith('controller-uid') ? UID : name]));
}

function validateGeneratedSelector(job: Job, names: readonly string[], errors: FieldErrors): void {
  const { manualSelector, selector, template } = job.spec ?? {};
  if (manualSelector === true || selector === undefined) return;
  const expected = generatedLabels(job, names);
  const labels = template?.metadata?.labels ?? {};
  for (const [label, value] of Object.entries(expected)) {
    if (labels[label] === value) continue;
    const detail = `must be ${label.endsWith('controller-uid') ? 'the uid that the server generates' : `'${value}'`}`;
    const path = key(TEMPLATE_LABELS, label);
    errors.push(labels[label] === undefined ? required(path, detail) : invalid(path, labels[label], detail));
  }
  if (isUsableSelector(selector) && !matches(selector, expected)) {
    errors.push(
      invalid(
        child(SPEC, 'selector'),
        selector,
        'the server generates the `selector`: leave it out, or set manualSelector',
      ),
    );
  }
}

function matches(selector: LabelSelector, labels: { readonly [key: string]: string }): boolean {
  return isEmptySelector(selector) || matchesSelector(selector, labels);
}

// The Pod of the last index is called NAME-INDEX: if that is no label, its Pods could never be made.
function validatePodHostname(job: Job, errors: FieldErrors): void {
  const { completionMode, completions } = job.spec ?? {};
  if (completionMode !== 'Indexed' || completions === undefined || completions <= 0) return;
  const name = job.metadata?.name ?? '';
  const hostname = `${name}-${completions - 1}`;
  if (isDns1123Label(hostname).length === 0) return;
  errors.push(
    invalid(child(METADATA, 'name'), name, `will not able to create pod with invalid DNS label: ${hostname}`),
  );
}
