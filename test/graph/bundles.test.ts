import { describe, expect, test } from 'vitest';
import { configMap, deployment, project } from './project.js';

const secret = 'apiVersion: v1\nkind: Secret\nmetadata: { name: token }\n';
const web = deployment('web', '{ app: web }');

// What a lookup of ConfigMap web-config from Deployment web says, by project.
const cases: readonly { name: string; files: Record<string, string>; from: string; says: string }[] = [
  {
    name: 'in the same file',
    files: { 'web.yaml': `${web}---\n${configMap('web-config')}` },
    from: 'web.yaml',
    says: 'found in web.yaml',
  },
  {
    name: 'in the same directory',
    files: { 'web.yaml': web, 'config.yaml': configMap('web-config') },
    from: 'web.yaml',
    says: 'found in config.yaml',
  },
  {
    name: 'in another directory',
    files: { 'apps/web.yaml': web, 'config/web.yaml': configMap('web-config') },
    from: 'apps/web.yaml',
    says: 'found in config/web.yaml',
  },
  { name: 'nowhere', files: { 'web.yaml': web, 'config.yaml': configMap('other') }, from: 'web.yaml', says: 'absent' },
  {
    name: 'in another namespace',
    files: {
      'web.yaml': web.replace('name: web }', 'name: web, namespace: shop }'),
      'config.yaml': configMap('web-config', 'web'),
    },
    from: 'web.yaml',
    says: 'absent',
  },
  {
    name: 'in a namespace, from a manifest that does not say',
    files: { 'web.yaml': web, 'config.yaml': configMap('web-config', 'shop') },
    from: 'web.yaml',
    says: 'found in config.yaml',
  },
  {
    name: 'only in the alternative directory',
    files: { 'dev/web.yaml': web, 'dev/config.yaml': configMap('web-config'), 'prod/web.yaml': web },
    from: 'prod/web.yaml',
    says: 'absent',
  },
  {
    name: 'above the alternatives',
    files: { 'dev/web.yaml': web, 'prod/web.yaml': web, 'config.yaml': configMap('web-config') },
    from: 'prod/web.yaml',
    says: 'found in config.yaml',
  },
  {
    name: 'beside the alternatives, in a directory that repeats nothing',
    files: { 'dev/web.yaml': web, 'prod/web.yaml': web, 'shared/config.yaml': configMap('web-config') },
    from: 'prod/web.yaml',
    says: 'elsewhere',
  },
  {
    name: 'only in the alternative file',
    files: { 'v1.yaml': `${web}---\n${configMap('web-config')}`, 'v2.yaml': web },
    from: 'v2.yaml',
    says: 'absent',
  },
  {
    name: 'in pieces beside a file that holds all of them',
    files: {
      'all.yaml': `${web}---\n${configMap('web-config')}`,
      'web.yaml': web,
      'config.yaml': configMap('web-config'),
    },
    from: 'web.yaml',
    says: 'found in config.yaml',
  },
  {
    name: 'among the resources of a kustomization',
    files: {
      'web/kustomization.yaml': 'resources: [web.yaml, config.yaml]\n',
      'web/web.yaml': web,
      'web/config.yaml': configMap('web-config'),
    },
    from: 'web/web.yaml',
    says: 'found in web/config.yaml',
  },
  {
    name: 'in an overlay of the base',
    files: {
      'base/kustomization.yaml': 'resources: [web.yaml]\n',
      'base/web.yaml': web,
      'prod/kustomization.yaml': 'resources: [../base, config.yaml]\n',
      'prod/config.yaml': configMap('web-config'),
    },
    from: 'base/web.yaml',
    says: 'found in prod/config.yaml',
  },
  {
    name: 'in the other overlay of the base',
    files: {
      'base/kustomization.yaml': 'resources: [base.yaml]\n',
      'base/base.yaml': configMap('base'),
      'dev/kustomization.yaml': 'resources: [../base, config.yaml]\n',
      'dev/config.yaml': configMap('web-config'),
      'prod/kustomization.yaml': 'resources: [../base, web.yaml]\n',
      'prod/web.yaml': web,
    },
    from: 'prod/web.yaml',
    says: 'absent',
  },
  {
    name: 'made by a generator',
    files: {
      'kustomization.yaml': 'resources: [web.yaml]\nconfigMapGenerator: [{ name: web-config }]\n',
      'web.yaml': web,
    },
    from: 'web.yaml',
    says: 'elsewhere',
  },
  {
    name: 'perhaps in a remote resource',
    files: { 'kustomization.yaml': 'resources: [web.yaml, "https://example.com/config.yaml"]\n', 'web.yaml': web },
    from: 'web.yaml',
    says: 'hidden: kustomization.yaml: https://example.com/config.yaml is not among these files',
  },
  {
    name: 'under a name with the prefix of the kustomization',
    files: {
      'kustomization.yaml': 'namePrefix: web-\nresources: [web.yaml, config.yaml]\n',
      'web.yaml': web,
      'config.yaml': configMap('config'),
    },
    from: 'web.yaml',
    says: 'elsewhere',
  },
  {
    name: 'perhaps in a file that cannot be read',
    files: { 'web.yaml': web, 'config.yaml': 'kind: [\n' },
    from: 'web.yaml',
    says: 'hidden: config.yaml: cannot be read',
  },
  {
    name: 'perhaps in a template',
    files: { 'web.yaml': web, 'config.yaml': 'kind: {{ .Values.kind }}\nname: {{ x }}\n' },
    from: 'web.yaml',
    says: 'hidden: config.yaml: is a template',
  },
  {
    name: 'a broken file among the alternatives hides nothing',
    files: { 'dev/web.yaml': web, 'dev/config.yaml': 'kind: [\n', 'prod/web.yaml': `${web}---\n${configMap('other')}` },
    from: 'prod/web.yaml',
    says: 'absent',
  },
  {
    name: 'named by a custom resource',
    files: {
      'web.yaml': web,
      'config.yaml':
        'apiVersion: example.com/v1\nkind: Config\nmetadata: { name: c }\nspec: { target: { name: web-config } }\n',
    },
    from: 'web.yaml',
    says: 'elsewhere',
  },
];

