/** One run as front ends ask for it: from what was read to a report. */

import type { KubernetesVersion } from '../kube/version.js';
import type { AlertWatch, GivenRules, WatchAlerts } from './alerts/watch-alerts.js';
import { unknownMetrics } from './controllers/hpa/verdict.js';
import { CONTROLLERS } from './controllers.js';
import { type Forecast, forecast, type Plan, type Settled } from './forecast.js';
import type { Inputs } from './inputs.js';
import type { Assumptions } from './kubelet/behaviour.js';
import { type Assumption, planOf } from './plan.js';
import { withRanges } from './ranges.js';
import type { SimulationReport, WhatIf, WhatIfs } from './report.js';
import { type Assertion, judge } from './scenario/assertions.js';
import type { Scenario } from './scenario/read-scenario.js';
import { serviceVerdicts } from './services/service-verdict.js';
import { rejectedVerdict, withUnknowns } from './unknown.js';
import { verdicts } from './verdict.js';
import { ask } from './what-if/ask.js';
import type { Fault } from './what-if/fault.js';
import type { WorkloadAssumption } from './workload-lives.js';
import type { PodSecurityDefault } from './world.js';

/** What is played. */
export interface Game {
  /** What was given besides the files that the scenario applies. */
  readonly inputs: Inputs;
  readonly scenario: Scenario | undefined;
  /** Inputs of the files that the scenario applies, by the name it gives them. */
  readonly applied: ReadonlyMap<string, Inputs>;
}

/** How it is played. */
export interface PlayOptions {
  readonly version: KubernetesVersion;
  /** `undefined` leaves it to the scenario, or is 1. */
  readonly seed?: number | undefined;
  readonly assume: Partial<Assumptions>;
  readonly assumeOf?: readonly WorkloadAssumption[];
  /** Asserted besides what the scenario asserts. */
  readonly assertions: readonly Assertion[];
  /** When the forecast ends at the latest, in virtual milliseconds. */
  readonly horizonMs: number;
  /** With how many seeds it is played, to see ranges; fewer where that takes long. 1 if absent. */
  readonly seeds?: number;
  /** Faults after a first apply; nothing is asked then. */
  readonly faults?: readonly Fault[];
  /** The questions asked of a first apply; none where a scenario is played. */
  readonly whatIfs?: ReadonlySet<WhatIf['name']>;
  /** Tells which alerts fire; needed only where there is a PrometheusRule. */
  readonly watchAlerts?: WatchAlerts | undefined;
  /** The Pod Security level that the cluster enforces where a Namespace says nothing. */
  readonly podSecurity?: PodSecurityDefault | undefined;
  /** What stands before the step of this number has stood for long, whatever the time line says. */
  readonly standsBefore?: number;
}

const NOTHING_ASKED: WhatIfs = { whatIfs: [], leftOut: [] };

/** So many looks of controllers at objects end any forecast; ten thousand replicas need about a tenth. */
const MAX_WAKE_UPS = 50_000_000;

