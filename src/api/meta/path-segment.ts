// Twin of k8s.io/apimachinery v0.35.4 pkg/api/validation/path/name.go.

/** What keeps a name, or all names that begin with it, from being one segment of a URL path. */
export function pathSegmentErrors(name: string, isPrefix = false): readonly string[] {
  if (!isPrefix && (name === '.' || name === '..')) return [`may not be '${name}'`];
  return ['/', '%'].filter((mark) => name.includes(mark)).map((mark) => `may not contain '${mark}'`);
}
