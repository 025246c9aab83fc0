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
  for (let at = text.indexOf('{{', chunk.start); at !== -1 && at < chunk.end; at = text.indexOf('{{', at + 2)) {
    const lineStart = text.lastIndexOf('\n', at) + 1;
    const lineEnd = text.indexOf('\n', at);
    const ownLine = text.slice(lineStart, at).trim() === '';
    if (!ownLine && !mistakes.some((mistake) => mistake >= lineStart && mistake <= lineEnd)) continue;
    const close = text.indexOf('}}', at);
    return { start: at, end: close === -1 || close > chunk.end ? Math.min(lineEnd, chunk.end) : close + 2 };
  }
  return undefined;
}
