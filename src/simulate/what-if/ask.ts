/**
 * Asks what everybody wants to know of a first apply: each question is a run of its own that forks from the settled apply.
 * Questions are asked as long as all of them together stay cheap; what is left out is said.
 */

import { forecastFrom, type Settled } from '../forecast.js';
import type { PodLives } from '../kubelet/lives.js';
import { KINDS } from '../objects/kinds.js';
import type { WhatIf, WhatIfs } from '../report.js';
import type { FinalStanding } from '../standings.js';
import { answerOf } from './answer.js';
import { drainQuestion, type Question, questionText, rolledWorkloads, templateQuestions } from './question.js';
import { livesOf } from './template-change.js';

/**
 * How many wake-ups all questions together may take, of workloads and of drains: about as many as the first apply took, or a
 * second's worth.
 */
const LEAST_BUDGET = { template: 20_000, drain: 10_000 };

/** Both questions of one workload are asked, however large it is. */
const LEAST_ASKED = 2;

/** Copying so many objects of a world takes as long as one wake-up. */
const OBJECTS_PER_WAKE_UP = 8;

// No question takes longer, whatever goes on for ever in it.
const MOST_WAKE_UPS = 1_000_000;
const MOST_TIMES = 20;

/** What is asked of which state. */
export interface Asking {
  readonly names: ReadonlySet<WhatIf['name']>;
  /** When a run ends at the latest, in virtual milliseconds after the question. */
  readonly horizonMs: number;
  /** The lives of pods that never get ready. */
  readonly brokenLives: PodLives;
}

/** The questions and their answers; nodes whose drain does the same are one. */
export function ask(point: Settled, { names, horizonMs, brokenLives }: Asking): WhatIfs {
  const { world } = point.simulation;
  const leftOut: string[] = [];
  const isReady = ({ standing }: FinalStanding) => standing.outcome === 'complete';
  const workloads = rolledWorkloads(point.standings);
  const asksTemplates = names.has('template-change') || names.has('broken-template-change');
  const unready = asksTemplates ? workloads.filter((one) => !isReady(one)) : [];
  if (unready.length > 0) leftOut.push(notReady(unready));
  const ofTemplates = workloads
    .filter(isReady)
    .flatMap(templateQuestions)
    .filter(({ name }) => names.has(name));
  // Where no pod is nothing moves.
  const asksDrains = names.has('drain') && world.objects.Pod.size > 0;
  const nodes = asksDrains ? [...world.objects.Node.values()].map(({ metadata }) => metadata.name) : [];
  const purse: Purse = { point, horizonMs, brokenLives };
  const { count } = point.simulation;
  const templates = answers(ofTemplates, purse, Math.max(LEAST_BUDGET.template, count));
  const drains = answers(nodes.map(drainQuestion), purse, Math.max(LEAST_BUDGET.drain, count / 2));
  const changes = ofTemplates.length - templates.length;
  if (changes > 0) leftOut.push(`${changes} of ${ofTemplates.length} template changes: more than one run plays`);
  if (nodes.length > drains.length)
    leftOut.push(`drains of ${nodes.length - drains.length} of ${nodes.length} nodes: more than one run plays`);
  return { whatIfs: [...templates, ...folded(drains)], leftOut };
}

const MAX_NAMED = 3;

function notReady(workloads: readonly FinalStanding[]): string {
  const names = workloads.slice(0, MAX_NAMED).map(({ kind, key }) => `${kind} ${key}`);
  const more = workloads.length - names.length;
  const all = more > 0 ? `${names.join(', ')} and ${more} more` : names.join(', ');
  return `template changes of ${all}: the first apply does not complete`;
}

interface Purse extends Omit<Asking, 'names'> {
  readonly point: Settled;
}

function answers(questions: readonly Question[], { point, horizonMs, brokenLives }: Purse, budget: number): WhatIf[] {
  const { simulation } = point;
  const { settings, now, objects } = simulation.world;
  const copying = KINDS.reduce((total, kind) => total + objects[kind].size, 0) / OBJECTS_PER_WAKE_UP;
  const found: WhatIf[] = [];
  let left = budget;
  for (const question of questions) {
    if (left <= 0 && found.length >= LEAST_ASKED) break;
    const { name, subject, namespace, steps, isBroken } = question;
    const limits = { horizonMs: now + horizonMs, maxWakeUps: Math.max(MOST_WAKE_UPS, MOST_TIMES * simulation.count) };
    const lives = isBroken ? livesOf(settings.lives, brokenLives) : settings.lives;
    const forecast = forecastFrom(point, { settings: { ...settings, lives }, steps, limits });
    left -= forecast.wakeUps + copying;
    const answer = answerOf(question, forecast);
    const text = questionText(name, [subject]);
    found.push({ name, subject, alike: [], namespace, question: text, forecast, ...answer });
  }
  return found;
}

/** Drains with the same answer, whichever node it is, become one; so do those that hit another pod of a StatefulSet. */
function folded(drains: readonly WhatIf[]): WhatIf[] {
  const byAnswer = new Map<string, WhatIf[]>();
  for (const drain of drains) {
    const shape = drain.answer.replaceAll(/-\d+(?= (?:cannot|never|is|has|ends|waits|fails) )/g, '-#');
    const alike = byAnswer.get(shape);
    if (alike === undefined) byAnswer.set(shape, [drain]);
    else alike.push(drain);
  }
  return [...byAnswer.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const alike = others.map(({ subject }) => subject);
    const isSame = others.every(({ answer }) => answer === first.answer);
    const of = `; of ${first.subject.slice('Node/'.length)}, the others alike with their pods`;
    const answer = isSame ? first.answer : `${first.answer}${of}`;
    return [{ ...first, alike, answer, question: questionText(first.name, [first.subject, ...alike]) }];
  });
}
