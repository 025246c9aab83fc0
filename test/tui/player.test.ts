import { describe, expect, test } from 'vitest';
import { type Command, type Film, type PlayerState, played, startState } from '../../src/tui/player.js';

const FILM: Film = { moments: [0, 5000, 10_000], endedAt: 12_000, workloads: 2 };
const START: PlayerState = { at: 0, isPlaying: true, speed: 10, workload: 0, scroll: 0, showsVerdict: false };

describe('the start', () => {
  test.each([
    { name: 'plays', film: FILM, speed: 10, state: START },
    { name: 'has nothing to play', film: { ...FILM, endedAt: 0 }, speed: 10, state: { ...START, isPlaying: false } },
    { name: 'is the end', film: FILM, speed: 'max', state: { ...START, at: 12_000, isPlaying: false } },
  ] as const)('$name', ({ film, speed, state }) => {
    expect(startState(film, speed)).toEqual(state);
  });
});

describe('a command', () => {
  const paused = { ...START, isPlaying: false };
  test.each<{ name: string; from?: Partial<PlayerState>; command: Command; to: Partial<PlayerState> }>([
    { name: 'time passes', command: { kind: 'tick', ms: 100 }, to: { at: 1000 } },
    { name: 'time stands still', from: paused, command: { kind: 'tick', ms: 100 }, to: paused },
    { name: 'the end stops it', command: { kind: 'tick', ms: 5000 }, to: { at: 12_000, isPlaying: false } },
    { name: 'pause', command: { kind: 'play' }, to: { isPlaying: false } },
    { name: 'play', from: paused, command: { kind: 'play' }, to: { isPlaying: true } },
    { name: 'play again', from: { ...paused, at: 12_000 }, command: { kind: 'play' }, to: { at: 0, isPlaying: true } },
    { name: 'forward', command: { kind: 'forward' }, to: { at: 5000, isPlaying: false } },
    {
      name: 'forward past the last',
      from: { at: 10_000 },
      command: { kind: 'forward' },
      to: { at: 12_000, isPlaying: false },
    },
    { name: 'back', from: { at: 7000 }, command: { kind: 'back' }, to: { at: 5000, isPlaying: false } },
    { name: 'back at the start', command: { kind: 'back' }, to: { at: 0, isPlaying: false } },
    { name: 'home', from: { at: 7000 }, command: { kind: 'start' }, to: { at: 0 } },
    { name: 'end', command: { kind: 'end' }, to: { at: 12_000, isPlaying: false } },
    { name: 'faster', command: { kind: 'faster' }, to: { speed: 20 } },
    { name: 'slower', command: { kind: 'slower' }, to: { speed: 5 } },
    { name: 'slowest', from: { speed: 0.5 }, command: { kind: 'slower' }, to: { speed: 0.5 } },
    { name: 'from a speed of nobody else', from: { speed: 7 }, command: { kind: 'faster' }, to: { speed: 10 } },
    {
      name: 'next workload',
      from: { scroll: 3 },
      command: { kind: 'workload', by: 1 },
      to: { workload: 1, scroll: 0 },
    },
    { name: 'around', from: { workload: 1 }, command: { kind: 'workload', by: 1 }, to: { workload: 0 } },
    { name: 'around the other way', command: { kind: 'workload', by: -1 }, to: { workload: 1 } },
    { name: 'down', command: { kind: 'scroll', by: 1 }, to: { scroll: 1 } },
    { name: 'up at the top', command: { kind: 'scroll', by: -1 }, to: { scroll: 0 } },
    { name: 'the verdict', from: { scroll: 2 }, command: { kind: 'verdict' }, to: { showsVerdict: true, scroll: 0 } },
  ])('$name', ({ from = {}, command, to }) => {
    const before = { ...START, ...from };
    expect(played(before, command, FILM)).toEqual({ ...before, ...to });
  });
});
