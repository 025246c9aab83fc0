import type { Report, Summary } from '../lint/report.js';

/** `1 error`, `3 errors`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** What was found and what was looked at, in one or two sentences; always says what was not checked. */
export function summaryLine({ summary, kubernetesVersion }: Report): string {
  return `${found(summary)} in ${seen(summary)}, Kubernetes ${kubernetesVersion}${unseen(summary)}`;
}

function found({ errors, warnings, infos }: Summary): string {
  const parts = [
    errors > 0 ? counted(errors, 'error') : '',
    warnings > 0 ? counted(warnings, 'warning') : '',
    infos > 0 ? counted(infos, 'info') : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? 'no findings' : parts.join(', ');
}

function seen({ files, documents, resources }: Summary): string {
  return `${counted(files, 'file')} (${counted(documents, 'document')}, ${counted(resources, 'resource')})`;
}

function unseen({ notChecked, suppressed, baselined, withheld }: Summary): string {
  const parts = [
    notChecked > 0 ? `${notChecked} not checked` : '',
    suppressed > 0 ? `${suppressed} suppressed` : '',
    baselined > 0 ? `${baselined} in the baseline` : '',
    withheld > 0 ? `${withheld} withheld because a document does not parse` : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? '' : `; ${parts.join(', ')}`;
}
