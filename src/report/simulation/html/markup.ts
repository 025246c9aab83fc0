/** HTML that is safe by construction: only what this file made is markup, every string in it is escaped. */

/** A piece of finished HTML. */
export interface Markup {
  readonly html: string;
}

/** What may stand in a template. */
export type Part = string | number | Markup | readonly Part[];

/** Template tag: the written text is markup, what is put in is escaped unless it is markup. */
export function markup(written: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return { html: written.reduce((before, text, place) => before + htmlOf(parts[place - 1] ?? '') + text) };
}

function htmlOf(part: Part): string {
  if (typeof part === 'string') return escaped(part);
  if (typeof part === 'number') return String(part);
  if ('html' in part) return part.html;
  return part.map(htmlOf).join('');
}

/** Text that our own files wrote as markup: a style sheet, a script. Never for text from a manifest. */
export function trusted(html: string): Markup {
  return { html };
}

/** Nothing. */
export const NOTHING: Markup = { html: '' };

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

// Control characters are no characters of HTML; those that change the direction of text could disguise it.
const INVISIBLE = /(?![\t\n\r])\p{Cc}|[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/gu;

/** Text for an element or a quoted attribute. */
function escaped(text: string): string {
  return text.replaceAll(INVISIBLE, '\ufffd').replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
