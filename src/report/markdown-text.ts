import { printable } from './printable.js';

/**
 * Text on one line of GitHub's or GitLab's Markdown that shows as it is: nothing in it is markup, ends a table cell,
 * or calls somebody by name.
 */
export function markdownText(text: string): string {
  return printable(text.replace(/[\r\n]+/g, ' '))
    .replace(/[\\`*_{}[\]<>|#~$]|&(?=#?\w+;)/g, '\\$&')
    .replace(/(^|[^\w/])@(?=\w)/g, '$1@\u200b');
}
