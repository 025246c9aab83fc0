import type { StepWord } from './step.js';
import { addNodeStep } from './steps/add-node.js';
import { applyStep } from './steps/apply.js';
import { behaveStep } from './steps/behave.js';
import { cordonStep, uncordonStep } from './steps/cordon.js';
import { createStep } from './steps/create.js';
import { createJobStep } from './steps/create-job.js';
import { deleteStep } from './steps/delete.js';
import { describeStep } from './steps/describe.js';
import { dnsStep } from './steps/dns.js';
import { drainStep } from './steps/drain.js';
import { evictStep } from './steps/evict.js';
import { failNodeStep } from './steps/fail-node.js';
import { getStep } from './steps/get.js';
import { loadStep } from './steps/load.js';
import { patchStep } from './steps/patch.js';
import { pressureStep } from './steps/pressure.js';
import { reachStep } from './steps/reach.js';
import { relabelStep } from './steps/relabel.js';
import { removeNodeStep } from './steps/remove-node.js';
import { replaceStep } from './steps/replace.js';
import { rolloutStep } from './steps/rollout.js';
import { scaleStep } from './steps/scale.js';
import { setImageStep } from './steps/set-image.js';
import { taintStep } from './steps/taint.js';
import { waitStep } from './steps/wait.js';

/** Everything that a step of a scenario can do. A new word: its file in `steps/`, and a line here. */
export const STEP_WORDS: readonly StepWord[] = [
  applyStep,
  createStep,
  replaceStep,
  createJobStep,
  scaleStep,
  setImageStep,
  rolloutStep,
  deleteStep,
  relabelStep,
  patchStep,
  behaveStep,
  evictStep,
  drainStep,
  cordonStep,
  uncordonStep,
  taintStep,
  failNodeStep,
  pressureStep,
  addNodeStep,
  removeNodeStep,
  loadStep,
  getStep,
  describeStep,
  dnsStep,
  reachStep,
  waitStep,
];

/** Words of the scenario language that are not simulated yet: refused by name, never skipped. */
export const LATER_WORDS: readonly string[] = [];
