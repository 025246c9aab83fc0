/** The view: draws the screen, counts real time while it plays, and turns keys into commands. */

import { Box, type Key, Text, useApp, useInput, useStdout } from 'ink';
import { useEffect, useMemo, useReducer, useState } from 'react';
import type { SimulationReport } from '../simulate/report.js';
import { reelOf } from './film.js';
import { commandsIn, ofCharacter } from './keys.js';
import type { Line, Tone } from './line.js';
import { type Command, played, startState } from './player.js';
import { type Size, screen } from './screen.js';

/** So often the screen is drawn while it plays. */
const TICK_MS = 50;

const COLOURS: Readonly<Record<Exclude<Tone, 'strong' | 'faint'>, string>> = {
  good: 'green',
  bad: 'red',
  info: 'cyan',
  warning: 'yellow',
  special: 'magenta',
};

/** What is shown, and how fast. */
export interface ViewProps {
  readonly report: SimulationReport;
  readonly speed: number | 'max';
  readonly colour: boolean;
}

/** The whole view; it exits the app on `q`. */
export function View({ report, speed, colour }: ViewProps) {
  const reel = useMemo(() => reelOf(report), [report]);
  const [state, send] = useReducer(
    (before: ReturnType<typeof startState>, command: Command) => played(before, command, reel),
    startState(reel, speed),
  );
  const size = useSize();
  const { exit } = useApp();
  useEffect(() => {
    if (!state.isPlaying) return;
    let last = performance.now();
    const timer = setInterval(() => {
      const now = performance.now();
      send({ kind: 'tick', ms: now - last });
      last = now;
    }, TICK_MS);
    return () => clearInterval(timer);
  }, [state.isPlaying]);
  useInput((input, key) => {
    if (key.escape) return exit();
    // What is typed fast arrives in one piece.
    const commands = input.length > 1 ? commandsIn(input) : [commandOf(input, key)];
    for (const command of commands) {
      if (command === 'quit') return exit();
      if (command !== undefined) send(command);
    }
  });
  // One row stays free: a terminal that is filled to its last cell scrolls.
  const lines = screen(reel, state, { columns: size.columns, rows: size.rows - 1 });
  return (
    <Box flexDirection="column">
      {lines.map((line, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line of the screen is its place.
        <ScreenLine key={place} line={line} colour={colour} />
      ))}
    </Box>
  );
}

function ScreenLine({ line, colour }: { readonly line: Line; readonly colour: boolean }) {
  if (line.length === 0) return <Text> </Text>;
  return (
    <Text wrap="truncate">
      {line.map(({ text, tone }, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces of a line have nothing but their order.
        <Text key={place} {...styleOf(tone, colour)}>
          {text}
        </Text>
      ))}
    </Text>
  );
}

/** Without colour what is bad is bold; signs and words say the rest. */
function styleOf(tone: Tone | undefined, colour: boolean): { bold?: boolean; dimColor?: boolean; color?: string } {
  if (tone === undefined) return {};
  if (tone === 'strong' || (!colour && tone === 'bad')) return { bold: true };
  if (tone === 'faint') return { dimColor: true };
  return colour ? { color: COLOURS[tone] } : {};
}

/** The size of the terminal, also when it changes. */
function useSize(): Size {
  const { stdout } = useStdout();
  const now = () => ({ columns: stdout.columns || 80, rows: stdout.rows || 24 });
  const [size, setSize] = useState<Size>(now);
  useEffect(() => {
    const changed = () => setSize({ columns: stdout.columns || 80, rows: stdout.rows || 24 });
    stdout.on('resize', changed);
    return () => {
      stdout.off('resize', changed);
    };
  }, [stdout]);
  return size;
}

function commandOf(input: string, key: Key): Command | 'quit' | undefined {
  if (key.rightArrow) return { kind: 'forward' };
  if (key.leftArrow) return { kind: 'back' };
  if (key.downArrow || key.pageDown) return { kind: 'scroll', by: 1 };
  if (key.upArrow || key.pageUp) return { kind: 'scroll', by: -1 };
  if (key.home) return { kind: 'start' };
  if (key.end) return { kind: 'end' };
  if (key.tab) return { kind: 'workload', by: key.shift ? -1 : 1 };
  return ofCharacter(input);
}
