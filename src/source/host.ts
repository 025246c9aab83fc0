/** All that rollcast wants of the outside world. The front ends get one; everything else is pure. */
export interface Host {
  /** Working directory, absolute. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Is standard output a terminal, and how many columns has it? */
  readonly terminal: { readonly isTty: boolean; readonly columns: number };
  /** The report. */
  readonly out: (text: string) => void;
  /** Progress, notices, errors. */
  readonly err: (text: string) => void;
  /** All of standard input, as bytes. */
  readonly stdin: () => Promise<Uint8Array>;
}

/** Exit codes: 0 clean, 1 findings at the threshold or a forecast that fails, 2 the run is not to be trusted. */
export type ExitCode = 0 | 1 | 2;
