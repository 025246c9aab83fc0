import { GO_ESCAPES } from '../../kube/go-quote.js';

/** A string in double quotes with CEL's escapes: `strings.quote`, and the strings inside `%s` of a list. Control characters stay. */
export function celQuote(text: string): string {
  return `"${[...text].map((character) => GO_ESCAPES.get(character) ?? character).join('')}"`;
}
