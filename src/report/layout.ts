/** What a report function may know besides the report. */
export interface Layout {
  /** Name and version of this tool, for the formats that carry it. */
  readonly toolVersion: string;
  /** The text of a file in the report; `undefined` if it is not at hand. */
  readonly textOf: (file: string) => string | undefined;
  readonly colour: boolean;
  /** Width of the terminal in cells. */
  readonly columns: number;
  /** List what was not checked, too. */
  readonly verbose: boolean;
  /** Only findings, no summary. */
  readonly quiet: boolean;
}
