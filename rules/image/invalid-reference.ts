import { child } from '../../src/kube/field-path.js';
import type { RuleContext, RuleProblem } from '../../src/lint/rule.js';
import type { Resource } from '../../src/manifest/resource.js';

// github.com/distribution/reference v0.6.0 regexp.go, which the container runtimes follow.
const PATH_COMPONENT = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
const DOMAIN =
  /^(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*|\[[a-fA-F0-9:]+\])(?::[0-9]+)?$/;
const TAG = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;
const DIGEST = /^[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}$/;
const MAX_NAME = 255;

export default function* (resource: Resource, { graph }: RuleContext): Iterable<RuleProblem> {
  if (graph.replacesImages(resource)) return;
  for (const { container, path } of graph.workloadOf(resource)?.containers ?? []) {
    const { image } = container;
    // Placeholders, and `ko://…`: a tool puts the image in before anybody applies the file.
    if (image === undefined || image === '' || /[${]|:\/\//.test(image)) continue;
    const wrong = mistake(image);
    if (wrong !== undefined)
      yield { path: child(path, 'image'), message: `image "${image}": ${wrong}: the Pods stay in InvalidImageName` };
  }
}

function mistake(image: string): string | undefined {
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
  // With a dot, a port or a capital the first part is a registry; docker.io is meant otherwise.
  const isDomain = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost' || first !== first.toLowerCase());
  if (isDomain && !DOMAIN.test(first)) return `bad registry "${first}"`;
  for (const component of isDomain ? rest : components) {
    if (PATH_COMPONENT.test(component)) continue;
    if (component === '') return 'an empty part between slashes';
    return PATH_COMPONENT.test(component.toLowerCase()) ? `capitals in "${component}"` : `bad name "${component}"`;
  }
  return components.join('/').length > MAX_NAME ? 'too long' : undefined;
}
