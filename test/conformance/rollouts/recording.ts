import { readFileSync } from 'node:fs';

/** One line of a recording (`traces/NAME.jsonl`), or of what the simulator did, in the same words. */
export interface Line {
  readonly t_ms: number;
  readonly step: number;
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'STEP' | 'NOTE';
  readonly kind?: string;
  readonly name?: string;
  readonly text?: string;
  readonly [field: string]: unknown;
}

/** The lines of a recording, in their order. */
export function readRecording(file: string): Line[] {
  const texts = readFileSync(file, 'utf8').split('\n');
  // Written by the oracle's `trace`, one object a line.
  return texts.filter((text) => text !== '').map((text) => JSON.parse(text) as Line);
}

/** A field as a number; absent is 0, as in Go's JSON with omitempty. */
export function num(line: Line | undefined, field: string): number {
  const value = line?.[field];
  return typeof value === 'number' ? value : 0;
}

/** A field as text; absent is ''. */
export function str(line: Line | undefined, field: string): string {
  const value = line?.[field];
  return typeof value === 'string' ? value : '';
}

/** A field as a list of texts; absent is empty. */
export function list(line: Line | undefined, field: string): readonly string[] {
  const value = line?.[field];
  return Array.isArray(value) ? value.map(String) : [];
}

/** `ReplicaSet/web-<rs1>` */
export function idOf(line: Line): string {
  return `${line.kind ?? ''}/${line.name ?? ''}`;
}

/** Is it a change of an object (not an event, a step or a note)? */
export function isObject(line: Line): boolean {
  return line.kind !== undefined && line.kind !== 'Event' && line.type !== 'STEP' && line.type !== 'NOTE';
}
