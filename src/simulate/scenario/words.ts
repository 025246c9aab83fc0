import type { StepWord } from './step.js';
import { applyStep } from './steps/apply.js';
import { behaveStep } from './steps/behave.js';
import { deleteStep } from './steps/delete.js';
import { patchStep } from './steps/patch.js';
import { relabelStep } from './steps/relabel.js';
import { rolloutStep } from './steps/rollout.js';
import { scaleStep } from './steps/scale.js';
import { setImageStep } from './steps/set-image.js';
import { waitStep } from './steps/wait.js';

/** Everything that a step of a scenario can do. A new word: its file in `steps/`, and a line here. */
export const STEP_WORDS: readonly StepWord[] = [
  applyStep,
  scaleStep,
  setImageStep,
  rolloutStep,
  deleteStep,
  relabelStep,
  patchStep,
  behaveStep,
  waitStep,
];

/** Words of the scenario language that are not simulated yet: refused by name, never skipped. */
export const LATER_WORDS: readonly string[] = [
  'drain',
  'cordon',
  'uncordon',
  'fail-node',
  'add-node',
  'remove-node',
  'load',
];
