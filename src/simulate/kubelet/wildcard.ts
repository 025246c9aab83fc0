/** Does the text match a pattern in which `*` stands for anything and `?` for one character? Linear but for `*` restarts. */
export function isWildcardMatch(pattern: string, text: string): boolean {
  let place = 0;
  let at = 0;
  let star = -1;
  let mark = 0;
  while (at < text.length) {
    if (pattern[place] === '*') {
      star = place++;
      mark = at;
    } else if (place < pattern.length && (pattern[place] === '?' || pattern[place] === text[at])) {
      place++;
      at++;
    } else if (star !== -1) {
      place = star + 1;
      at = ++mark;
    } else {
      return false;
    }
  }
  while (pattern[place] === '*') place++;
  return place === pattern.length;
}
