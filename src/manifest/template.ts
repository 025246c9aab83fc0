/**
 * The template action (`{{ … }}`) because of which a text is no YAML, if there is one: an action on the line of the
 * mistake, or one that has a line of its own. Text in a YAML file that is only about templates (an alert's message, a
 * script) does not excuse a mistake elsewhere.
 */
export function templateAction(
  text: string,
  chunk: { readonly start: number; readonly end: number },
  mistakes: readonly number[],
): { readonly start: number; readonly end: number } | undefined {
  const piece = text.slice(0, chunk.end);
  // One look a line: a line may have a million of them.
  let lineEnd = chunk.start;
  for (let at = piece.indexOf('{{', lineEnd); at !== -1; at = piece.indexOf('{{', lineEnd)) {
    const lineStart = piece.lastIndexOf('\n', at) + 1;
    lineEnd = piece.indexOf('\n', at);
    if (lineEnd === -1) lineEnd = chunk.end;
    const ownLine = piece.slice(lineStart, at).trim() === '';
    if (!ownLine && !mistakes.some((mistake) => mistake >= lineStart && mistake <= lineEnd)) continue;
    const close = piece.indexOf('}}', at);
    return { start: at, end: close === -1 ? lineEnd : close + 2 };
  }
  return undefined;
}
