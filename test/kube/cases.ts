import { readFileSync } from 'node:fs';

/** The cases of `cases/NAME.json`: values as Go reads them; `edit` changes the text before it is parsed. */
export function readCases<T>(name: string, edit: (text: string) => string = (text) => text): T[] {
  // The files are ours and their shape is what the caller says: each test compares every field.
  return JSON.parse(edit(readFileSync(new URL(`cases/${name}.json`, import.meta.url), 'utf8'))) as T[];
}