/** Plays it and concludes. */
export function play({ inputs, scenario, applied }: Game, options: PlayOptions): SimulationReport {
  const appliesFiles = scenario !== undefined && scenario.files.length > 0;
  const { version, seed, assume, assumeOf = [], faults = [], horizonMs } = options;
  const { plan, assumptions, brokenLives } = planOf({
    version,
    seed,
    assume,
    assumeOf,
    faults,
    scenario,
    manifests: appliesFiles ? [] : inputs.manifests,
    manifestsOf: (file) => applied.get(file)?.manifests ?? [],
    namespaces: new Map([inputs, ...applied.values()].flatMap((one) => [...(one.namespaces ?? [])])),
    podSecurity: options.podSecurity,
    limits: { horizonMs, maxWakeUps: MAX_WAKE_UPS },
  });
  const names = scenario === undefined && faults.length === 0 ? (options.whatIfs ?? new Set()) : new Set<never>();
  let asked = NOTHING_ASKED;
  const askThen = (point: Settled) => {
    asked = ask(point, { names, horizonMs, brokenLives });
  };
  const rules = rulesIn({ inputs, scenario, applied });
  const watch = (one: Plan) =>
    rules.length === 0 ? undefined : options.watchAlerts?.(rules, one.settings, options.standsBefore);
  const watched = watch(plan);
  const result = forecast(withWitness(plan, watched), CONTROLLERS, names.size === 0 ? undefined : askThen);
  const everything = appliesFiles ? [...applied.values()] : [inputs];
  const manifests = everything.flatMap((one) => one.manifests);
  const notModelled = [...everything.flatMap((one) => one.notModelled), ...unknownMetrics(result.world, manifests)];
  const assertions = [...(scenario?.assertions ?? []), ...options.assertions];
  const isAboutAlerts = assertions.some((assertion) => assertion.of === 'alert');
  const others = otherSeeds(plan, result, {
    seeds: options.seeds ?? 1,
    watch: isAboutAlerts ? watch : () => undefined,
  }).map((other) => ({ ...other, verdicts: verdicts(other.run) }));
  const judged = withUnknowns(
    withRanges(
      verdicts(result),
      others.map((other) => other.verdicts),
    ),
    notModelled,
  );
  const alerts = watched?.verdicts(result.steps, judged);
  const services = serviceVerdicts(result);
  const rejected = everything.flatMap((one) => one.rejected);
  const refused = rejected.map(rejectedVerdict);
  const seeded = (assertions.length === 0 ? [] : others).map((other) => {
    const own = withUnknowns(other.verdicts, notModelled);
    const fired = other.watched?.verdicts(other.run.steps, own);
    return { seed: other.seed, verdicts: [...own, ...refused], services: serviceVerdicts(other.run), alerts: fired };
  });
  return {
    version,
    scenario: scenario?.name ?? '',
    seed: plan.settings.seed,
    seeds: others.length + 1,
    assumptions: alerts === undefined ? assumptions : [...assumptions, PROMETHEUS],
    rejected,
    notModelled,
    forecast: result,
    notReached: plan.steps.slice(result.steps.length).map(({ text }) => text),
    verdicts: judged,
    services,
    ...(alerts !== undefined && { alerts }),
    assertions: assertions.map((assertion) =>
      judge(assertion, { verdicts: [...judged, ...refused], services, alerts }, seeded),
    ),
    whatIfs: asked.whatIfs,
    whatIfsLeftOut: asked.leftOut,
  };
}

/** More than so many wake-ups in all are not worth a range. */
const MAX_RANGED_WAKE_UPS = 20_000;

interface Seeded {
  readonly seed: number;
  readonly run: Forecast;
  readonly watched: AlertWatch | undefined;
}

interface OtherSeeds {
  readonly seeds: number;
  readonly watch: (plan: Plan) => AlertWatch | undefined;
}

function otherSeeds(plan: Plan, { wakeUps }: Forecast, { seeds, watch }: OtherSeeds): Seeded[] {
  if (wakeUps * seeds > MAX_RANGED_WAKE_UPS) return [];
  const { settings } = plan;
  return Array.from({ length: Math.max(0, seeds - 1) }, (_unused, place) => {
    const seed = settings.seed + place + 1;
    const other = { ...plan, settings: { ...settings, seed } };
    const watched = watch(other);
    const run = forecast(withWitness(other, watched));
    return { seed, run, watched };
  });
}

const PROMETHEUS: Assumption = {
  name: 'prometheus',
  value: 'scrapes kube-state-metrics as job kube-state-metrics every 30 s, evaluates rules every 30 s',
  source: 'default',
};

function withWitness(plan: Plan, watch: AlertWatch | undefined): Plan {
  return watch === undefined ? plan : { ...plan, witness: watch.witness };
}

/** All rules for alerts: those given hold from the start, others from the step that applies them. */
function rulesIn({ inputs, scenario, applied }: Game): readonly GivenRules[] {
  const given = { manifests: inputs.alertRules ?? [], step: undefined, isRemoval: false };
  const ofSteps = (scenario?.steps ?? []).map(({ step: { files = [], text } }, step) => ({
    manifests: files.flatMap((file) => applied.get(file)?.alertRules ?? []),
    step,
    isRemoval: text.startsWith('delete '),
  }));
  return [given, ...ofSteps].filter(({ manifests }) => manifests.length > 0);
}
