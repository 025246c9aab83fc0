import type { Rejected } from '../../simulate/inputs.js';

/** `Deployment/web in web.yaml: spec.selector: Required value`; who rejects it the reader knows. */
export function rejectedText({ file, manifest: { kind, name }, reason }: Rejected): string {
  const title = [kind === '' ? 'an object' : kind, ...(name === undefined ? [] : [name])].join('/');
  return `${title} in ${file}: ${reason.replace(/^the API server rejects it: /, '')}`;
}
