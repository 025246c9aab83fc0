/**
 * What ValidatingAdmissionPolicies say of manifests that are applied: those of the input and those of the cluster.
 * Not modelled: what controllers create and what patches change is not judged (the forecast says so); an object that is
 * applied again is judged as if it were new.
 */

import { settingsOf } from '../config/settings.js';
import { arrayOf, objectOf } from '../kube/json.js';
import type { KubernetesVersion } from '../kube/version.js';
import { installedPolicies, isAdmission } from '../lint/installed.js';
import type { Report } from '../lint/report.js';
import { ruleIds } from '../lint/rule-list.js';
import type { Settings } from '../lint/settings.js';
import { identify } from '../manifest/identify.js';
import type { Resource } from '../manifest/resource.js';
import { lintTexts } from '../project.js';
import type { NotModelled, RefusalOf } from '../simulate/inputs.js';
import type { Host } from '../source/host.js';
import type { SourceText } from '../source/text.js';
import { withInstalled } from './installed.js';
import type { LoadedConfig } from './load-config.js';
import { readFiles } from './manifests.js';
import type { GivenOptions } from './options.js';
import { refusalsIn } from './policy-refusals.js';

/** Judges texts that are applied together. */
export type SimulatedAdmission = (texts: readonly SourceText[]) => Promise<AppliedJudgement>;

/** What is refused of some texts, and what nobody could tell. */
export interface AppliedJudgement {
  readonly refusalOf: RefusalOf;
  readonly notes: readonly NotModelled[];
}

/** Who judges in this run; `undefined` where there is no policy. */
export type AdmissionOutcome =
  | { readonly kind: 'admission'; readonly admission: SimulatedAdmission | undefined }
  | { readonly kind: 'mistakes'; readonly lines: readonly string[] };

interface Query {
  readonly host: Host;
  readonly loaded: LoadedConfig;
  readonly given: GivenOptions;
  readonly version: KubernetesVersion;
  readonly texts: readonly SourceText[];
}

/** Finds the policies that are in force when something is applied. */
export async function simulatedAdmission({ version, ...query }: Query): Promise<AdmissionOutcome> {
  const { config, below } = query.loaded;
  const command = { inlineSuppressions: false, reportUnused: false, kubernetesVersion: version };
  const asked = await settingsOf({ config: { ...config, suppressions: [] }, below, command, rules: ruleIds() });
  const installed = await withInstalled(asked, query);
  if (installed.kind === 'mistakes') return installed;
  const { crds = [], policies = [] } = installed.settings.installed ?? {};
  // A rule that somebody has turned off changes nothing about the server.
  const plain: Settings = { ...installed.settings, profiles: ['recommended'], rules: new Map(), overrides: [] };
  const written = (await readFiles(query.texts)).flatMap((file) => identify(file).resources);
  // Policies of the input are there when a scenario applies its files.
  const { accepted } = await installedPolicies(written, plain);
  const own = accepted.filter(isAdmission);
  const all = [
    ...accepted,
    ...policies.filter(({ kind, name }) => !own.some((one) => one.kind === kind && one.name === name)),
  ];
  if (!all.some(isAdmission)) return { kind: 'admission', admission: undefined };
  const settings: Settings = { ...plain, installed: { crds, policies: all } };
  return { kind: 'admission', admission: (texts) => judgement(texts, all, settings) };
}

async function judgement(
  texts: readonly SourceText[],
  policies: readonly Resource[],
  settings: Settings,
): Promise<AppliedJudgement> {
  const report = await lintTexts(texts, settings);
  return {
    refusalOf: refusalsIn(report),
    notes: [
      ...policies.filter((one) => isBound(one, policies) && matchesPods(one)).map(noteOf),
      ...unevaluated(report),
    ],
  };
}

function isBound({ name }: Resource, policies: readonly Resource[]): boolean {
  return policies.some(
    ({ kind, object }) => kind === 'ValidatingAdmissionPolicyBinding' && objectOf(object.spec)?.policyName === name,
  );
}

const OF_PODS: ReadonlySet<string> = new Set(['pods', '*', '*/*']);

function matchesPods({ kind, object }: Resource): boolean {
  if (kind !== 'ValidatingAdmissionPolicy') return false;
  const rules = arrayOf(objectOf(objectOf(object.spec)?.matchConstraints)?.resourceRules) ?? [];
  return rules.some((rule) =>
    (arrayOf(objectOf(rule)?.resources) ?? []).some((name) => typeof name === 'string' && OF_PODS.has(name)),
  );
}

function noteOf({ kind, name = '', file }: Resource): NotModelled {
  const effect = 'pods that controllers create are not judged by it';
  return { file: file.file, resource: `${kind}/${name}`, namespace: undefined, field: '', effect };
}

/** What a report could not tell of policies: `KIND NAME: reason`. */
function unevaluated({ notChecked }: Report): NotModelled[] {
  return notChecked.flatMap(({ file, reason }) => {
    const [, kind, name, effect] = /^(\w+AdmissionPolicy) ([^:]+): (.*)$/s.exec(reason) ?? [];
    if (kind === undefined || name === undefined || effect === undefined) return [];
    return [{ file, resource: `${kind}/${name}`, namespace: undefined, field: '', effect }];
  });
}
