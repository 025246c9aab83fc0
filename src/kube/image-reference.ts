// References to images: github.com/distribution/reference v0.6.0 regexp.go and normalize.go, which the kubelet and the
// container runtimes follow.

const PATH_COMPONENT = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
const DOMAIN =
  /^(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*|\[[a-fA-F0-9:]+\])(?::[0-9]+)?$/;
const TAG = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;
const DIGEST = /^[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}$/;
const MAX_NAME = 255;

/** Does a tool put in the image before anybody applies the file? Placeholders, and `ko://…`. */
export function isImagePlaceholder(image: string): boolean {
  return /[${]|:\/\//.test(image);
}

/** What keeps container runtimes from reading the name of an image; `undefined` if nothing does. */
export function imageMistake(image: string): string | undefined {
  if (image.length > MAX_NAME + 200) return 'too long';
  const [named = '', digest] = image.split(/@(.*)/s);
  if (digest !== undefined && !DIGEST.test(digest)) return 'bad digest';
  const lastSlash = named.lastIndexOf('/');
  const colon = named.indexOf(':', lastSlash + 1);
  const tag = colon === -1 ? undefined : named.slice(colon + 1);
  if (tag !== undefined && !TAG.test(tag)) return tag === '' ? 'no tag after the colon' : `bad tag "${tag}"`;
  return nameMistake((colon === -1 ? named : named.slice(0, colon)).split('/'));
}

function nameMistake(components: readonly string[]): string | undefined {
  const [first = '', ...rest] = components;
  const isDomain = hasDomain(first, rest);
  if (isDomain && !DOMAIN.test(first)) return `bad registry "${first}"`;
  for (const component of isDomain ? rest : components) {
    if (PATH_COMPONENT.test(component)) continue;
    if (component === '') return 'an empty part between slashes';
    return PATH_COMPONENT.test(component.toLowerCase()) ? `capitals in "${component}"` : `bad name "${component}"`;
  }
  return components.join('/').length > MAX_NAME ? 'too long' : undefined;
}

// With a dot, a port or a capital the first part is a registry; docker.io is meant otherwise.
function hasDomain(first: string, rest: readonly string[]): boolean {
  return rest.length > 0 && (/[.:]/.test(first) || first === 'localhost' || first !== first.toLowerCase());
}

/** The kubelet's words for an image that it cannot read. */
export function imageParseError(image: string): string {
  const [named = ''] = image.split('@');
  const colon = named.indexOf(':', named.lastIndexOf('/') + 1);
  const components = (colon === -1 ? named : named.slice(0, colon)).split('/');
  const [first = '', ...rest] = components;
  const path = (hasDomain(first, rest) ? rest : rest.length === 0 ? ['library', first] : components).join('/');
  const isCapital = path !== path.toLowerCase();
  const why = isCapital ? `: repository name (${path}) must be lowercase` : '';
  return `couldn't parse image name ${JSON.stringify(image)}: invalid reference format${why}`;
}
