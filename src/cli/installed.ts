import type { Settings } from '../lint/settings.js';
import type { Host } from '../source/host.js';
import type { SourceText } from '../source/text.js';
import type { LoadedConfig } from './load-config.js';
import type { GivenOptions, OptionSpec } from './options.js';

/** The options of every command that judges manifests. */
export const INSTALLED_OPTIONS: readonly OptionSpec[] = [
  {
    name: 'crds',
    value: 'PATH',
    repeatable: true,
    summary: 'CustomResourceDefinitions that judge custom resources and are not linted: file, folder, glob',
  },
  {
    name: 'policies',
    value: 'PATH',
    repeatable: true,
    summary: 'admission policies of the cluster, bindings and params: file, folder, glob',
  },
];

/** Settings with what the cluster has, and the texts that findings may then point to; or mistakes as lines. */
export type InstalledSettings =
  | { readonly kind: 'settings'; readonly settings: Settings; readonly sources: readonly SourceText[] }
  | { readonly kind: 'mistakes'; readonly lines: readonly string[] };

/** Adds what the configuration and the command line name; tells on standard error what came to nothing. */
export async function withInstalled(
  settings: Settings,
  query: {
    readonly host: Host;
    readonly loaded: LoadedConfig;
    readonly given: GivenOptions;
    readonly texts: readonly SourceText[];
  },
): Promise<InstalledSettings> {
  if (!namesInstalled(query.loaded, query.given)) return { kind: 'settings', settings, sources: [] };
  const { loadInstalled } = await import('./load-installed.js');
  const load = await loadInstalled({ ...query, settings });
  if (load.kind === 'mistakes') return load;
  if (!query.given.switches.has('quiet')) for (const notice of load.notices) query.host.err(`rollcast: ${notice}\n`);
  return { kind: 'settings', settings: { ...settings, installed: load.installed }, sources: load.sources };
}

/** Does anybody name anything? Without that nothing of this has to be loaded. */
export function namesInstalled({ config }: LoadedConfig, given: GivenOptions): boolean {
  const { crds = [], policies = [] } = config;
  return crds.length > 0 || policies.length > 0 || given.values.has('crds') || given.values.has('policies');
}
