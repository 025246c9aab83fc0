// Twin of k8s.io/apimachinery v0.35.4 pkg/api/validation/path/name.go.

/** What keeps a name from being one segment of a URL path, which every object's name has to be. */
export function pathSegmentErrors(name: string): readonly string[] {
  if (name === '.' || name === '..') return [`may not be '${name}'`];
  return ['/', '%'].filter((mark) => name.includes(mark)).map((mark) => `may not contain '${mark}'`);
}
