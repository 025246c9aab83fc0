import type { KubernetesVersion } from '../kube/version.js';
import { NEWEST, parseVersion } from '../kube/version.js';
import type { Override, RuleSetting, Settings, SuppressionSetting } from '../lint/settings.js';
import type { Config, WrittenRules, WrittenSeverity } from './config.js';

/** What the command line says on top of the configuration. */
export interface CommandSettings {
  readonly kubernetesVersion?: KubernetesVersion;
  readonly profiles?: readonly string[];
  readonly rules?: ReadonlyMap<string, RuleSetting>;
  readonly inlineSuppressions: boolean;
  readonly reportUnused: boolean;
}

/** A file's name as findings have it → its path below the configuration's folder; `undefined` outside of it. */
export type BelowConfig = (file: string) => string | undefined;

/** All that settings are made of. */
export interface SettingsParts {
  readonly config: Config;
  readonly below: BelowConfig;
  readonly command: CommandSettings;
  /** All rule ids: what `category/*` stands for. */
  readonly rules: readonly string[];
}

/** Configuration and command line → settings; the command line wins. */
export async function settingsOf({ config, below, command, rules: ids }: SettingsParts): Promise<Settings> {
  const matcher = await matcherFor(config, below);
  const written = config.profiles ?? (config.profile === undefined ? undefined : [config.profile]);
  const fromFile = config.kubernetesVersion === undefined ? undefined : parseVersion(config.kubernetesVersion);
  const overrides: Override[] = (config.overrides ?? []).map(({ files, rules }) => ({
    matches: matcher(files),
    rules: rulesOf(rules, ids),
  }));
  if (command.rules !== undefined) overrides.push({ matches: () => true, rules: command.rules });
  return {
    kubernetesVersion: command.kubernetesVersion ?? fromFile ?? NEWEST,
    profiles: command.profiles ?? written ?? ['recommended'],
    rules: rulesOf(config.rules ?? {}, ids),
    overrides,
    bundles: (config.bundles ?? []).map(({ name, files }) => ({ name, matches: matcher(files) })),
    ...podSecurityOf(config),
    suppressions: (config.suppressions ?? []).map(({ files, ...rest }): SuppressionSetting => {
      return files === undefined ? rest : { ...rest, matches: matcher(files) };
    }),
    inlineSuppressions: command.inlineSuppressions,
    reportUnused: command.reportUnused,
  };
}

function podSecurityOf({ podSecurity }: Config): Pick<Settings, 'podSecurity'> {
  if (podSecurity === undefined) return {};
  const { enforce, version = 'latest', exemptNamespaces = [] } = podSecurity;
  return { podSecurity: { enforce, version, exemptNamespaces } };
}

type Matcher = (globs: readonly string[]) => (file: string) => boolean;

/** Globs are compiled only for configurations that have any. */
async function matcherFor(
  { overrides = [], bundles = [], suppressions = [] }: Config,
  below: BelowConfig,
): Promise<Matcher> {
  const hasGlobs = overrides.length > 0 || bundles.length > 0 || suppressions.some(({ files }) => files !== undefined);
  if (!hasGlobs) return () => () => false;
  const { default: picomatch } = await import('picomatch');
  return (globs) => {
    const matches = picomatch([...globs], { dot: true });
    return (file) => {
      const path = below(file);
      return path !== undefined && matches(path);
    };
  };
}

function rulesOf(written: WrittenRules, ids: readonly string[]): Map<string, RuleSetting> {
  const settings = Object.entries(written).map(([rule, setting]): [string, RuleSetting] => {
    if (typeof setting !== 'object') return [rule, { severity: severityIn(setting) }];
    const { severity, options } = setting;
    return [
      rule,
      { ...(severity !== undefined && { severity: severityIn(severity) }), ...(options !== undefined && { options }) },
    ];
  });
  return spelledOut(settings, ids);
}

/** Settings with `category/*` replaced by the rules it stands for; what names a rule itself wins over its category. */
export function spelledOut(
  settings: readonly [string, RuleSetting][],
  ids: readonly string[],
): Map<string, RuleSetting> {
  const spelled = new Map<string, RuleSetting>();
  for (const [rule, setting] of settings) {
    if (!rule.endsWith('/*')) continue;
    for (const id of ids) if (id.startsWith(rule.slice(0, -1))) spelled.set(id, setting);
  }
  for (const [rule, setting] of settings) if (!rule.endsWith('/*')) spelled.set(rule, setting);
  return spelled;
}

function severityIn(written: WrittenSeverity): Exclude<WrittenSeverity, false> {
  return written === false ? 'off' : written;
}
