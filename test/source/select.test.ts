import { describe, expect, test } from 'vitest';
import { ignoreRules } from '../../src/source/ignore-files.js';
import { select } from '../../src/source/select.js';
import { type Content, folderWith } from './folder.js';

const SHOP = {
  'web.yaml': '',
  'orders/deployment.yml': '',
  'orders/service.json': '',
  'orders/README.md': '',
  '.hidden/worker.yaml': '',
  'node_modules/chart/values.yaml': '',
  '.git/config.yaml': '',
};

interface Case {
  readonly name: string;
  readonly files: Readonly<Record<string, Content>>;
  readonly paths: readonly string[];
  readonly selected: readonly string[];
  readonly links?: readonly string[];
  readonly problems?: readonly string[];
}

const CASES: readonly Case[] = [
  {
    name: 'a folder: all manifests below, sorted, without .git and node_modules',
    files: SHOP,
    paths: ['.'],
    selected: ['.hidden/worker.yaml', 'orders/deployment.yml', 'orders/service.json', 'web.yaml'],
  },
  {
    name: 'a file named is taken whatever its name',
    files: SHOP,
    paths: ['orders/README.md'],
    selected: ['orders/README.md'],
  },
  {
    name: 'a file named twice is one file',
    files: SHOP,
    paths: ['web.yaml', './web.yaml', '.'.concat('/orders/../web.yaml')],
    selected: ['web.yaml'],
  },
  {
    name: 'a glob',
    files: SHOP,
    paths: ['orders/*.{yml,json}'],
    selected: ['orders/deployment.yml', 'orders/service.json'],
  },
  { name: 'a glob over folders', files: SHOP, paths: ['**/*.yaml'], selected: ['.hidden/worker.yaml', 'web.yaml'] },
  {
    name: 'a file whose name looks like a glob',
    files: { 'a[1].yaml': '' },
    paths: ['a[1].yaml'],
    selected: ['a[1].yaml'],
  },
  {
    name: 'a path that is not there',
    files: SHOP,
    paths: ['web.yaml', 'wbe.yaml'],
    selected: ['web.yaml'],
    problems: ['cannot read wbe.yaml: no such file or directory'],
  },
  {
    name: 'a glob without a match',
    files: SHOP,
    paths: ['charts/*.yaml'],
    selected: [],
    problems: ['no file matches charts/*.yaml'],
  },
  {
    name: '.gitignore files, nested, with exceptions',
    files: {
      '.git/HEAD': '',
      '.gitignore': '*.secret.yaml\n/build/\n',
      'a.secret.yaml': '',
      'build/out.yaml': '',
      'deploy/build/kept.yaml': '',
      'deploy/.gitignore': '!b.secret.yaml\ngenerated.yaml\n',
      'deploy/b.secret.yaml': '',
      'deploy/generated.yaml': '',
      'generated.yaml': '',
    },
    paths: ['.'],
    selected: ['deploy/b.secret.yaml', 'deploy/build/kept.yaml', 'generated.yaml'],
  },
  {
    name: 'the .gitignore above the folder asked for counts, too',
    files: { '.git/HEAD': '', '.gitignore': 'deploy/local.yaml\n', 'deploy/local.yaml': '', 'deploy/web.yaml': '' },
    paths: ['deploy'],
    selected: ['deploy/web.yaml'],
  },
  {
    name: 'the ignore list of the configuration, which files named one by one pass',
    files: { 'vendor/chart.yaml': '', 'vendor/pinned.yaml': '', 'web.yaml': '' },
    paths: ['.', 'vendor/pinned.yaml'],
    selected: ['vendor/pinned.yaml', 'web.yaml'],
  },
  {
    name: 'links: circles and dangling ones are nothing, inside is found anyway, outside is said',
    files: {
      'shop/web.yaml': '',
      'shop/again.yaml': { link: 'web.yaml' },
      'shop/circle': { link: '.' },
      'shop/loop.yaml': { link: 'loop.yaml' },
      'shop/gone.yaml': { link: 'nowhere.yaml' },
      'shop/out.yaml': { link: '../other.yaml' },
      'other.yaml': '',
    },
    paths: ['shop'],
    selected: ['shop/web.yaml'],
    links: ['shop/out.yaml'],
  },
];

describe('select', () => {
  test.each(CASES)('$name', async ({ files, paths, selected, links = [], problems = [] }) => {
    const cwd = folderWith(files);
    const ignored = ignoreRules(cwd, 'vendor/');
    const selection = await select(paths, { cwd, ignored });
    expect({ ...selection, files: selection.files.map(({ file }) => file) }).toEqual({
      files: selected,
      links,
      problems,
    });
  });
});