describe.each(['as written', 'reversed'] as const)('a ConfigMap, files %s', (order) => {
  test.each(cases)('$name', ({ files, from, says }) => {
    const { graph, resource } = project(files, order);
    const asking = resource(from, 'Deployment', 'web');
    const answer = graph.named(asking, { kind: 'ConfigMap', name: 'web-config', namespace: asking.namespace });
    const said =
      answer.kind === 'found'
        ? `found in ${answer.all.map(({ file }) => file.file).join(', ')}`
        : answer.kind === 'hidden'
          ? `hidden: ${answer.reason}`
          : answer.kind;
    expect(said).toBe(says);
  });
});

test('the configuration overrules directories', () => {
  const files = { 'dev/web.yaml': web, 'dev/config.yaml': configMap('web-config'), 'prod/web.yaml': web };
  const everything = [{ name: 'all', matches: () => true }];
  const { graph, resource } = project(files, 'as written', everything);
  const answer = graph.named(resource('prod/web.yaml', 'Deployment', 'web'), {
    kind: 'ConfigMap',
    name: 'web-config',
    namespace: undefined,
  });
  expect(answer.kind).toBe('found');
});

describe('what is often kept out of the files', () => {
  const ask = (files: Record<string, string>, kind: string): string => {
    const { graph, resource } = project(files);
    return graph.named(resource('web.yaml', 'Deployment', 'web'), { kind, name: 'web', namespace: undefined }).kind;
  };

  test('is absent only where the files hold another one', () => {
    expect(ask({ 'web.yaml': web, 'config.yaml': configMap('web') }, 'Secret')).toBe('elsewhere');
    expect(ask({ 'web.yaml': web, 'secret.yaml': secret }, 'Secret')).toBe('absent');
  });

  test('and an object all by itself misses nothing', () => {
    expect(ask({ 'web.yaml': web }, 'ConfigMap')).toBe('elsewhere');
  });
});
