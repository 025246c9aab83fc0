import ignore from 'ignore';

/** What one ignore file (or the `ignore:` list of the configuration) says of a path below its folder. */
export interface IgnoreRules {
  /** Absolute folder that the patterns are relative to, without a final slash. */
  readonly base: string;
  /** `ignored`, `kept` by a `!` pattern, or nothing said. `path` is absolute; folders end in `/`. */
  readonly verdict: (path: string) => 'ignored' | 'kept' | undefined;
}

/** Patterns in .gitignore syntax, relative to the absolute folder `base`. */
export function ignoreRules(base: string, patterns: string): IgnoreRules {
  const matcher = ignore({ allowRelativePaths: false }).add(patterns);
  const prefix = base.endsWith('/') ? base : `${base}/`;
  const verdict = (path: string): 'ignored' | 'kept' | undefined => {
    if (!path.startsWith(prefix) || path.length === prefix.length) return undefined;
    const said = matcher.test(path.slice(prefix.length));
    if (said.ignored) return 'ignored';
    return said.unignored ? 'kept' : undefined;
  };
  return { base, verdict };
}
